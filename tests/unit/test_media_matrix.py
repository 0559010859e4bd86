"""Display matrices."""

import struct

import pytest

from videopipe.media.matrix import parse_matrix

ONE = 1 << 16


def matrix(a: int, b: int, c: int, d: int) -> bytes:
    return struct.pack("=9i", a * ONE, b * ONE, 0, c * ONE, d * ONE, 0, 0, 0, 1 << 30)


@pytest.mark.parametrize(
    ("numbers", "found"),
    [
        ((1, 0, 0, 1), (0, False)),
        ((0, 1, -1, 0), (90, False)),
        ((-1, 0, 0, -1), (180, False)),
        ((0, -1, 1, 0), (270, False)),
        ((-1, 0, 0, 1), (0, True)),
        ((1, 0, 0, -1), (180, True)),
    ],
)
def test_turns_are_clockwise_and_mirrors_are_seen(
    numbers: tuple[int, int, int, int], found: tuple[int, bool]
) -> None:
    assert parse_matrix(matrix(*numbers)) == found


@pytest.mark.parametrize("raw", [b"", bytes(35), bytes(36), matrix(1, 1, 1, 1)])
def test_what_leaves_no_picture_is_no_matrix(raw: bytes) -> None:
    with pytest.raises(ValueError, match="display matrix"):
        parse_matrix(raw)
