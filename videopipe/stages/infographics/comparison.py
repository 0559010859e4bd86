"""Two figures of one unit, one above the other, each over its bar; the second is lit.

All numbers are pixels of the 1080 canvas.
"""

from videopipe.drawing.setting import shrink_then_wrap
from videopipe.model.infographics import Amount, Comparison, Item
from videopipe.stages.infographics.acts import Act
from videopipe.stages.infographics.counter import FIGURE_TOP, figure_of
from videopipe.stages.infographics.look import Area, Look, lines_of, place, rising
from videopipe.stages.infographics.marks import Rect
from videopipe.stages.infographics.page import page
from videopipe.stages.infographics.tempo import GROW_MS, read_turn_ms

LABEL, LABEL_ROW = 44, 64
FIGURE, FIGURE_NARROW = 136, 120
BAR, GAP, BETWEEN = 56, 26, 84
ENDS = (False, True, True, False)
"""Round corners: not where a bar begins."""
MIDDLE = 0.46


def acts(scene: Comparison, look: Look) -> list[Act]:
    """Head, first figure, second figure."""
    ground, room = page(scene.head, "", look)
    px = look.px
    full = px(FIGURE if look.canvas.wide else FIGURE_NARROW)
    row = px(LABEL_ROW + 2 * GAP + BAR) + FIGURE_TOP * full
    between = min(px(BETWEEN), room.height - 2 * row)
    top = room.top + (room.height - 2 * row - between) * MIDDLE
    largest = max(scene.left.value, scene.right.value)
    found = []
    for turn, item in enumerate((scene.left, scene.right)):
        area = Area(room.left, top + (row + between) * turn, room.right, room.bottom)
        share = float(item.value / largest) if largest else 0.0
        found += _row(scene, item, turn, share, look, area, full)
    return [*ground, *found]


def _row(
    scene: Comparison, item: Item, turn: int, share: float, look: Look, area: Area, full: int
) -> list[Act]:
    px, charts, start = look.px, look.theme.charts, read_turn_ms(turn)
    label = shrink_then_wrap(item.label, "Bold" if turn else "Medium", px(LABEL), place("label", area.width))
    ink = charts.ink if turn else charts.muted
    below = Area(area.left, area.top + px(LABEL_ROW + GAP), area.right, area.bottom)
    amount = Amount(item.value, scene.unit, scene.prefix)
    figure, tall = figure_of(amount, below, full, start, (ink, look.lit if turn else ink))
    y = round(below.top + tall + px(GAP))
    bar = Rect(
        area.left, y, area.width * share, px(BAR), look.lit if turn else look.quiet,
        radius=look.rounding(px(BAR)), corners=ENDS, value=item.value,
    )  # fmt: skip
    return [
        *rising(lines_of(label, ink, area.left, area.top, px(LABEL_ROW)), look, start),
        Act(bar, start, GROW_MS, "right", fades=False),
        *figure,
    ]
