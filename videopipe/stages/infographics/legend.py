"""Which colour is whose. All numbers are pixels of the 1080 canvas."""

from collections.abc import Sequence

from videopipe.drawing.setting import set_alike
from videopipe.stages.infographics.acts import Act
from videopipe.stages.infographics.look import Area, Look, on_row, place, placed
from videopipe.stages.infographics.marks import Rect
from videopipe.stages.infographics.tempo import IN_MS, STAGGER_MS

ROW, NAME, SWATCH, GAP, BETWEEN = 52, 32, 28, 14, 44


def legend(names: Sequence[str], colours: Sequence[str], look: Look, room: Area) -> tuple[list[Act], Area]:
    """(swatches and names in a row at the top, the room below them). Raises TextTooLong."""
    px = look.px
    share = room.width / len(names) - px(SWATCH + GAP + BETWEEN)
    settings = set_alike(names, "Medium", px(NAME), place("series", share))
    x, found = room.left, []
    for setting, colour in zip(settings, colours, strict=True):
        side = px(SWATCH)
        swatch = Rect(x, room.top + (px(ROW) - side) / 2, side, side, colour, radius=look.rounding(side))
        (line,) = setting.lines
        text = placed(
            line, "Medium", setting.size, look.theme.charts.ink, x + side + px(GAP),
            on_row(room.top, px(ROW), setting.size),
        )  # fmt: skip
        found += [Act(mark, 2 * STAGGER_MS, IN_MS) for mark in (swatch, text)]
        x += side + px(GAP + BETWEEN) + setting.width
    return found, Area(room.left, room.top + px(ROW + GAP), room.right, room.bottom)
