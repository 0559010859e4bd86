"""What subtitles and graphics cost over encoding the same segments without them.

    python benchmarks/text_cost.py EPISODE [--layout 1920x1080]

One run makes each segment twice, with text and clean, by the same encoder settings; drawing the graphics counts as
text. One task at a time, measured in processor seconds, so that other work on the machine hardly tells.
"""

import argparse
import json
import os
import tempfile
from pathlib import Path
from threading import Lock
from unittest.mock import patch

from videopipe.app import produce as walk
from videopipe.app.shop import open_shop
from videopipe.engine.outcome import Event
from videopipe.engine.stop import Stop
from videopipe.engine.task import Plan
from videopipe.engine.work import Recipe, Work
from videopipe.stages import recipes

PROFILE = """\
version: 1
title: text cost
layouts:
  film: {{width: {width}, height: {height}}}
renditions:
  text: {{layout: film, width: {width}, height: {height}, text: burned}}
  clean: {{layout: film, width: {width}, height: {height}, text: clean}}
"""


class Meter:
    """Adds up the processor seconds of segments and drawings, by what they made."""

    def __init__(self) -> None:
        self.seconds = {"graphics": 0.0, "with text": 0.0, "clean": 0.0}
        self._one_at_a_time = Lock()

    def recipes(self) -> dict[str, Recipe]:
        """The recipes of all stages, metered."""
        return {name: self._metered(name, make) for name, make in recipes().items()}

    def _metered(self, name: str, make: Recipe) -> Recipe:
        def metered(work: Work) -> None:
            with self._one_at_a_time:
                before = _processor_s()
                make(work)
                kind = self._kind(name, work)
                if kind is not None:
                    self.seconds[kind] += _processor_s() - before

        return metered

    def _kind(self, recipe: str, work: Work) -> str | None:
        if recipe == "graphics.overlay":
            return "graphics"
        if recipe != "picture.segment":
            return None
        drawn = work.params["ass"] is not None or work.params["overlays"]
        return "with text" if drawn else "clean"


class Quiet:
    """Watches nothing."""

    def begin(self, plan: Plan, expected_s: dict[str, float], subject: str) -> None:
        """Nothing to prepare."""

    def __call__(self, event: Event) -> None:
        """Nothing to tell."""


def _processor_s() -> float:
    """Of this process and of those that it has waited for."""
    times = os.times()
    return times.user + times.system + times.children_user + times.children_system


def main() -> None:
    """Run once and print JSON."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("episode", type=Path)
    parser.add_argument("--layout", default="1920x1080")
    options = parser.parse_args()
    width, height = options.layout.split("x")
    meter = Meter()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        profile = folder / "text-cost.yaml"
        profile.write_text(PROFILE.format(width=width, height=height), "utf-8")
        shop_of = open_shop(folder / "work", jobs=1, stop=Stop(), watch=Quiet())
        with patch.object(walk, "recipes", meter.recipes), shop_of as shop:
            walk.produce(options.episode, [str(profile)], out=folder / "out", edit=None, shop=shop)
    seconds = meter.seconds
    ratio = (seconds["graphics"] + seconds["with text"]) / seconds["clean"]
    print(
        json.dumps({**{kind: round(value, 2) for kind, value in seconds.items()}, "ratio": round(ratio, 3)})
    )


if __name__ == "__main__":
    main()
