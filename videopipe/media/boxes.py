"""What only the boxes of an MP4 or MOV tell (ISO 14496-12): where the index lies, which Dolby Vision it is."""

from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

LARGEST_INDEX_BYTES = 64 << 20
"""An index of two hours has some 20 MB; more than this isn't searched."""
DOLBY_CONFIGURATIONS = (b"dvcC", b"dvvC", b"dvwC")


def moov_first(path: Path) -> bool:
    """Whether `moov` precedes `mdat`; False for anything that isn't MP4."""
    with path.open("rb") as file:
        for kind, _, _ in _top_boxes(file):
            if kind in (b"moov", b"mdat"):
                return kind == b"moov"
    return False


def lacks_index(path: Path) -> bool:
    """Whether it begins as MP4 or MOV does but has no `moov`: without it nothing in the file can be found."""
    with path.open("rb") as file:
        kinds = [kind for kind, _, _ in _top_boxes(file)]
    return kinds[:1] in ([b"ftyp"], [b"mdat"], [b"wide"], [b"free"]) and b"moov" not in kinds


def dolby_vision(path: Path) -> str:
    """Profile and compatibility of the Dolby Vision configuration record (`8.4`); empty without one.

    Source: Dolby Vision Streams Within the ISO Base Media File Format, 3.2.
    """
    with path.open("rb") as file:
        for kind, start, size in _top_boxes(file):
            if kind == b"moov" and size <= LARGEST_INDEX_BYTES:
                file.seek(start)
                return _configuration(file.read(size))
    return ""


def _configuration(moov: bytes) -> str:
    for name in DOLBY_CONFIGURATIONS:
        at = moov.find(name)
        if at >= 0 and at + 9 <= len(moov):
            return f"{moov[at + 6] >> 1}.{moov[at + 8] >> 4}"
    return ""


def _top_boxes(file: BinaryIO) -> Iterator[tuple[bytes, int, int]]:
    """(kind, where its content starts, size of its content) of each outer box, as far as they make sense."""
    end = file.seek(0, 2)
    at = 0
    while at + 8 <= end:
        file.seek(at)
        head = file.read(16)
        size, kind, header = int.from_bytes(head[:4], "big"), head[4:8], 8
        if size == 1:
            size, header = int.from_bytes(head[8:16], "big"), 16
        elif size == 0:  # to the end of the file
            size = end - at
        if size < header:
            return
        yield kind, at + header, size - header
        at += size
