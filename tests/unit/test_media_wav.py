"""Sound tracks between tasks, written and mapped."""

import struct
from pathlib import Path

import numpy as np
import pytest

from videopipe.media.wav import BadSoundTrack, Samples, map_samples, write_samples


def noise(length: int) -> Samples:
    return np.random.default_rng(length).uniform(-1, 1, (length, 2)).astype(np.float32)


@pytest.mark.parametrize("lengths", [[1], [48_000], [1, 2, 3], [0, 5, 0], [1000, 1]])
def test_what_was_written_in_blocks_is_mapped_as_one(lengths: list[int], tmp_path: Path) -> None:
    blocks = [noise(length) for length in lengths]
    write_samples(tmp_path / "a.wav", iter(blocks))
    mapped = map_samples(tmp_path / "a.wav")

    assert isinstance(mapped, np.memmap)
    assert np.array_equal(mapped, np.concatenate(blocks))


def test_no_sample_at_all_is_a_track_too(tmp_path: Path) -> None:
    write_samples(tmp_path / "a.wav", iter([]))

    assert map_samples(tmp_path / "a.wav").shape == (0, 2)


def test_a_mapped_track_can_not_be_written_to(tmp_path: Path) -> None:
    write_samples(tmp_path / "a.wav", iter([noise(10)]))

    with pytest.raises(ValueError, match="read-only"):
        map_samples(tmp_path / "a.wav")[0, 0] = 0


def test_the_header_is_rf64_with_true_sizes(tmp_path: Path) -> None:
    write_samples(tmp_path / "a.wav", iter([noise(1000)]))
    data = (tmp_path / "a.wav").read_bytes()

    assert (data[:4], data[8:16]) == (b"RF64", b"WAVEds64")
    assert struct.unpack("<QQQ", data[20:44]) == (len(data) - 8, 8000, 1000)
    assert struct.unpack("<HHIIHH", data[56:72]) == (3, 2, 48_000, 384_000, 8, 32)
    assert len(data) == 80 + 8000


def riff(samples: Samples, *, tag: int = 3, bits: int = 32, channels: int = 2, rate: int = 48_000, extra: bytes = b"") -> bytes:  # fmt: skip
    body = samples.tobytes()
    fmt = struct.pack("<4sIHHIIHH", b"fmt ", 16, tag, channels, rate, rate * 8, 8, bits)
    rest = b"WAVE" + fmt + extra + struct.pack("<4sI", b"data", len(body)) + body
    return b"RIFF" + struct.pack("<I", len(rest)) + rest


def test_plain_riff_is_read_past_chunks_that_it_does_not_know(tmp_path: Path) -> None:
    extra = struct.pack("<4sI", b"LIST", 5) + b"INFO?" + b"\0"
    (tmp_path / "a.wav").write_bytes(riff(noise(7), extra=extra))

    assert np.array_equal(map_samples(tmp_path / "a.wav"), noise(7))


@pytest.mark.parametrize(
    "data",
    [
        b"", b"RIFF", b"RIFF\0\0\0\0WAVE", b"not a wave file at all", riff(noise(7), channels=1), riff(noise(7), rate=44_100),
        riff(noise(7), tag=1, bits=16), riff(noise(7))[:-8],
        riff(noise(7), tag=1),
        riff(noise(7)).replace(struct.pack("<4sI", b"data", 56), b"data\xff\xff\xff\xff"),
    ],
    ids=["empty", "four bytes", "no chunks", "text", "mono", "44.1 kHz", "16 bit", "cut off", "whole numbers", "of unknown length"],
)  # fmt: skip
def test_another_file_is_damage_not_sound(data: bytes, tmp_path: Path) -> None:
    (tmp_path / "a.wav").write_bytes(data)

    with pytest.raises(BadSoundTrack, match=r"a\.wav"):
        map_samples(tmp_path / "a.wav")
