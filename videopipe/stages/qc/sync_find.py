"""Where flashes, subtitles and beeps begin, in small pictures and a demodulated sound. Pure: arrays in, times out.

Tuned on the sync test films (white flash and 1 kHz beep of 40 ms, delivered through x264 and AAC), on the moving
test pictures of ffmpeg, and on the two interviews: there must be none in those.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Any

import numpy as np
from numpy.typing import NDArray

from videopipe.model.time import Seconds

GRID = (9, 16)
"""Rows and columns of cells whose mean brightness tells a flash."""
LIT = 30
"""Levels by which a cell brightens in a flash; a cut between two shots moves few cells by so much in one sense."""
LIT_SHARE = 0.85
"""Of the cells that are ever anything but black: captions and marks in the corner don't take part."""
BLACK_BAR = 30
"""A cell that never gets brighter belongs to a black bar."""
LONGEST_FLASH = Fraction(3, 10)
"""Footage of ten pictures a second holds a flash for 100 ms; what stays longer is a brighter shot."""

EDGE = 40
"""Levels from one pixel to the next at the edge of a letter; at 180 lines an outline still makes 60."""
UPPER_SHARE = Fraction(3, 5)
"""Of the height; what is new there too is a new shot and no subtitle."""
FEWEST_EDGES = 24
"""One Chinese character at 180 lines has about 40."""
STAYS_FOR = Fraction(8, 100)
"""Seconds over which its edges must be there: those of moving things are not."""
SEEN_IN_FLASH = 0.3
"""Share of a subtitle's edges, within a pixel, by which it is recognised in a white picture."""

BINS_A_SECOND = 2000
"""Half a millisecond: two of them are one period of the tone."""
TONE_HZ = 1000
FAINTEST_TONE = 0.02
"""Amplitude, full scale is 1."""
PURE = 0.8
"""Share of the energy of 10 ms that is in the tone: speech doesn't reach 0.5 for as long as a beep lasts."""
SHORTEST_BEEP_BINS, LONGEST_BEEP_BINS = BINS_A_SECOND // 100, BINS_A_SECOND
"""10 ms; 1 s: a line-up tone is no beep."""

Levels = NDArray[np.uint8]
"""uint8 [n_pictures, 9, 16], mean brightness of each cell."""
Edges = NDArray[np.bool_]
"""bool [rows, columns] of one picture."""


@dataclass(frozen=True)
class Flash:
    """A stretch of white pictures: index of the first, and of the first that no longer belongs to it."""

    start: int
    end: int


def find_flashes(times: Sequence[Seconds], levels: Levels) -> list[Flash]:
    """Where the whole picture brightens and is back within `LONGEST_FLASH`."""
    if len(times) == 0:
        return []
    active = levels.max(axis=0) > BLACK_BAR
    if active.mean() < 0.2:
        return []
    seen = levels[:, active].astype(np.int16)
    rises = (seen[1:] - seen[:-1] >= LIT).mean(axis=1) >= LIT_SHARE
    found: list[Flash] = []
    for start in np.flatnonzero(rises) + 1:
        flash = _flash_at(int(start), times, seen)
        if flash is not None and (not found or flash.start >= found[-1].end):
            found.append(flash)
    return found


def _flash_at(start: int, times: Sequence[Seconds], seen: NDArray[np.int16]) -> Flash | None:
    """The flash that brightens with picture `start`; it begins where half of its brightness is reached."""
    mean = seen.mean(axis=1)
    last = start
    while last + 1 < len(times) and times[last + 1] - times[start] <= LONGEST_FLASH:
        last += 1
    half = (mean[start - 1] + mean[start : last + 1].max()) / 2
    bright = start if mean[start] >= half else start + 1
    for end in range(bright + 1, last + 1):
        if mean[end] < half:
            return Flash(bright, end)
    return None


def edge_map(picture: NDArray[np.uint8]) -> Edges:
    """Where `picture` (uint8 [rows, columns]) steps sharply from one pixel to the next: bool, a column less."""
    return np.abs(np.diff(picture.astype(np.int16), axis=1)) > EDGE


@dataclass(frozen=True)
class _Candidate:
    """Edges that are new with one picture, narrowed to those that the pictures since then have too."""

    time: Seconds
    new: Edges
    white: tuple[tuple[Seconds, Edges], ...]
    """The white pictures just before."""

    def onset(self) -> Seconds:
        """The first picture that shows it."""
        near = _widened(self.new)
        for time, edges in self.white:
            if (edges & near).sum() >= SEEN_IN_FLASH * self.new.sum():
                return time
        return self.time


class SubtitleWatch:
    """Goes through the pictures once and remembers when a subtitle appeared.

    A subtitle is a set of sharp edges that is new in the lower part of the picture only, and stays while the
    picture behind it moves. One that comes with a flash is looked for in the white pictures too.
    """

    def __init__(self) -> None:
        self.onsets: list[Seconds] = []
        self._before: Edges | None = None
        self._white: list[tuple[Seconds, Edges]] = []
        self._candidates: list[_Candidate] = []

    def add(self, time: Seconds, edges: Edges, white: bool) -> None:
        """The next picture; `white` if it belongs to a flash."""
        if white:
            self._white.append((time, edges))
            return
        self._narrow(time, edges)
        if self._before is not None:
            new = edges & ~_widened(self._before)
            self._candidates.append(_Candidate(time, new, tuple(self._white)))
        self._before, self._white = edges, []

    def _narrow(self, time: Seconds, edges: Edges) -> None:
        waiting = []
        for candidate in self._candidates:
            kept = replace(candidate, new=candidate.new & edges)
            if not _is_below_only(kept.new):
                continue
            if time - kept.time >= STAYS_FOR:
                self.onsets.append(kept.onset())
            else:
                waiting.append(kept)
        self._candidates = waiting


def _is_below_only(new: Edges) -> bool:
    """Whether enough edges are new in the lower part, and far fewer above."""
    upper = int(new.shape[0] * UPPER_SHARE)
    above, below = new[:upper], new[upper:]
    return bool(below.sum() >= FEWEST_EDGES and above.mean() <= below.mean() / 3)


def _widened(edges: Edges) -> Edges:
    """Edges and the pixels left and right of them: compression moves an edge by one."""
    wide = edges.copy()
    wide[:, 1:] |= edges[:, :-1]
    wide[:, :-1] |= edges[:, 1:]
    return wide


def find_beeps(tone: NDArray[np.complex64], energy: NDArray[np.float32], bin_samples: float) -> list[float]:
    """Seconds after the first bin at which a beep of 1 kHz begins, to about a millisecond.

    `tone` is the sum of sample x e^(-i 2 pi 1000 t) over each bin of half a millisecond, `energy` the sum of the
    squares, `bin_samples` how many samples a bin holds.
    """
    amplitude = np.abs(_summed(tone, 4)) * 2 / (4 * bin_samples)
    power = np.abs(_summed(tone, 20)) ** 2 * 2 / (20 * bin_samples)
    pure = power >= PURE * np.maximum(_summed(energy, 20), 1e-9)
    found = []
    for start, end in _runs(pure & (amplitude > FAINTEST_TONE)):
        if SHORTEST_BEEP_BINS <= end - start <= LONGEST_BEEP_BINS:
            onset = _half_risen(amplitude, start, end)
            if onset is not None:
                found.append(onset / BINS_A_SECOND)
    return found


def _summed(bins: NDArray[Any], width: int) -> NDArray[Any]:
    """Sum over `width` bins around the beginning of each bin, in double precision."""
    wide = np.complex128 if np.iscomplexobj(bins) else np.float64
    half = width // 2
    total = np.cumsum(np.pad(bins.astype(wide), (half + 1, half)))
    return np.asarray(total[width:-1] - total[: -width - 1])


def _runs(flags: NDArray[np.bool_]) -> list[tuple[int, int]]:
    edges = np.flatnonzero(np.diff(np.concatenate([[False], flags, [False]]).astype(np.int8)))
    return list(zip(edges[::2].tolist(), edges[1::2].tolist(), strict=True))


def _half_risen(amplitude: NDArray[Any], start: int, end: int) -> float | None:
    """Bin, with its fraction, at which half of the tone's amplitude is reached; None if it was there all along."""
    half = float(np.median(amplitude[start:end])) / 2
    at = start
    while at > max(0, start - SHORTEST_BEEP_BINS) and amplitude[at - 1] >= half:
        at -= 1
    while at < end and amplitude[at] < half:
        at += 1
    before = float(amplitude[at - 1]) if at > 0 else 0.0
    if before >= half:
        return None
    return at - 1 + (half - before) / (float(amplitude[at]) - before)
