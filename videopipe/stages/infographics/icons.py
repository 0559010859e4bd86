"""A quantity counted in pictograms beside its figure; the last one is lit as far as it counts.

All numbers are pixels of the 1080 canvas.
"""

from math import ceil

from videopipe.drawing.setting import shrink_then_wrap
from videopipe.model.infographics import Icons
from videopipe.model.numbers import figure
from videopipe.stages.infographics.acts import Act
from videopipe.stages.infographics.counter import figure_of
from videopipe.stages.infographics.limits import icons_of
from videopipe.stages.infographics.look import Area, Look, lines_of, place
from videopipe.stages.infographics.marks import Icon
from videopipe.stages.infographics.page import page
from videopipe.stages.infographics.tempo import BODY_MS, FADE_MS, IN_MS, ROLL_MS
from videopipe.stages.infographics.words import EACH, say

FIGURE, FIGURE_NARROW = 200, 150
KEY, KEY_ROW = 30, 48
GAP, BESIDE = 40, 96
LARGEST = 180
DRAWN = 0.84
"""Share of its cell that an icon fills."""
LEFT_SHARE = 0.42
MIDDLE = 0.46


def acts(scene: Icons, look: Look) -> list[Act]:
    """Head, figure, what one icon is, the icons."""
    ground, room = page(scene.head, "", look)
    px, beside = look.px, look.canvas.wide
    left = Area(
        room.left, room.top, room.left + room.width * LEFT_SHARE if beside else room.right, room.bottom
    )
    colours = (look.theme.charts.ink, look.lit)
    full = px(FIGURE if beside else FIGURE_NARROW)
    _, tall = figure_of(scene.amount, left, full, BODY_MS, colours)
    words = tall + px(GAP + KEY_ROW)
    top = room.top + (room.height - words) * MIDDLE if beside else room.top + px(GAP) / 2
    start = Area(left.left, top, left.right, room.bottom)
    number, _ = figure_of(scene.amount, start, full, BODY_MS, colours)
    key = f"{say(EACH, scene.head)} {figure(scene.each)}{scene.amount.unit}"
    setting = shrink_then_wrap(key, "Medium", px(KEY), place("each", left.width, 2))
    texts = lines_of(setting, look.theme.charts.muted, left.left, top + tall + px(GAP), px(KEY_ROW))
    below = top + words + px(KEY_ROW) * (len(setting.lines) - 1)
    field = (
        Area(left.right + px(BESIDE) / 2, room.top, room.right, room.bottom)
        if beside
        else Area(room.left, below + px(GAP) / 2, room.right, room.bottom)
    )
    return [*ground, *(Act(text, BODY_MS, IN_MS) for text in texts), *_icons(scene, look, field), *number]


def _icons(scene: Icons, look: Look, field: Area) -> list[Act]:
    count = icons_of(scene)
    columns, cell = _grid(count, field, look.px(LARGEST))
    rows = ceil(count / columns)
    margin = cell * (1 - DRAWN) / 2
    left = field.right + margin - cell * columns if look.canvas.wide else field.left - margin
    top = field.top + (field.height - cell * rows) * (0.5 if look.canvas.wide else 0.35)
    side = max(1, round(cell * DRAWN))
    found = []
    for turn in range(count):
        x = round(left + cell * (turn % columns) + (cell - side) / 2)
        y = round(top + cell * (turn // columns) + (cell - side) / 2)
        stands_for = min(scene.each, scene.amount.value - scene.each * turn)
        start = BODY_MS + (ROLL_MS - FADE_MS) * turn // count
        if stands_for < scene.each:
            found.append(Act(Icon(scene.icon, x, y, side, look.theme.charts.faint), start, FADE_MS))
        shown = float(stands_for / scene.each)
        lit = Icon(scene.icon, x, y, side, look.lit, shown=shown, value=stands_for)
        found.append(Act(lit, start, FADE_MS))
    return found


def _grid(count: int, field: Area, largest: int) -> tuple[int, float]:
    """(columns, side of a cell): the largest cells, then the fullest last row."""
    options = []
    for columns in range(1, count + 1):
        cell = min(field.width / columns, field.height / ceil(count / columns), largest)
        options.append((round(cell, 3), -(-count % columns), columns))
    cell, _, columns = max(options)
    return columns, cell
