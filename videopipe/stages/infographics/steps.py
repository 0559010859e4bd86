"""Measures 1-2-3 on tiles: side by side where there is room, else one below the other.

All numbers are pixels of the 1080 canvas.
"""

from videopipe.drawing.setting import Setting, set_alike
from videopipe.model.infographics import Steps
from videopipe.stages.infographics.acts import Act
from videopipe.stages.infographics.look import Area, Look, lines_of, on_row, place, placed, rising
from videopipe.stages.infographics.marks import Rect
from videopipe.stages.infographics.page import page
from videopipe.stages.infographics.tempo import IN_MS, read_turn_ms

NUMBER, TITLE, TEXT = 104, 54, 40
NUMBER_ROW, TITLE_ROW, TEXT_ROW = 128, 74, 58
GAP, PAD, TEXT_GAP = 24, 44, 12
WIDEST = 620
COLUMN = 100
"""Of the numbers beside the words."""
TITLE_LINES, TEXT_LINES = 2, 6
MIDDLE = 0.44


def acts(scene: Steps, look: Look) -> list[Act]:
    """Head, then tile after tile."""
    ground, room = page(scene.head, "", look)
    lay_out = _across if look.canvas.wide else _down
    return [*ground, *lay_out(scene, look, room)]


def _across(scene: Steps, look: Look, room: Area) -> list[Act]:
    px, count = look.px, len(scene.steps)
    width = min((room.width - px(GAP) * (count - 1)) / count, px(WIDEST))
    titles, texts = _words(scene, look, width - 2 * px(PAD), TEXT_LINES)
    head = px(NUMBER_ROW) + px(TITLE_ROW) * max(len(title.lines) for title in titles)
    tall = head + _text_tall(texts, look) + 2 * px(PAD)
    top = room.top + (room.height - tall) * MIDDLE
    found = []
    for turn, (title, text) in enumerate(zip(titles, texts, strict=True)):
        left = round(room.left + (width + px(GAP)) * turn)
        tile = Area(left, round(top), left + round(width), round(top + tall))
        x, y = left + px(PAD), top + px(PAD)
        found += [
            *_tile(turn, tile, look, x, y, px(NUMBER_ROW)),
            *_lines(turn, title, text, look, x, y + px(NUMBER_ROW), y + head),
        ]
    return found


def _down(scene: Steps, look: Look, room: Area) -> list[Act]:
    px, count = look.px, len(scene.steps)
    height = (room.height - px(GAP) * (count - 1)) / count
    pad = min(px(PAD), height * 0.1)
    left = room.left + px(PAD + COLUMN)
    lines = max(1, int((height - 2 * pad - px(TITLE_ROW + TEXT_GAP)) / px(TEXT_ROW)))
    titles, texts = _words(scene, look, room.right - px(PAD) - left, lines, 1)
    talls = [
        px(TITLE_ROW) * len(title.lines) + (px(TEXT_GAP) + px(TEXT_ROW) * len(text.lines)) * bool(text.lines)
        for title, text in zip(titles, texts, strict=True)
    ]
    tile_tall = min(height, max(talls) + 2 * px(PAD))
    top = room.top + (room.height - tile_tall * count - px(GAP) * (count - 1)) * (
        0.2 if look.canvas.upright else 0.5
    )
    found = []
    for turn, (title, text, tall) in enumerate(zip(titles, texts, talls, strict=True)):
        y = round(top + (tile_tall + px(GAP)) * turn)
        tile = Area(room.left, y, room.right, y + round(tile_tall))
        first = y + (tile_tall - tall) / 2
        below = first + px(TITLE_ROW) * len(title.lines) + px(TEXT_GAP)
        found += [
            *_tile(turn, tile, look, room.left + px(PAD), y, tile_tall),
            *_lines(turn, title, text, look, left, first, below),
        ]
    return found


def _words(
    scene: Steps, look: Look, width: float, lines: int, title_lines: int = TITLE_LINES
) -> tuple[tuple[Setting, ...], tuple[Setting, ...]]:
    px = look.px
    titles = set_alike(
        [step.title for step in scene.steps], "Bold", px(TITLE), place("steps.title", width, title_lines)
    )
    texts = set_alike(
        [step.text for step in scene.steps], "Medium", px(TEXT), place("steps.text", width, lines)
    )
    return titles, tuple(text if any(text.lines) else Setting((), "Medium", text.size) for text in texts)


def _text_tall(texts: tuple[Setting, ...], look: Look) -> int:
    most = max(len(text.lines) for text in texts)
    return look.px(TEXT_GAP) + look.px(TEXT_ROW) * most if most else 0


def _tile(turn: int, tile: Area, look: Look, x: float, y: float, row: float) -> list[Act]:
    plate = Rect(tile.left, tile.top, tile.width, tile.height, look.theme.charts.surface, radius=look.radius)
    size = look.px(NUMBER)
    number = placed(str(turn + 1), "Bold", size, look.lit, x, on_row(y, row, size))
    return [Act(mark, read_turn_ms(turn), IN_MS) for mark in (plate, number)]


def _lines(
    turn: int, title: Setting, text: Setting, look: Look, x: float, top: float, below: float
) -> list[Act]:
    charts, px = look.theme.charts, look.px
    words = [
        *lines_of(title, charts.ink, x, top, px(TITLE_ROW)),
        *lines_of(text, charts.muted, x, below, px(TEXT_ROW)),
    ]
    return rising(words, look, read_turn_ms(turn))
