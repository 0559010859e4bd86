"""Sync measured on what is delivered: a test film, cut many times, through the whole pipeline and back.

`python -m tests.sync --cuts 30 525 --kinds "50i" "29.97"` runs parts of the matrix and prints every figure.
"""

import argparse
import json
import random
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

from tests.media import SYNC_FILMS, SyncFilm
from videopipe.app.produce import produce
from videopipe.app.shop import open_shop
from videopipe.cli.progress import Quiet
from videopipe.engine.stop import Stop
from videopipe.model.time import Span, timecode
from videopipe.stages.qc.sync import Pair, SyncFacts, measure_sync, worst

FPS = Fraction(25)
CUE_S = Fraction(4, 10)
SEEN_S = Fraction(28, 100)
"""How long a subtitle is left at least: a flash may hide 100 ms of it, and 80 ms make sure of it."""
SECONDS = {1: 30, 30: 30, 150: 150, 525: 560}
"""Length of the source for so many cuts: pieces of 0.2 s to 1 s, but for the first."""

_EPISODE = """\
version: 1
id: sync
series: test
city: "440100"
title: 声画同步
date: 2019-05-10T10:00+08:00
footage:
  - {{file: raw/{name}, role: interview}}
subtitles: {{zh-Hans: subs/zh.srt}}
"""

_PROFILE = """\
version: 1
title: 同步
fps: 25
layouts:
  film: {{width: {width}, height: {height}}}
renditions:
  film: {{layout: film, width: {width}, height: {height}, text: burned}}
encoding: {{preset: superfast}}
graphics: {{bug: false, title_s: 0, closing_s: 0}}
qc: {{allow: [picture.black, picture.frozen, picture.levels, picture.flashes, sound.silence]}}
"""
"""Black between flashes and silence between beeps are the point of these films, and no film to publish."""


@dataclass(frozen=True)
class Desk:
    """An episode of one sync film, and where its bundles go."""

    folder: Path
    film: SyncFilm

    def cut(self, cuts: int) -> "Cut":
        """The film with so many cuts, made and measured."""
        pieces = choose_pieces(self.film.pairs, cuts, random.Random(cuts))
        edit = self.folder / f"edit-{cuts}.json"
        edit.write_text(_edit(pieces, f"raw/{self.film.path.name}"), "utf-8")
        began = time.monotonic()
        with open_shop(self.folder / ".videopipe", jobs=None, stop=Stop(), watch=Quiet()) as shop:
            made = produce(
                self.folder / "episode", [str(self.folder / "profile.yaml")],
                out=self.folder / "out", edit=edit, shop=shop,
            )  # fmt: skip
        took = time.monotonic() - began
        joins, total = len(made.programme.timeline.joins), made.programme.timeline.duration
        facts = measure_sync(made.published.path / "data" / "video" / "film.mp4", lambda: False)
        expected = programme_times(self.film.pairs, pieces)
        return Cut(joins, total, expected, len(made.programme.cues), facts, took)


@dataclass(frozen=True)
class Cut:
    """What came out of one edit."""

    joins: int
    duration: Fraction
    """Of the programme as planned, seconds."""
    expected: tuple[Fraction, ...]
    """When each pair that was kept comes in the programme, seconds."""
    cues: int
    """Subtitles that the programme shows."""
    facts: SyncFacts
    took_s: float

    def line(self) -> str:
        """All figures in one line."""
        facts = self.facts
        pairs = [_ms(pair) for pair in facts.checkpoints]
        off, subtitle = worst(facts.pairs), worst(facts.subtitles)
        lengths = [_length_ms(span) for span in (facts.picture, facts.sound)]
        return (
            f"{self.joins} cuts, {float(self.duration):.2f} s: {len(facts.pairs)}/{len(self.expected)} pairs, "
            f"first/middle/last {'/'.join(pairs)} ms, worst {_ms(off)}, drift {float(facts.drift_ms):+.1f}; "
            f"{len(facts.subtitles)}/{self.cues} subtitles, worst {_ms(subtitle)}; "
            f"picture {lengths[0]}, sound {lengths[1]} ms; {self.took_s:.0f} s"
        )


def _ms(pair: Pair | None) -> str:
    return f"{float(pair.offset_ms):+.1f}" if pair else "none"


def _length_ms(span: Span | None) -> str:
    return f"{float(span.duration) * 1000:.1f}" if span else "none"


def choose_pieces(pairs: Sequence[Fraction], cuts: int, dice: random.Random) -> list[tuple[int, int]]:
    """Kept source frames [start, end) with `cuts` cuts between them, irregular, spread over the film.

    No cut falls into a flash or beep; where a subtitle's beginning is cut away, so is all of it.
    """
    pieces = []
    start, last = 0, _frames(pairs[-1]) - 5
    for left in range(cuts, 0, -1):
        pace = (last - start) / (left + 1)
        end = _allowed(start + max(5, round(pace * dice.uniform(0.2, 0.9))), pairs, SEEN_S)
        pieces.append((start, end))
        start = _allowed(end + max(2, round(pace * dice.uniform(0.05, 0.5))), pairs, CUE_S + 1 / FPS)
    return [*pieces, (start, _frames(pairs[-1] + CUE_S))]


def _frames(seconds: Fraction) -> int:
    return int(seconds * FPS)


def _allowed(frame: int, pairs: Sequence[Fraction], after: Fraction) -> int:
    """The first frame from `frame` on that is clear of every pair: 100 ms before it, `after` seconds behind.

    A subtitle that began nearer to a cut would begin on the cut.
    """
    for pair in pairs:
        if pair - Fraction(10, 100) < frame / FPS < pair + after:
            return int((pair + after) * FPS) + 1
    return frame


def programme_times(pairs: Sequence[Fraction], pieces: Sequence[tuple[int, int]]) -> tuple[Fraction, ...]:
    """When the kept pairs come in the programme."""

    def kept() -> Iterator[Fraction]:
        at = 0
        for start, end in pieces:
            yield from (pair + (at - start) / FPS for pair in pairs if start <= pair * FPS < end)
            at += end - start

    return tuple(kept())


def _edit(pieces: Sequence[tuple[int, int]], source: str) -> str:
    kept = [
        {"source": source, "in": timecode(start / FPS), "out": timecode(end / FPS), "keep": True}
        for start, end in pieces
    ]
    return json.dumps({"version": 1, "fps": str(FPS), "pieces": kept}, indent=1)


def open_desk(folder: Path, kind: str, seconds: int) -> Desk:
    """An episode of the film of that kind: a cue of 0.4 s from each beep on."""
    episode = folder / "episode"
    (episode / "raw").mkdir(parents=True)
    (episode / "subs").mkdir()
    film = SYNC_FILMS[kind](episode / "raw", seconds)
    (episode / "subs" / "zh.srt").write_text(_subtitles(film.pairs), "utf-8")
    (episode / "episode.yaml").write_text(_EPISODE.format(name=film.path.name), "utf-8")
    width, height = (180, 320) if film.upright else (320, 180)
    (folder / "profile.yaml").write_text(_PROFILE.format(width=width, height=height), "utf-8")
    return Desk(folder, film)


def _subtitles(pairs: Sequence[Fraction]) -> str:
    cues = [
        f"{number}\n{timecode(pair, ',')} --> {timecode(pair + CUE_S, ',')}\n第{number}声响\n"
        for number, pair in enumerate(pairs, 1)
    ]
    return "\n".join(cues)


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--cuts", type=int, nargs="+", choices=list(SECONDS), default=list(SECONDS))
    parser.add_argument("--kinds", nargs="+", choices=list(SYNC_FILMS), default=list(SYNC_FILMS))
    parser.add_argument("--keep", type=Path, default=None, help="an empty folder to work in and leave behind")
    wanted = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        for kind in wanted.kinds:
            for seconds in sorted({SECONDS[cuts] for cuts in wanted.cuts}):
                desk = open_desk((wanted.keep or Path(scratch)) / f"{kind}-{seconds}", kind, seconds)
                for cuts in (cuts for cuts in wanted.cuts if SECONDS[cuts] == seconds):
                    print(f"{kind}: {desk.cut(cuts).line()}", flush=True)  # noqa: T201


if __name__ == "__main__":
    main()
