"""The opening: series, title, a ruled line, city and date. Stands over the darkened footage."""

from pathlib import Path

from videopipe.config.theme import Theme
from videopipe.drawing.canvas import Canvas, even
from videopipe.drawing.paint import Ink, State, letters, rows
from videopipe.drawing.piece import HIDDEN, Piece, lines_rising
from videopipe.drawing.setting import Place, Setting, wrap_then_shrink
from videopipe.model.graphics import TitleCard
from videopipe.stages.graphics.label import label
from videopipe.stages.graphics.layout import TITLE_LINE, box, title_lines
from videopipe.stages.graphics.ruled import ruled_line
from videopipe.stages.graphics.series import SERIES_ROW, SLIDE, series_row

GAP, RULE_GAP, META_ROW, META_GAP, RISE = 24, 32, 56, 28, 36
"""1080 pixels."""
COLUMN_PCT = 66
"""The title keeps to two thirds, so that it falls into lines and the rest stays quiet."""
ECHO_INK, ECHO_PCT = 0.94, 24
"""Ink height of an ideograph in ems; strength of the faint city."""


def pieces(card: TitleCard, theme: Theme, canvas: Canvas, logo: Path | None) -> tuple[Piece, ...]:
    """The line is ruled first; logo, series, title and place come up around it."""
    area, px, colours = box(card, canvas), canvas.px, theme.colours
    title = _title(card, theme, canvas, area.width)
    line = px(TITLE_LINE)
    height = px(SERIES_ROW + GAP + RULE_GAP + META_GAP + META_ROW) + 2 + line * len(title.lines)
    top = (area.height - height) // 2
    first = top + px(SERIES_ROW + GAP)
    rule = even(first + line * len(title.lines) + px(RULE_GAP))
    inks = tuple(rows(title, colours.text, 0, first, line))
    return (
        *ruled_line(rule, area.width, theme, canvas, stays=False),
        *series_row(card, "title_card", theme, canvas, area.width, top, logo, 5),
        *lines_rising(inks, px(RISE), 2, 4),
        *_meta(card, theme, canvas, area.width, rule + px(META_GAP)),
        *_echo(card, theme, canvas, area.width, inks),
    )


def _title(card: TitleCard, theme: Theme, canvas: Canvas, width: int) -> Setting:
    """Broken at its spaces, as its author means it, if that fits; else as evenly as words allow."""
    room = width * COLUMN_PCT // 100 if canvas.wide else width
    place = Place("title_card.title", room, title_lines(canvas))
    size = canvas.px(theme.sizes.title)
    meant = Setting(tuple(card.title.split()), "Bold", size)
    if 1 < len(meant.lines) <= place.lines and meant.width <= room:
        return meant
    return wrap_then_shrink(card.title, "Bold", size, place)


def _meta(card: TitleCard, theme: Theme, canvas: Canvas, width: int, y: int) -> tuple[Piece, ...]:
    px, colours, row = canvas.px, theme.colours, canvas.px(META_ROW)
    city = label(card.city, "Bold", theme, canvas, "title_card.city", width // 2)
    date = label(card.date, "Medium", theme, canvas, "title_card.date", width // 2 - px(GAP))
    beside = round(city.width) + px(GAP)
    return (
        *(Piece(ink, HIDDEN, 6, 3) for ink in rows(city, colours.text, 0, y, row)),
        *(
            Piece(ink, State(alpha=0, dx=-px(SLIDE)), 7, 3)
            for ink in rows(date, colours.soft, beside, y, row)
        ),
    )


def _echo(
    card: TitleCard, theme: Theme, canvas: Canvas, width: int, title: tuple[Ink, ...]
) -> tuple[Piece, ...]:
    """The city once more at the right, faint, as tall as the title's lines together; wide canvases only."""
    if not canvas.wide or len(title) < 2 or not card.city:
        return ()
    top, bottom = title[0].ink_box.y, title[-1].ink_box.bottom
    size = min(round((bottom - top) / ECHO_INK), width * (100 - COLUMN_PCT) // 100 // len(card.city))
    drawn = letters(card.city, "Bold", size, theme.colours.line, 0, 0, ECHO_PCT)
    ink = drawn.moved(width - drawn.ink_box.right, bottom - drawn.ink_box.bottom)
    return (Piece(ink, State(alpha=0, dx=-canvas.px(2 * SLIDE)), 0, 2),)
