"""How bright, and how much of it outside the legal range (EBU R 103 v3: 5 to 246 in Y and in R, G, B)."""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from numpy.typing import NDArray

LEAST, GREATEST = 5, 246
"""EBU R 103 v3, 8 bit: -5 % and 105 %."""
_BLOCK = 200
"""Pictures at a time: 200 of 192x108 in float are 50 MB."""
BT709_WEIGHTS = (0.2126, 0.0722)
_WEIGHTS = {"bt709": BT709_WEIGHTS, "smpte170m": (0.299, 0.114), "bt470bg": (0.299, 0.114)}
"""Shares of red and blue in luma."""

Pictures = "NDArray[Any]"


def weights(matrix: str, height: int) -> tuple[float, float]:
    """Shares of red and blue in luma; what doesn't say its matrix is taken as BT.709, SD as BT.601."""
    return _WEIGHTS.get(matrix) or (BT709_WEIGHTS if height > 576 else _WEIGHTS["smpte170m"])


def luma_of(pictures: "NDArray[Any]", per: int) -> list[tuple[int, int, int]]:
    """(least, mean, greatest) luma of each `per` pictures; uint8 [n, 3, height, width], YUV."""
    found = []
    for start in range(0, len(pictures), per):
        luma = pictures[start : start + per, 0]
        found.append((int(luma.min()), round(float(luma.mean())), int(luma.max())))
    return found


def luma_grid(luma: "NDArray[Any]", rows: int, columns: int, per: int) -> tuple[bytes, ...]:
    """For every `per` pictures, the greatest mean of each part, row by row; uint8 [n, height, width], divisible."""
    count, height, width = luma.shape
    parts = luma.reshape(count, rows, height // rows, columns, width // columns)
    means = parts.mean((2, 4)).round().astype("uint8").reshape(count, -1)
    return tuple(means[at : at + per].max(0).tobytes() for at in range(0, count, per))


def difference(pictures: "NDArray[Any]", first: int, second: int) -> float:
    """Mean difference in luma of two of the pictures; of the last where a number is beyond it."""
    last = len(pictures) - 1
    one, other = (pictures[min(max(index, 0), last), 0].astype("int16") for index in (first, second))
    return float(abs(one - other).mean())


def excess_of(pictures: "NDArray[Any]", red_blue: tuple[float, float]) -> list[float]:
    """Share of each picture in which Y, R, G or B is out of range; uint8 [n, 3, height, width], YUV."""
    shares: list[float] = []
    for start in range(0, len(pictures), _BLOCK):
        shares += _excess(pictures[start : start + _BLOCK], red_blue)
    return shares


def _excess(block: "NDArray[Any]", red_blue: tuple[float, float]) -> list[float]:
    luma = block[:, 0]
    out = (luma < LEAST) | (luma > GREATEST)
    for channel in rgb_of(block, red_blue):
        # half a step of rounding in each of Y, U and V
        out |= (channel < LEAST - 1) | (channel > GREATEST + 1)
    return [round(float(share), 4) for share in out.mean(axis=(1, 2))]


def rgb_of(pictures: "NDArray[Any]", red_blue: tuple[float, float]) -> "tuple[NDArray[Any], ...]":
    """R, G and B on the scale of 8 bit luma, 16 to 235; float32 [n, height, width] each."""
    import numpy as np

    red_share, blue_share = red_blue
    luma = pictures[:, 0].astype(np.float32)
    blue_difference, red_difference = (
        (pictures[:, plane].astype(np.float32) - 128) * np.float32(219 / 224) for plane in (1, 2)
    )
    red = luma + np.float32(2 * (1 - red_share)) * red_difference
    blue = luma + np.float32(2 * (1 - blue_share)) * blue_difference
    green = (luma - np.float32(red_share) * red - np.float32(blue_share) * blue) / np.float32(
        1 - red_share - blue_share
    )
    return red, green, blue
