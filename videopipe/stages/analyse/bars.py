"""Colour bars in small pictures: EBU, SMPTE ECR 1 and HD (ARIB STD-B28, SMPTE RP 219).

All of them show yellow, cyan, green, magenta, red, blue, in this order and equally wide, in their upper
half, whatever stands left, right or below. Nothing in nature does.
"""

import numpy as np
from numpy.typing import NDArray

Pictures = NDArray[np.uint8]
"""[n, height, width, 3], RGB."""

ROWS = (0.2, 0.5)
"""The part of the height looked at: below a letterbox's edge, above RP 219's second pattern (7/12)."""
UNEVENNESS = 10.0
"""Standard deviation down a column, of 255: encoders leave 1 to 4 in bars; a wall in the sun has 12."""
SATURATION = 0.5
"""Of a bar, at least: those of 75 and 100 % have 1.0, of badly decoded ones 0.8 remains."""
DIMMEST = 90
HUE_TOLERANCE_DEG = 28
"""BT.601 bars read as BT.709 turn by 12 degrees; neighbours in the circle are 60 apart."""
NARROWEST = 0.05
"""Of the width: six bars in a 4:3 picture inside 16:9 have 0.094 each."""
WIDEST_TO_NARROWEST = 2.0
ORDER_DEG = (60, 180, 120, 300, 0, 240)
"""Hues of yellow, cyan, green, magenta, red, blue."""
FLAT = 3.0
"""Standard deviation of a picture of one colour, of 255."""
BLOCK = 1_000
"""Pictures at a time: 30 MB as floats."""


def find_bars(pictures: Pictures) -> NDArray[np.bool_]:
    """Which pictures show colour bars."""
    height = pictures.shape[1]
    upper = pictures[:, int(ROWS[0] * height) : int(ROWS[1] * height)].astype(np.float32)
    even = upper.std(axis=1).max(axis=2) <= UNEVENNESS
    hues = _hue_index(upper.mean(axis=1))
    hues[~even] = -1
    return np.array([_is_the_row_of_bars(row) for row in hues], np.bool_)


def find_flat(pictures: Pictures) -> NDArray[np.bool_]:
    """Which pictures show one colour only."""
    return np.asarray(pictures.astype(np.float32).std(axis=(1, 2)).max(axis=1) <= FLAT)


def find_lead_pictures(pictures: Pictures) -> NDArray[np.bool_]:
    """Bars, and pictures of one colour that stand directly before or after them.

    Reads `pictures` block by block: they may be mapped and many.
    """
    blocks = [pictures[n : n + BLOCK] for n in range(0, len(pictures), BLOCK)]
    lead = np.concatenate([find_bars(block) for block in blocks])
    flat = np.concatenate([find_flat(block) for block in blocks])
    for order in (range(1, len(lead)), range(len(lead) - 2, -1, -1)):
        step = order.step
        for n in order:
            lead[n] |= flat[n] and lead[n - step]
    return lead


def _hue_index(colours: NDArray[np.float32]) -> NDArray[np.int8]:
    """Index into ORDER_DEG of every colour [..., 3], −1 for what isn't a bar's."""
    top, bottom = colours.max(axis=-1), colours.min(axis=-1)
    vivid = (top >= DIMMEST) & (top - bottom >= SATURATION * top)
    red, green, blue = (colours[..., n] for n in range(3))
    degrees = np.degrees(np.arctan2(np.sqrt(3) * (green - blue), 2 * red - green - blue)) % 360
    away = np.abs((degrees[..., None] - np.array(ORDER_DEG) + 180) % 360 - 180)
    nearest: NDArray[np.int8] = away.argmin(axis=-1).astype(np.int8)
    nearest[~vivid | (away.min(axis=-1) > HUE_TOLERANCE_DEG)] = -1
    return nearest


def _is_the_row_of_bars(row: NDArray[np.int8]) -> bool:
    edges = np.flatnonzero(np.diff(row)) + 1
    starts, ends = np.concatenate(([0], edges)), np.concatenate((edges, [len(row)]))
    wide = ends - starts >= NARROWEST * len(row)
    vivid = row[starts] >= 0
    widths = (ends - starts)[wide & vivid]
    order = row[starts][wide & vivid]
    return order.tolist() == list(range(len(ORDER_DEG))) and bool(
        widths.max() <= WIDEST_TO_NARROWEST * widths.min()
    )
