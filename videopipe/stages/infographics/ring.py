"""Shares of a whole as a ring that opens clockwise; the first part is lit and said in the middle.

All numbers are pixels of the 1080 canvas.
"""

from dataclasses import replace
from decimal import Decimal
from math import sqrt

from videopipe.drawing.setting import Setting, TextTooLong, set_alike
from videopipe.model.infographics import Ring
from videopipe.stages.infographics.acts import Act
from videopipe.stages.infographics.look import Area, Look, lines_of, on_row, place, placed, width_of
from videopipe.stages.infographics.marks import Rect, Sector
from videopipe.stages.infographics.page import page
from videopipe.stages.infographics.said import SIGNS, say_all, unit_above
from videopipe.stages.infographics.tempo import BODY_MS, GROW_MS, IN_MS, ROLL_MS, read_turn_ms
from videopipe.stages.infographics.words import REST, say

HOLE = 0.66
"""Inner radius to the outer one."""
GAP = 5
"""Between two parts."""
FIGURE, LEAST_FIGURE = 130, 32
IN_HOLE = 0.86
"""Share of the hole that the figure may take."""
LABEL, VALUE, UNIT = 46, 52, 36
ROW, SWATCH, BETWEEN, BESIDE = 100, 34, 22, 120
HIGH_ROW = 124
"""Beside the ring, where a label may have two lines."""
PITCH = 1.25
SMALLEST, LARGEST = 380, 640
SHARE, NARROW_SHARE = 0.45, 0.36
"""Of the width that the ring may take beside its legend."""


def acts(scene: Ring, look: Look) -> list[Act]:
    """Head, ring, figure, legend; the ring is smaller where the legend needs room. Raises TextTooLong."""
    ground, room = page(scene.head, unit_above(scene.unit), look)
    parts = _parts(scene, look)
    try:
        return [*ground, *_drawn(scene, look, room, parts, SHARE)]
    except TextTooLong:
        return [*ground, *_drawn(scene, look, room, parts, NARROW_SHARE)]


def _drawn(
    scene: Ring, look: Look, room: Area, parts: list[tuple[str, Decimal, str, str]], share: float
) -> list[Act]:
    ring, beside = _divide(room, len(parts), look, share)
    x, y = ring.middle
    outer = ring.width / 2
    found: list[Act] = []
    start = 0.0
    for _, value, _, colour in parts:
        end = start + 360 * float(value / scene.whole)
        sector = Sector(x, y, outer, outer * HOLE, start, end, colour, look.px(GAP), value=value)
        found.append(Act(sector, BODY_MS, GROW_MS, "sweep", fades=False))
        start = end
    return [*found, *_legend(parts, look, beside), *_figure(scene, look, x, y, outer * HOLE)]


def _parts(scene: Ring, look: Look) -> list[tuple[str, Decimal, str, str]]:
    """(name, value, as said, colour); the rest last, where there is one."""
    rest = scene.whole - sum((part.value for part in scene.parts), Decimal(0))
    colours = (look.lit, *look.theme.charts.parts)
    values = [part.value for part in scene.parts] + [rest] * (rest > 0)
    names = [part.label for part in scene.parts] + [say(REST, scene.head)] * (rest > 0)
    said = say_all(values, scene.unit, scene.prefix)
    used = [*colours[: len(scene.parts)], *[look.theme.charts.faint] * (rest > 0)]
    return list(zip(names, values, said, used, strict=True))


def _divide(room: Area, rows: int, look: Look, share: float) -> tuple[Area, Area]:
    """(square of the ring, room of the legend): side by side, or one above the other."""
    px = look.px
    if look.canvas.upright:
        side = min(room.width * 0.7, room.height - px(ROW) * rows - px(BETWEEN), px(LARGEST))
        side = max(side, px(SMALLEST))
        left = (room.left + room.right - side) / 2
        legend = Area(room.left, room.top + side + px(BETWEEN), room.right, room.bottom)
        return Area(left, room.top, left + side, room.top + side), legend
    side = min(room.height, room.width * share, px(LARGEST))
    top = (room.top + room.bottom - side) / 2
    left = room.left + (px(BESIDE) if look.canvas.wide else 0)
    start = left + side + px(BESIDE if look.canvas.wide else BESIDE / 2)
    return Area(left, top, left + side, top + side), Area(start, room.top, room.right, room.bottom)


def _legend(parts: list[tuple[str, Decimal, str, str]], look: Look, room: Area) -> list[Act]:
    px, charts = look.px, look.theme.charts
    row = min(px(ROW if look.canvas.upright else HIGH_ROW), room.height / len(parts))
    top = (room.top + room.bottom - row * len(parts)) / 2
    if look.canvas.upright:
        top = room.top
    values = set_alike(
        [said for _, _, said, _ in parts], "Bold", px(VALUE), place("values", room.width * 0.5)
    )
    column = max(value.width for value in values)
    label_room = room.width - px(SWATCH + 2 * BETWEEN) - column
    lines = 2 if row >= 2 * PITCH * px(LABEL) else 1
    labels = set_alike([name for name, *_ in parts], "Bold", px(LABEL), place("parts", label_room, lines))
    end = min(room.right, room.left + px(SWATCH + 4 * BETWEEN) + max(each.width for each in labels) + column)
    found = []
    for turn, (label, value, (_, amount, said, colour)) in enumerate(zip(labels, values, parts, strict=True)):
        start, y, ink = read_turn_ms(turn), top + row * turn, charts.ink if turn == 0 else charts.muted
        swatch = Rect(
            room.left, y + (row - px(SWATCH)) / 2, px(SWATCH), px(SWATCH), colour,
            radius=look.rounding(px(SWATCH)),
        )  # fmt: skip
        weighted = Setting(label.lines, "Bold" if turn == 0 else "Medium", label.size)
        pitch = PITCH * label.size
        first = y + (row - pitch * len(label.lines)) / 2
        texts = lines_of(weighted, ink, room.left + px(SWATCH + BETWEEN), first, pitch)
        number = placed(said, "Bold", value.size, ink, end, on_row(y, row, value.size), "right")
        valued = replace(number, value=amount)
        found += [
            Act(swatch, start, IN_MS),
            *(Act(text, start, IN_MS) for text in texts),
            Act(valued, start, IN_MS),
        ]
    return found


def _figure(scene: Ring, look: Look, x: float, y: float, radius: float) -> list[Act]:
    """The first part's value in the hole, its unit below where it is a word."""
    px, part = look.px, scene.parts[0]
    (said,) = say_all([part.value], scene.unit, scene.prefix)
    word = "" if scene.unit in SIGNS else scene.unit
    size = _size(said, word, look, radius * IN_HOLE)
    low = y + size * 0.37 - (px(UNIT) * 0.62 if word else 0)
    colour = look.theme.charts.ink
    found = []
    if word:
        unit = placed(word, "Medium", px(UNIT), look.theme.charts.muted, x, low + 1.35 * px(UNIT), "middle")
        found.append(Act(unit, BODY_MS, IN_MS))
    figure = placed(said, "Bold", size, colour, x, low, "middle")
    return [*found, Act(replace(figure, value=part.value), BODY_MS, ROLL_MS, "roll", keeps="middle")]


def _size(said: str, word: str, look: Look, radius: float) -> int:
    """The largest at which figure and unit fit a circle; raises TextTooLong."""
    px = look.px
    for size in range(px(FIGURE), px(LEAST_FIGURE) - 1, -2):
        if _half(said, word, size, px(UNIT)) <= radius:
            return size
    room = int(2 * radius / px(LEAST_FIGURE))
    raise TextTooLong(text=said + word, place="parts", lines=1, width=int(2 * radius), room=room)


def _half(said: str, word: str, size: int, unit: int) -> float:
    """Radius of the circle that holds the figure, and its unit below it."""
    tall = size * 0.76 + (1.4 * unit if word else 0)
    wide = max(width_of(said, "Bold", size), width_of(word, "Medium", unit))
    return sqrt(wide**2 + tall**2) / 2
