"""Display matrices (ISO 14496-12, 8.3.2): how far a picture must turn to stand upright, and whether it is mirrored."""

import struct
from math import atan2, degrees


def parse_matrix(raw: bytes) -> tuple[int, bool]:
    """(degrees clockwise, 0 to 359; whether it is mirrored) of nine native 32-bit numbers.

    A mirrored picture is turned first and then mirrored left to right. ValueError for anything else.
    """
    if len(raw) < 36:
        raise ValueError("a display matrix has nine numbers")
    a, b, _, c, d, *_ = struct.unpack("=9i", raw[:36])
    if a * d - b * c == 0:
        raise ValueError("a display matrix that leaves no picture")
    mirrored = a * d - b * c < 0
    if mirrored:
        a, c = -a, -c
    return round(degrees(atan2(b, a))) % 360, mirrored
