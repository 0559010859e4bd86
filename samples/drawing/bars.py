"""Colour bars after SMPTE EG 1: seven at 75 %, a strip of their opposites, then black and white for setting up."""

import numpy as np
from PIL import Image

_GREY, _YELLOW, _CYAN, _GREEN = (191, 191, 191), (191, 191, 0), (0, 191, 191), (0, 191, 0)
_MAGENTA, _RED, _BLUE, _BLACK = (191, 0, 191), (191, 0, 0), (0, 0, 191), (16, 16, 16)
_ROWS = (
    (0.67, ((1, _GREY), (1, _YELLOW), (1, _CYAN), (1, _GREEN), (1, _MAGENTA), (1, _RED), (1, _BLUE))),
    (0.08, ((1, _BLUE), (1, _BLACK), (1, _MAGENTA), (1, _BLACK), (1, _CYAN), (1, _BLACK), (1, _GREY))),
    (0.25, ((1.25, (0, 33, 76)), (1.25, (255, 255, 255)), (1.25, (50, 0, 106)), (1.25, _BLACK),
            (1 / 3, (9, 9, 9)), (1 / 3, _BLACK), (1 / 3, (29, 29, 29)), (1, _BLACK))),
)  # fmt: skip


def colour_bars(width: int, height: int) -> Image.Image:
    """RGB."""
    picture = np.zeros((height, width, 3), dtype=np.uint8)
    top = 0.0
    for share, patches in _ROWS:
        left = 0.0
        rows = slice(round(top * height), round((top + share) * height))
        for wide, colour in patches:
            picture[rows, round(left / 7 * width) : round((left + wide) / 7 * width)] = colour
            left += wide
        top += share
    return Image.fromarray(picture)
