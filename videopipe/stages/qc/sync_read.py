"""Reads one finished film: its pictures small, its sound demodulated at 1 kHz, both on the container's clock."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from videopipe.media.inputs import open_input
from videopipe.media.probe import Unreadable
from videopipe.model.errors import Stopped
from videopipe.model.time import Seconds, Span
from videopipe.stages.qc.sync_find import (
    BINS_A_SECOND,
    GRID,
    TONE_HZ,
    Flash,
    SubtitleWatch,
    edge_map,
    find_beeps,
    find_flashes,
)

if TYPE_CHECKING:
    import av.container

SHORT_SIDE = 180
"""Lines at which subtitles are still read as edges."""
JITTER = Fraction(2, 1000)
"""Matroska rounds the time of a sound packet to the millisecond; what is further off is a gap."""
LONGEST_GAP = Fraction(600)
"""A clock that jumps further is broken."""


@dataclass(frozen=True)
class Seen:
    """What the pictures show; times on the container's clock."""

    flashes: tuple[Seconds, ...]
    subtitles: tuple[Seconds, ...]
    """When each subtitle appeared."""
    span: Span
    """From the first picture to the end of the last."""
    frame: Seconds
    """How long a picture is shown, on average."""


@dataclass(frozen=True)
class Heard:
    """What the sound holds; times on the container's clock."""

    beeps: tuple[Seconds, ...]
    span: Span


def look(path: Path, stopped: Callable[[], bool]) -> Seen | None:
    """Flashes and subtitles of the first picture track; None without one. Raises Unreadable, Stopped."""
    times: list[Seconds] = []
    levels: list[NDArray[np.uint8]] = []
    edges: list[NDArray[np.uint8]] = []
    shape, last = (0, 0), Fraction(0)
    for time, length, picture in _pictures(path, stopped):
        times.append(time)
        levels.append(_levels(picture))
        found = edge_map(picture)
        edges.append(np.packbits(found))
        shape, last = found.shape, length
    if not times:
        return None
    flashes = find_flashes(times, np.stack(levels))
    span = Span(times[0], times[-1] + last)
    return Seen(
        flashes=tuple(times[flash.start] for flash in flashes),
        subtitles=tuple(_subtitles(times, edges, shape, flashes)),
        span=span,
        frame=span.duration / len(times),
    )


def _subtitles(
    times: list[Seconds], edges: list[NDArray[np.uint8]], shape: tuple[int, int], flashes: list[Flash]
) -> list[Seconds]:
    white = {number for flash in flashes for number in range(flash.start, flash.end)}
    watch = SubtitleWatch()
    for number, (time, packed) in enumerate(zip(times, edges, strict=True)):
        found = np.unpackbits(packed, count=shape[0] * shape[1]).reshape(shape).astype(bool)
        watch.add(time, found, number in white)
    return watch.onsets


def _levels(picture: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """Mean of each cell; the last rows and columns that fill no cell are left out."""
    rows, columns = picture.shape[0] // GRID[0], picture.shape[1] // GRID[1]
    whole = picture[: rows * GRID[0], : columns * GRID[1]]
    cells = whole.reshape(GRID[0], rows, GRID[1], columns)
    return np.asarray(cells.mean(axis=(1, 3))).astype(np.uint8)


def _pictures(
    path: Path, stopped: Callable[[], bool]
) -> Iterator[tuple[Seconds, Seconds, NDArray[np.uint8]]]:
    """(time, how long it is shown, brightness uint8 [rows, columns]) of every picture."""
    for frame in _decoded(path, "video", stopped):
        scale = Fraction(SHORT_SIDE, min(frame.width, frame.height))
        width, height = (
            max(side, round(min(scale, 1) * size))
            for side, size in zip((GRID[1], GRID[0]), (frame.width, frame.height), strict=True)
        )
        small = frame.reformat(width=width, height=height, format="gray", interpolation="AREA")
        yield frame.pts * frame.time_base, (frame.duration or 0) * frame.time_base, small.to_ndarray()


def _decoded(path: Path, kind: str, stopped: Callable[[], bool]) -> Iterator[Any]:
    """Frames of the first track of that kind that have a time."""
    import av

    try:
        with open_input(path) as container:
            yield from _frames_of(container, kind, stopped)
    except (av.FFmpegError, ValueError) as error:
        raise Unreadable(file=str(path), why=getattr(error, "strerror", None) or str(error)) from error


def _frames_of(
    container: "av.container.InputContainer", kind: str, stopped: Callable[[], bool]
) -> Iterator[Any]:
    tracks: Any = container.streams.video if kind == "video" else container.streams.audio
    if not tracks:
        return
    tracks[0].thread_type = "AUTO"
    frames: Iterator[Any] = container.decode(tracks[0])
    for frame in frames:
        if stopped():
            raise Stopped
        if frame.pts is not None and frame.time_base is not None:
            yield frame


def listen(path: Path, stopped: Callable[[], bool]) -> Heard | None:
    """Beeps of the first sound track; None without one. Raises Unreadable, Stopped."""
    ear: _Ear | None = None
    for frame in _decoded(path, "audio", stopped):
        if ear is None:
            ear = _Ear(frame.sample_rate, frame.pts * frame.time_base)
        ear.add(frame.pts * frame.time_base, _mono(frame))
    return ear.heard() if ear is not None else None


def _mono(frame: Any) -> NDArray[np.float32]:
    """Mean of the channels, float32 [n_samples], full scale is 1."""
    raw = frame.to_ndarray()
    channels = frame.layout.nb_channels
    planes = raw if frame.format.is_planar else raw.reshape(-1, channels).T
    mono = planes.astype(np.float32).mean(axis=0)
    if raw.dtype.kind == "f":
        return np.asarray(mono)
    middle = 128 if raw.dtype == np.uint8 else 0
    return np.asarray((mono - middle) / (128 if raw.dtype == np.uint8 else -float(np.iinfo(raw.dtype).min)))


class _Ear:
    """Takes the sound piece by piece and keeps two figures for each half millisecond."""

    def __init__(self, rate: int, start: Seconds) -> None:
        self._rate = rate
        self._start = start
        self._samples = 0
        self._rest: NDArray[np.float32] = np.zeros(0, np.float32)
        self._tone: list[NDArray[np.complex64]] = []
        self._energy: list[NDArray[np.float32]] = []
        self._bins = 0

    def add(self, time: Seconds, samples: NDArray[np.float32]) -> None:
        """Samples that sound from `time` on; a gap before them is silence."""
        gap = time - self._start - Fraction(self._samples, self._rate)
        if JITTER < gap < LONGEST_GAP:
            self._take(np.zeros(round(gap * self._rate), np.float32))
        self._take(samples)

    def _take(self, samples: NDArray[np.float32]) -> None:
        self._samples += len(samples)
        held = np.concatenate([self._rest, samples])
        first = self._samples - len(held)
        bins = self._samples * BINS_A_SECOND // self._rate
        edges = -(-np.arange(self._bins, bins + 1, dtype=np.int64) * self._rate // BINS_A_SECOND) - first
        if bins == self._bins:
            self._rest = held
            return
        turned = held * np.exp(-2j * np.pi * TONE_HZ / self._rate * (first + np.arange(len(held)))).astype(
            np.complex64
        )
        self._tone.append(np.add.reduceat(turned[: edges[-1]], edges[:-1]))
        self._energy.append(np.add.reduceat(held[: edges[-1]] ** 2, edges[:-1]))
        self._bins, self._rest = bins, held[edges[-1] :]

    def heard(self) -> Heard:
        """What all of it was."""
        span = Span(self._start, self._start + Fraction(self._samples, self._rate))
        if not self._tone:
            return Heard((), span)
        found = find_beeps(
            np.concatenate(self._tone), np.concatenate(self._energy), self._rate / BINS_A_SECOND
        )
        # Measured to a millisecond, told to a tenth of one.
        return Heard(tuple(self._start + Fraction(round(time * 10_000), 10_000) for time in found), span)
