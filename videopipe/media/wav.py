"""Sound tracks between tasks: 48 kHz stereo float WAV, also above 4 GB (RF64)."""

import struct
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

import numpy as np
from numpy.typing import NDArray

from videopipe.model.errors import Damaged

RATE = 48_000
"""Samples a second of every sound track."""
CHANNELS = 2
_FRAME_BYTES = CHANNELS * 4
_FLOAT, _EXTENSIBLE = 3, 0xFFFE
_SEE_DS64 = 0xFFFFFFFF
"""Size of a chunk whose true size stands in the ds64 chunk."""

Samples = NDArray[np.float32]
"""float32 [n_samples, 2], full scale is 1."""


class BadSoundTrack(Damaged):
    """A sound track in the store that is not what tasks write."""

    en = "{file} is not a 48 kHz stereo float WAV. Remove the work folder's cache with `videopipe cache gc` and run again"
    zh = "{file} 不是 48 kHz 立体声浮点 WAV。请用 videopipe cache gc 清理缓存后再次运行"


def map_samples(path: Path) -> Samples:
    """All samples of the file, mapped: nothing is read before it is used.

    Raises BadSoundTrack.
    """
    with path.open("rb") as file:
        start, size = _find_data(file, path)
    if size == 0:
        return np.zeros((0, CHANNELS), np.float32)
    return np.memmap(path, np.dtype("<f4"), "r", start, (size // _FRAME_BYTES, CHANNELS))


def _find_data(file: BinaryIO, path: Path) -> tuple[int, int]:
    """(offset, size in bytes) of the samples. Chunks: EBU Tech 3306 (RF64), which holds RIFF too."""
    if file.read(4) not in {b"RIFF", b"RF64"} or file.seek(8) != 8 or file.read(4) != b"WAVE":
        raise BadSoundTrack(file=path.name)
    long_size: int | None = None
    while len(head := file.read(8)) == 8:
        name, size = struct.unpack("<4sI", head)
        if name == b"data":
            start, size = file.tell(), long_size if size == _SEE_DS64 else size
            if size is None or start + size > file.seek(0, 2) or size % _FRAME_BYTES:
                break
            return start, size
        body = file.read(size + size % 2)
        if name == b"ds64":
            long_size = struct.unpack("<QQ", body[:16])[1]
        if name == b"fmt " and not _is_ours(body):
            break
    raise BadSoundTrack(file=path.name)


def _is_ours(fmt: bytes) -> bool:
    if len(fmt) < 16:
        return False
    tag, channels, rate, _, _, bits = struct.unpack("<HHIIHH", fmt[:16])
    return tag in {_FLOAT, _EXTENSIBLE} and (channels, rate, bits) == (CHANNELS, RATE, 32)


def write_samples(path: Path, blocks: Iterator[Samples]) -> None:
    """Writes the blocks one after the other as float WAV (RF64 above 4 GB)."""
    with path.open("wb") as file:
        file.write(_header(0))
        written = 0
        for block in blocks:
            data = np.ascontiguousarray(block, np.dtype("<f4")).tobytes()
            file.write(data)
            written += len(data)
        file.seek(0)
        file.write(_header(written))


def _header(data_bytes: int) -> bytes:
    """80 bytes: RF64 with a ds64 chunk, which holds any size (EBU Tech 3306)."""
    ds64 = struct.pack("<4sIQQQI", b"ds64", 28, 72 + data_bytes, data_bytes, data_bytes // _FRAME_BYTES, 0)
    form = struct.pack(
        "<4sIHHIIHH", b"fmt ", 16, _FLOAT, CHANNELS, RATE, RATE * _FRAME_BYTES, _FRAME_BYTES, 32
    )
    data = struct.pack("<4sI", b"data", _SEE_DS64)
    return struct.pack("<4sI4s", b"RF64", _SEE_DS64, b"WAVE") + ds64 + form + data
