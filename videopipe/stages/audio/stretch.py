"""Stretches of sound tracks, sample for sample: fades at their edges, and the gain that evens out speakers."""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from videopipe.media.wav import Samples

BLOCK = 48_000 * 20
"""Samples at a time: 8 MB, whatever the programme's length."""

Gains = NDArray[np.float32]
Steps = Sequence[Sequence[int]]
"""[where a change begins, where it is over, hundredths of a decibel from then on], in samples of the track."""


@dataclass(frozen=True)
class Stretch:
    """Which samples of a track, and at which of its ends it fades."""

    start: int
    length: int
    fade_in: bool
    fade_out: bool
    fade: int
    """Samples; at most half of the length is used."""


def read_stretch(track: Samples, stretch: Stretch, steps: Steps = ()) -> Iterator[Samples]:
    """The samples of `stretch` in blocks, silence beyond the track's end; `track` itself is never written to."""
    for at in range(0, stretch.length, BLOCK):
        count = min(BLOCK, stretch.length - at)
        taken = np.zeros((count, track.shape[1]), np.float32)
        there = track[stretch.start + at : stretch.start + at + count]
        taken[: len(there)] = there
        _fade(taken, at, stretch)
        if steps:
            taken *= gain_curve(stretch.start + at, count, steps)[:, None]
        yield taken


def _fade(block: Samples, at: int, stretch: Stretch) -> None:
    """Raised cosines over the first and the last samples of the stretch; `block` begins with sample `at` of it."""
    fade = min(stretch.fade, stretch.length // 2)
    ramp = ((1 - np.cos(np.linspace(0, np.pi, fade, dtype=np.float32))) / 2)[:, None]
    if stretch.fade_in:
        shaped = block[: max(0, fade - at)]
        shaped *= ramp[at : at + len(shaped)]
    first = stretch.length - fade - at
    if stretch.fade_out and first < len(block):
        shaped = block[max(0, first) :]
        begin = max(0, -first)
        shaped *= ramp[::-1][begin : begin + len(shaped)]


def gain_curve(start: int, count: int, steps: Steps) -> Gains:
    """Factor for each of `count` samples from `start`: constant, but for raised cosines (in dB) at the steps."""
    at = np.arange(start, start + count)
    over = max(1, bisect_right([end for _, end, _ in steps], start))
    gain_db = np.full(count, steps[over - 1][2] / 100)
    for before, (begin, end, gain_mb) in pairwise(steps[over - 1 :]):
        if begin >= start + count:
            break
        done = np.clip((at - begin) / max(1, end - begin), 0, 1)
        gain_db += (gain_mb - before[2]) / 100 * (1 - np.cos(np.pi * done)) / 2
    return np.asarray(10 ** (gain_db / 20), np.float32)
