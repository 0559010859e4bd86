"""When each picture is shown and what the container carries, read without decoding."""

from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

from videopipe.media.inputs import open_input
from videopipe.media.probe import Unreadable
from videopipe.model.quality import Gap
from videopipe.model.time import Seconds

MOST_GAPS = 100
_GAP = Seconds(3, 2)
"""DOMAIN QC-D: an interval of more than one and a half pictures."""


@dataclass(frozen=True)
class Packets:
    """The picture track from its packets."""

    times: tuple[Seconds, ...]
    """Of each picture, from the first, in order of showing."""
    tags: tuple[tuple[str, str], ...]


def read_packets(path: Path, stream: int | None) -> Packets:
    """Raises Unreadable."""
    import av

    try:
        with open_input(path) as container:
            tags = tuple(sorted((str(name), str(value)) for name, value in container.metadata.items()))
            if stream is None:
                return Packets((), tags)
            track = container.streams[stream]
            stamps = sorted(
                packet.pts for packet in container.demux(track) if packet.size and packet.pts is not None
            )
            base = Seconds(track.time_base or 1)
            return Packets(tuple((stamp - stamps[0]) * base for stamp in stamps), tags)
    except av.FFmpegError as error:
        raise Unreadable(file=str(path), why=error.strerror or str(error)) from error


def intervals(times: tuple[Seconds, ...]) -> tuple[Seconds, Seconds, tuple[Gap, ...]]:
    """(shortest, longest, gaps) between pictures; what is usual is the median."""
    lengths = [after - before for before, after in pairwise(times)]
    if not lengths:
        return Seconds(0), Seconds(0), ()
    usual = sorted(lengths)[len(lengths) // 2]
    gaps = [Gap(at, length) for at, length in zip(times, lengths, strict=False) if length > usual * _GAP]
    return min(lengths), max(lengths), tuple(gaps[:MOST_GAPS])
