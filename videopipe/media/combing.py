"""Combs: what fields of two instants leave in a picture that is shown as one. Luma in, share out."""

import numpy as np
from numpy.typing import NDArray

Luma = NDArray[np.uint8]
"""uint8 [height, width]; every line of the picture, columns may be left out."""

MOVES = 12
"""Of 255: camera noise moves a pixel by less."""
STANDS_OUT = 16
"""Of 255, from the lines above and below."""
ALIKE = 10
"""Lines of one field that differ by no more are the same field."""
COMBED_SHARE = 0.025
"""Of a run of pictures, the median: 0.148 in a real 50i interview, 0.054 in an interlaced `testsrc2`; at most
0.0065 in progressive pictures (`mandelbrot`; `testsrc2` 0.0045, talking heads and a running camera below 0.001)."""


def combed_share(before: Luma, picture: Luma) -> float | None:
    """Part of the moving pixels of `picture` that stand out from both lines beside them but not from the next
    lines of their own field; None where next to nothing moves since the picture `before`.

    Standing patterns as fine as lines don't count, for they don't move.
    """
    now, then = picture.astype(np.int16), before.astype(np.int16)
    moving = np.abs(now - then)[2:-2] > MOVES
    if moving.mean() < 0.002:
        return None
    here, above, below = now[2:-2], now[1:-3], now[3:-1]
    out_above, out_below = here - above, here - below
    stands_out = (np.minimum(np.abs(out_above), np.abs(out_below)) > STANDS_OUT) & (out_above * out_below > 0)
    own_field = (np.abs(here - now[:-4]) < ALIKE) & (np.abs(here - now[4:]) < ALIKE)
    return float((stands_out & own_field & moving).sum() / moving.sum())
