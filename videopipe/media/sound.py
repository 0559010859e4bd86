"""Every sound track of a file, decoded once by PyAV: blocks of samples on one clock.

Knows nothing of what is heard. A track with holes is filled with silence where its time stamps say so.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from videopipe.media.inputs import open_input
from videopipe.media.probe import EmptyFile, Unreadable
from videopipe.media.wav import RATE
from videopipe.model.errors import Stopped

if TYPE_CHECKING:
    import av

Block = NDArray[np.float32]
"""float32 [n_samples, n_channels], full scale is 1."""

HOLE_S = Fraction(3, 100)
"""A jump of the time stamps from here on is a hole; less is the rounding of Matroska's clock."""
LONGEST_HOLE_S = 60
"""A longer one is a broken time stamp."""
LAG_S = 60
"""How far a track may be stored behind another before it counts as silent; bounds what is held in memory."""


@dataclass
class Track:
    """One sound track, and how decoding it went."""

    index: int
    """Stream number in the container."""
    channels: int
    layout: str
    errors: int = 0
    """Packets that could not be decoded."""
    samples: int = 0
    """At 48 kHz, holes included."""


@dataclass
class Listening:
    """All tracks of one file; `blocks` is to be gone through once, and fills in errors and samples."""

    tracks: tuple[Track, ...]
    blocks: Iterator[Block]
    """Of equal length but for the last; the channels of all tracks side by side."""


def listen_to(path: Path, block: int, stopped: Callable[[], bool]) -> Listening:
    """The sound of `path` at 48 kHz in blocks of `block` samples. Raises EmptyFile or Unreadable."""
    import av

    if not path.is_file() or path.stat().st_size == 0:
        raise EmptyFile(file=str(path))
    try:
        container = open_input(path)
    except (av.FFmpegError, ValueError, IndexError) as error:
        raise Unreadable(file=path.name, why=getattr(error, "strerror", None) or str(error)) from error
    streams = [stream for stream in container.streams.audio if stream.codec_context is not None]
    tracks = tuple(
        Track(one.index, max(1, one.codec_context.layout.nb_channels), one.codec_context.layout.name)
        for one in streams
    )
    return Listening(tracks, _blocks(container, tracks, streams, block, stopped))


def _blocks(
    container: "av.container.InputContainer",
    tracks: tuple[Track, ...],
    streams: list[Any],
    block: int,
    stopped: Callable[[], bool],
) -> Iterator[Block]:
    table = _Table([track.channels for track in tracks], block)
    with container:
        if not tracks:
            return
        for number, at, samples in _pieces(container, tracks, streams, stopped):
            table.put(number, at, samples)
            yield from table.whole_blocks()
    for number, track in enumerate(tracks):
        track.samples = table.ends[number]
    yield from table.rest()


def _pieces(
    container: "av.container.InputContainer",
    tracks: tuple[Track, ...],
    streams: list[Any],
    stopped: Callable[[], bool],
) -> Iterator[tuple[int, int, Block]]:
    """(number of the track, its sample on the common clock, samples)."""
    import av

    zero = min((s.start_time * s.time_base for s in streams if s.start_time is not None), default=Fraction(0))
    ears = {stream.index: _Ear(number, zero) for number, stream in enumerate(streams)}
    packets = container.demux(*streams)
    while True:
        if stopped():
            raise Stopped
        try:
            packet = next(packets)
        except StopIteration:
            break
        except av.FFmpegError:  # the file breaks off here: what was heard so far counts
            for track in tracks:
                track.errors += 1
            break
        ear = ears[packet.stream.index]
        yield from ear.hear(packet, tracks[ear.number])
    for ear in ears.values():
        yield from ear.finish(tracks[ear.number])


@dataclass
class _Ear:
    """Decodes one track to 48 kHz float."""

    number: int
    zero: Fraction
    _resampler: Any = None
    _form: tuple[Any, ...] = ()
    _next: int | None = None

    def hear(self, packet: Any, track: Track) -> Iterator[tuple[int, int, Block]]:
        import av

        try:
            pieces = [piece for frame in packet.decode() for piece in self._convert(frame, track)]
        except (av.FFmpegError, ValueError):  # garbage, or a form that nothing can convert
            track.errors += 1
            return
        yield from pieces

    def finish(self, track: Track) -> Iterator[tuple[int, int, Block]]:
        if self._resampler is not None:
            for frame in self._resampler.resample(None):
                yield self._place(None, frame.to_ndarray(), track)

    def _convert(self, frame: Any, track: Track) -> Iterator[tuple[int, int, Block]]:
        import av

        form = (frame.sample_rate, frame.format.name, frame.layout.name)
        if form != self._form:  # a track may change its form half-way
            yield from self.finish(track)
            self._form, self._resampler = form, av.AudioResampler(format="fltp", rate=RATE)
        at = None if frame.pts is None else round((frame.pts * frame.time_base - self.zero) * RATE)
        for made in self._resampler.resample(frame):
            yield self._place(at, made.to_ndarray(), track)
            at = None

    def _place(self, at: int | None, planes: Block, track: Track) -> tuple[int, int, Block]:
        expected = self._next or 0
        shortest = HOLE_S * RATE if self._next is not None else 0
        if at is not None and shortest < at - expected < LONGEST_HOLE_S * RATE:
            expected = at
        samples = np.zeros((planes.shape[1], track.channels), np.float32)
        known = min(track.channels, planes.shape[0])
        samples[:, :known] = planes[:known].T
        self._next = expected + len(samples)
        # NaN and infinity come out of damaged float tracks.
        return self.number, expected, np.nan_to_num(samples, nan=0.0, posinf=0.0, neginf=0.0)


@dataclass
class _Table:
    """Lays the tracks' pieces side by side; gives a block away as soon as every track has got so far."""

    channels: list[int]
    block: int
    ends: list[int] = field(default_factory=list)
    """How far each track has come."""
    _start: int = 0
    _held: Block = field(default_factory=lambda: np.zeros((0, 0), np.float32))

    def __post_init__(self) -> None:
        self.ends = [0] * len(self.channels)
        self._held = np.zeros((0, sum(self.channels)), np.float32)

    def put(self, number: int, at: int, samples: Block) -> None:
        skip = max(0, self._start - at)  # came too late: its block is gone
        samples, at = samples[skip:], max(at, self._start)
        end = at + len(samples)
        self._reach(end)
        left = sum(self.channels[:number])
        self._held[at - self._start : end - self._start, left : left + self.channels[number]] = samples
        self.ends[number] = max(self.ends[number], end)

    def _reach(self, end: int) -> None:
        if end - self._start > len(self._held):
            room = -(-(end - self._start) // self.block) * self.block
            more = np.zeros((room - len(self._held), sum(self.channels)), np.float32)
            self._held = np.concatenate([self._held, more])

    def whole_blocks(self) -> Iterator[Block]:
        ready = max(min(self.ends), max(self.ends) - LAG_S * RATE)
        while ready - self._start >= self.block:
            yield self._held[: self.block]
            self._held = self._held[self.block :]
            self._start += self.block

    def rest(self) -> Iterator[Block]:
        yield from self.whole_blocks()
        while max(self.ends) > self._start:
            yield self._held[: min(self.block, max(self.ends) - self._start)]
            self._held = self._held[self.block :]
            self._start += self.block
