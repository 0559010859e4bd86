"""What subtitles and graphics cost over encoding the same segments without them.

    python benchmarks/text_cost.py EPISODE [--layout 1920x1080]

One run makes each segment twice, with text and clean, by the same encoder settings, one task at a time; drawing the
graphics counts as text.
"""

import argparse
import json
import sys
import tempfile
from pathlib import Path

from videopipe.app.produce import produce
from videopipe.app.shop import open_shop
from videopipe.engine.outcome import Event, Finished
from videopipe.engine.stop import Stop
from videopipe.engine.task import Plan

PROFILE = """\
version: 1
title: text cost
layouts:
  film: {{width: {width}, height: {height}}}
renditions:
  text: {{layout: film, width: {width}, height: {height}, text: burned}}
  clean: {{layout: film, width: {width}, height: {height}, text: clean}}
"""


class Clock:
    """Adds up what tasks took, by what they made."""

    def __init__(self) -> None:
        self.seconds = {"graphics": 0.0, "with text": 0.0, "clean": 0.0}

    def begin(self, plan: Plan, expected_s: dict[str, float]) -> None:
        """Nothing to prepare."""

    def __call__(self, event: Event) -> None:
        """Counts segments and drawings."""
        if not isinstance(event, Finished):
            return
        stage, _, rest = event.outcome.task.label.partition("/")
        kind = {"film-burned": "with text", "film-clean": "clean"}.get(rest.partition("/")[0])
        if stage == "graphics":
            kind = "graphics"
        if kind is not None:
            self.seconds[kind] += event.outcome.seconds
            print(f"{event.outcome.task.label}  {event.outcome.seconds:.2f} s", file=sys.stderr)


def main() -> None:
    """Run once and print JSON."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("episode", type=Path)
    parser.add_argument("--layout", default="1920x1080")
    options = parser.parse_args()
    width, height = options.layout.split("x")
    clock = Clock()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        profile = folder / "text-cost.yaml"
        profile.write_text(PROFILE.format(width=width, height=height), "utf-8")
        with open_shop(folder / "work", jobs=1, stop=Stop(), watch=clock) as shop:
            produce(options.episode, [str(profile)], out=folder / "out", edit=None, shop=shop)
    seconds = clock.seconds
    ratio = (seconds["graphics"] + seconds["with text"]) / seconds["clean"]
    print(
        json.dumps({**{kind: round(value, 2) for kind, value in seconds.items()}, "ratio": round(ratio, 3)})
    )


if __name__ == "__main__":
    main()
