"""Flashes that could harm photosensitive viewers: a screening after ITU-R BT.1702 and WCAG 2.3.1.

A flash is a pair of opposing changes. Counted is, cell by cell of a coarse grid, how often a viewer sees the
picture change back and forth within a second; what a quarter of the cells reaches is what the picture does.
It is not the certified analysis (Harding); it knows nothing of stripes.
"""

from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from videopipe.model.time import Seconds

if TYPE_CHECKING:
    from numpy.typing import NDArray

WHITE_CD = 200.0
"""cd/m² of white: the display that BT.1702 reckons with; BT.1886 gamma 2.4."""
STEP_CD = 20.0
"""Least difference of a change."""
DARK_CD = 160.0
"""The darker of both must lie below."""
RED_STEP = 20.0
"""Of 320 (R-G-B) in linear light, negative values being 0 (WCAG 2.3.1, relative luminance)."""
RED_SHARE = 0.8
"""R / (R+G+B) of a saturated red."""
AREA = 0.25
"""Share of the picture."""
BLOCK = 4
"""Cells are averaged by four by four in linear light, to 16 by 9: finer than that, a shaking camera over a
corrugated roof (stripes a thirtieth of the picture wide) counts as flashing, coarser, the area gets vague."""


def count_flashes(
    cells: "NDArray[Any]", times: Sequence[Seconds], red_blue: tuple[float, float]
) -> "tuple[list[int], list[int]]":
    """(luminance, red): changes within the last second that a quarter of the picture reaches, each tenth.

    `cells` uint8 [n, 3, rows, columns], YUV in limited range; `times` of the n pictures.
    """
    import numpy as np

    luminances, reds, vivid = _light(cells, red_blue)
    dark = luminances < DARK_CD
    lit = _changes(luminances, STEP_CD, dark, np.zeros_like(dark))
    reddened = _changes(reds, RED_STEP, np.ones_like(dark), vivid)
    return _each_tenth(_within_a_second(lit, times), times), _each_tenth(
        _within_a_second(reddened, times), times
    )


def _light(cells: "NDArray[Any]", red_blue: tuple[float, float]) -> "tuple[NDArray[Any], ...]":
    """(luminance in cd/m², red difference, whether saturated red) [n, cells]."""
    import numpy as np

    from videopipe.media.levels import rgb_of

    curve = (np.clip((np.arange(256) - 16) / 219, 0, 1.1) ** 2.4).astype(np.float32)
    luminance = WHITE_CD * _averaged(curve[cells[:, 0]])
    red, green, blue = (
        _averaged(curve[np.clip(np.rint(channel), 0, 255).astype(np.uint8)])
        for channel in rgb_of(cells, red_blue)
    )
    difference = 320 * np.maximum(red - green - blue, 0)
    vivid = (red >= RED_SHARE * (red + green + blue)) & (red > 0)
    return luminance, difference, vivid


def _averaged(light: "NDArray[Any]") -> "NDArray[Any]":
    """[n, rows, columns] to [n, cells], `BLOCK` by `BLOCK` as one."""
    count, rows, columns = light.shape
    blocks = light.reshape(count, rows // BLOCK, BLOCK, columns // BLOCK, BLOCK)
    averages: NDArray[Any] = blocks.mean(axis=(2, 4)).reshape(count, -1)
    return averages


def _changes(
    values: "NDArray[Any]", step: float, dark: "NDArray[Any]", vivid: "NDArray[Any]"
) -> "NDArray[Any]":
    """Whether a cell has just changed by `step` against its last change; bool [n, cells].

    One of both states must be `dark`, or `vivid` where there is any: then it is red that is judged.
    """
    import numpy as np

    red = bool(vivid.any())
    changed = np.zeros(values.shape, np.bool_)
    if len(values) == 0 or (not red and not dark.any()):
        return changed
    low, high = values[0].copy(), values[0].copy()
    low_vivid, high_vivid = vivid[0].copy(), vivid[0].copy()
    way = np.zeros(values.shape[1], np.int8)
    for index, value in enumerate(values):
        lower, higher = value < low, value > high
        low, high = np.minimum(low, value), np.maximum(high, value)
        low_vivid[lower], high_vivid[higher] = vivid[index][lower], vivid[index][higher]
        up = (way <= 0) & (value - low >= step)
        down = (way >= 0) & (high - value >= step)
        if red:
            up &= vivid[index] | low_vivid
            down &= vivid[index] | high_vivid
        else:
            up &= low < DARK_CD
            down &= dark[index]
        turned = up | down
        if turned.any():
            changed[index] = turned
            way[up], way[down] = 1, -1
            low[turned], high[turned] = value[turned], value[turned]
            low_vivid[turned], high_vivid[turned] = vivid[index][turned], vivid[index][turned]
    return changed


def _within_a_second(changed: "NDArray[Any]", times: Sequence[Seconds]) -> list[int]:
    """For each picture: how many changes more than a quarter of the cells have seen in the second up to it."""
    import numpy as np

    totals = np.cumsum(changed, axis=0, dtype=np.int32)
    cells = changed.shape[1]
    quiet = np.zeros(cells, np.int32)
    place = cells - 1 - int(cells * AREA)  # more than a quarter lies from here on
    found, first = [], 0
    for index, now in enumerate(times):
        while times[first] <= now - 1:
            first += 1
        seen = totals[index] - (totals[first - 1] if first else quiet)
        found.append(int(np.partition(seen, place)[place]) if seen.any() else 0)
    return found


def _each_tenth(counts: Iterable[int], times: Sequence[Seconds]) -> list[int]:
    tenths: list[int] = []
    for now, count in zip(times, counts, strict=True):
        place = int(now * 10)
        while len(tenths) <= place:
            tenths.append(0)
        tenths[place] = max(tenths[place], count)
    return tenths


def is_steady(times: Sequence[Seconds]) -> bool:
    """Whether the times grow."""
    return all(before < after for before, after in pairwise(times))
