"""The nine cities as tiles that touch where the cities do; the gap in the middle is the estuary. No boundaries.

All numbers are pixels of the 1080 canvas, or shares of a tile's width.
"""

from dataclasses import replace
from decimal import Decimal
from math import cos, pi, sin

from videopipe.drawing.setting import set_alike, shrink_then_wrap
from videopipe.model.infographics import Amount, CityMap
from videopipe.stages.infographics.acts import Act
from videopipe.stages.infographics.counter import figure_of
from videopipe.stages.infographics.look import Area, Look, lines_of, on_row, place, placed, rising
from videopipe.stages.infographics.marks import Path
from videopipe.stages.infographics.page import page
from videopipe.stages.infographics.said import say_all, unit_above
from videopipe.stages.infographics.tempo import BODY_MS, IN_MS, STAGGER_MS, turn_ms
from videopipe.stages.infographics.words import SCHEMATIC, say

PLACES = {
    "441200": ("肇庆", "肇慶", 0, 0),
    "440100": ("广州", "廣州", 1, 0),
    "441900": ("东莞", "東莞", 2, 0),
    "441300": ("惠州", "惠州", 3, 0),
    "440600": ("佛山", "佛山", 0.5, 1),
    "440300": ("深圳", "深圳", 2.5, 1),
    "440700": ("江门", "江門", 0, 2),
    "442000": ("中山", "中山", 1, 2),
    "440400": ("珠海", "珠海", 0.5, 3),
}
"""Code → (name, in traditional characters, column, row)."""
COLUMNS, ROWS = 4, 4
TALL = 2 / 3**0.5
"""Of a tile."""
FILLED = 0.95
"""Of its cell; the rest is the gap."""
CORNER = 0.06
NAME, VALUE = 0.235, 0.16
SMALLEST_VALUE = 26
NOTE, NOTE_ROW = 26, 44
LABEL, LABEL_ROW = 52, 72
FIGURE, FIGURE_CORNER = 170, 120
BESIDE, GAP = 72, 24
CORNER_COLUMN, CORNER_ROW = 2.16, 2
"""South-east of the tiles there is room."""


def acts(scene: CityMap, look: Look) -> list[Act]:
    """Head, tiles from the north-west, the figure."""
    values = dict(scene.values)
    amount = scene.amount or _own(scene, values)
    ground, room = page(scene.head, unit_above(scene.unit) if values else "", look)
    px = look.px
    field = Area(room.left, room.top, room.right, room.bottom - px(NOTE_ROW))
    share = 0.5 if look.canvas.wide and amount else 1
    width = min(field.width * share / COLUMNS, field.height / (TALL * (0.75 * (ROWS - 1) + 1)))
    rest = field.height - width * TALL * (0.75 * (ROWS - 1) + 1)
    left = field.left if amount or not look.canvas.wide else field.left + (field.width - width * COLUMNS) / 2
    top = field.top + rest * (0.4 if look.canvas.upright else 0.5)
    note = shrink_then_wrap(say(SCHEMATIC, scene.head), "Medium", px(NOTE), place("note", room.width))
    return [
        *ground,
        *(
            Act(text)
            for text in lines_of(note, look.theme.charts.muted, room.left, field.bottom, px(NOTE_ROW))
        ),
        *_tiles(scene, values, look, left, top, width),
        *_figure(scene, amount, look, _free(field, look, left, top, width)),
    ]


def _own(scene: CityMap, values: dict[str, Decimal]) -> Amount | None:
    """The lit city's value as the figure of the scene."""
    if scene.lit is None or scene.lit not in values:
        return None
    return Amount(values[scene.lit], scene.unit, scene.prefix)


def _free(field: Area, look: Look, left: float, top: float, width: float) -> Area:
    """Where the figure stands: beside the tiles, or in their south-eastern corner."""
    if look.canvas.wide:
        return Area(left + width * COLUMNS + look.px(BESIDE), field.top, field.right, field.bottom)
    high = top + CORNER_ROW * 0.75 * TALL * width
    return Area(left + CORNER_COLUMN * width, high, field.right, field.bottom)


def _tiles(
    scene: CityMap, values: dict[str, Decimal], look: Look, left: float, top: float, width: float
) -> list[Act]:
    said = dict(zip(values, say_all(list(values.values()), scene.unit, scene.prefix), strict=True))
    size = min(
        [round(VALUE * width)]
        + [each.size for each in set_alike(list(said.values()), "Bold", round(VALUE * width), place("values", width * 0.86))]
    ) if said else 0  # fmt: skip
    found = []
    for turn, (code, (simple, traditional, column, row)) in enumerate(PLACES.items()):
        x, y = left + width * (column + 0.5), top + width * TALL * (0.75 * row + 0.5)
        lit = code == scene.lit or (scene.lit is None and not values)
        ground = look.lit if lit else look.theme.charts.surface
        ink = look.theme.colours.on_accent if lit else look.theme.charts.ink
        start = turn_ms(turn)
        tile = Path(_hexagon(x, y, width * FILLED), ground, radius=CORNER * width, value=values.get(code))
        found.append(Act(tile, start, IN_MS))
        name = traditional if scene.head.traditional else simple
        name_size = round(NAME * width)
        low = y - 0.17 * width if code in said else y
        text = placed(name, "Bold", name_size, ink, x, on_row(low, 0, name_size), "middle")
        found.append(Act(text, start + STAGGER_MS, IN_MS))
        if code in said:
            number = placed(said[code], "Bold", size, ink, x, on_row(y + 0.13 * width, 0, size), "middle")
            found.append(Act(replace(number, value=values[code]), start + STAGGER_MS, IN_MS))
    return found


def _hexagon(x: float, y: float, width: float) -> tuple[tuple[float, float], ...]:
    radius = width * TALL / 2
    angles = [pi / 6 + pi / 3 * turn for turn in range(6)]
    return tuple((round(x + radius * cos(angle), 2), round(y + radius * sin(angle), 2)) for angle in angles)


def _figure(scene: CityMap, amount: Amount | None, look: Look, room: Area) -> list[Act]:
    """The lit city's name and the amount."""
    if amount is None:
        return []
    px, ink = look.px, look.theme.charts.ink
    colours = (ink, look.lit)
    full = px(FIGURE if look.canvas.wide else FIGURE_CORNER)
    names = PLACES[scene.lit][:2] if scene.lit else ("", "")
    name = names[scene.head.traditional]
    row = px(LABEL_ROW + GAP) if name else 0
    _, tall = figure_of(amount, room, full, BODY_MS, colours)
    top = room.top + (room.height - row - tall) * (0.5 if look.canvas.wide else 0.4)
    label = shrink_then_wrap(name, "Bold", px(LABEL), place("city", room.width))
    below = Area(room.left, top + row, room.right, room.bottom)
    rolling, _ = figure_of(amount, below, full, turn_ms(len(PLACES)), colours)
    words = lines_of(label, ink, room.left, top, px(LABEL_ROW)) if name else []
    return [*rising(words, look, turn_ms(len(PLACES) - 2)), *rolling]
