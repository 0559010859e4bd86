"""Reading the sound track that this stage wrote: float WAV, also above 4 GB (RF64)."""

import struct
from pathlib import Path
from typing import BinaryIO

import numpy as np
from numpy.typing import NDArray

from videopipe.model.errors import Damaged
from videopipe.stages.analyse.commands import RATE

CHANNELS = 2
_FRAME_BYTES = CHANNELS * 4

Samples = NDArray[np.float32]
"""float32 [n_samples, 2], full scale is 1."""


class BadSoundTrack(Damaged):
    """A sound track in the store that is not what this stage writes."""

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
    long_size = 0
    while len(head := file.read(8)) == 8:
        name, size = struct.unpack("<4sI", head)
        if name == b"data":
            return file.tell(), long_size if size == 0xFFFFFFFF else size
        body = file.read(size + size % 2)
        if name == b"ds64":
            long_size = struct.unpack("<QQ", body[:16])[1]
        if name == b"fmt " and struct.unpack("<HI", body[2:8]) != (CHANNELS, RATE):
            raise BadSoundTrack(file=path.name)
    raise BadSoundTrack(file=path.name)
