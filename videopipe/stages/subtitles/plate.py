"""Which subtitles stand on a plate, because what is behind them is as bright as they are. Pure."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from videopipe.model.cues import ScreenCue
from videopipe.model.overlay import Box

BRIGHTEST = 150
"""Luma (16 to 235) up to which white keeps 4.5:1 (WCAG; DOMAIN SUB-15) against the ground beyond its outline, in its
soft shadow: measured on greys.
"""
PAD_X, PAD_Y = 30, 16
"""Air around the letters, pixels of a canvas whose short side is 1080."""


def plated(
    cues: Sequence[ScreenCue],
    boxes: Sequence[Box | None],
    luma: Sequence[int],
    grounds: Sequence[int | None],
    pad: tuple[int, int],
    near: int,
) -> tuple[ScreenCue, ...]:
    """The cues, some with plates. `boxes` are their letters, `luma` what is behind them.

    Cues less than `near` frames apart over the same ground (the footage: None, or the card of that number) are
    alike: a plate that comes and goes from one to the next would flicker.
    """
    shown: list[ScreenCue] = []
    for run in _runs(cues, grounds, near):
        bright = any(luma[n] > BRIGHTEST for n in run)
        for n in run:
            box = boxes[n]
            shown.append(replace(cues[n], plate=_grown(box, pad)) if bright and box is not None else cues[n])
    return tuple(shown)


def _runs(cues: Sequence[ScreenCue], grounds: Sequence[int | None], near: int) -> list[list[int]]:
    runs: list[list[int]] = [[0]] if cues else []
    for before, number in pairwise(range(len(cues))):
        apart = cues[number].frames.start - cues[before].frames.end
        if apart < near and grounds[before] == grounds[number]:
            runs[-1].append(number)
        else:
            runs.append([number])
    return runs


def _grown(box: Box, pad: tuple[int, int]) -> Box:
    x, y = pad
    return Box(box.x - x, box.y - y, box.width + 2 * x, box.height + 2 * y)
