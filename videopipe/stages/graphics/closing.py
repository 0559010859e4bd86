"""The end: series and city, thanks, a ruled line, who made it, whose figures. Stays to the last frame."""

from pathlib import Path

from videopipe.config.theme import Theme
from videopipe.drawing.canvas import Canvas, even
from videopipe.drawing.paint import rows
from videopipe.drawing.piece import HIDDEN, Piece, lines_rising
from videopipe.drawing.setting import Place, Setting, shrink_then_wrap
from videopipe.model.errors import InputError
from videopipe.model.graphics import ClosingCard
from videopipe.stages.graphics.label import label
from videopipe.stages.graphics.layout import (
    CREDIT_LINE,
    CREDIT_ROWS,
    SOURCE_GAP,
    SOURCE_LINE,
    SOURCE_ROWS,
    box,
)
from videopipe.stages.graphics.ruled import ruled_line
from videopipe.stages.graphics.series import SERIES_ROW, series_row
from videopipe.stages.graphics.words import COLON, source_line, thanks_and_credits

GAP, THANKS_ROW, RULE_GAP, CREDITS_GAP, RISE, COLUMN_GAP = 16, 136, 32, 24, 28, 40
"""1080 pixels."""


class TooManyCredits(InputError):
    """More lines than the closing card has rows for."""

    en = "the closing card has {most} rows for credits, the episode gives {count}. Leave some out"
    zh = "片尾最多放 {most} 行署名，节目给了 {count} 行。请删减"


def pieces(card: ClosingCard, theme: Theme, canvas: Canvas, logo: Path | None) -> tuple[Piece, ...]:
    """Thanks large, credits in rows below, sources small; raises TooManyCredits."""
    area, px, colours = box(card, canvas), canvas.px, theme.colours
    thanks, credit_lines = thanks_and_credits(card)
    if len(credit_lines) > CREDIT_ROWS:
        raise TooManyCredits(count=len(credit_lines), most=CREDIT_ROWS)
    headline = shrink_then_wrap(
        thanks, "Bold", px(theme.sizes.thanks), Place("closing_card.thanks", area.width, 1)
    )
    sources = _sources(card, theme, canvas, area.width)
    written = CREDIT_LINE * len(credit_lines)
    noted = SOURCE_GAP + SOURCE_LINE * len(sources.lines) if sources.lines else 0
    height = px(SERIES_ROW + GAP + THANKS_ROW + RULE_GAP + CREDITS_GAP + written + noted) + 2
    top = (area.height - height) // 2
    first = top + px(SERIES_ROW + GAP)
    rule = even(first + px(THANKS_ROW + RULE_GAP))
    credit = rule + px(CREDITS_GAP)
    small = rows(sources, colours.soft, 0, credit + px(written + SOURCE_GAP), px(SOURCE_LINE))
    return (
        *ruled_line(rule, area.width, theme, canvas, stays=True),
        *_series(card, theme, canvas, area.width, top, logo),
        *lines_rising(rows(headline, colours.text, 0, first, px(THANKS_ROW)), px(RISE), 2, None),
        *_credits(credit_lines, theme, canvas, area.width, credit),
        *(Piece(ink, HIDDEN, 5 + len(credit_lines), None) for ink in small),
    )


def _series(
    card: ClosingCard, theme: Theme, canvas: Canvas, width: int, y: int, logo: Path | None
) -> tuple[Piece, ...]:
    city = label(card.city, "Bold", theme, canvas, "closing_card.city", width // 4)
    x = width - round(city.width)
    inks = rows(city, theme.colours.text, x, y, canvas.px(SERIES_ROW))
    return (
        *series_row(card, "closing_card", theme, canvas, x - canvas.px(COLUMN_GAP), y, logo, None),
        *lines_rising(inks, canvas.px(RISE), 2, None),
    )


def _sources(card: ClosingCard, theme: Theme, canvas: Canvas, width: int) -> Setting:
    size, text = canvas.px(theme.sizes.source), source_line(card)
    if not text:
        return Setting((), "Medium", size)
    return shrink_then_wrap(text, "Medium", size, Place("closing_card.sources", width, SOURCE_ROWS))


def _credits(lines: tuple[str, ...], theme: Theme, canvas: Canvas, width: int, y: int) -> tuple[Piece, ...]:
    """Two columns where a line reads “what：who”."""
    px, colours, row = canvas.px, theme.colours, canvas.px(CREDIT_LINE)
    parted = [_parted(line) for line in lines]
    whats = [label(what, "Medium", theme, canvas, "closing_card.credits", width // 3) for what, _ in parted]
    column = max((round(what.width) + px(COLUMN_GAP) for what in whats if what.width), default=0)
    placed = []
    for turn, (what, (_, who)) in enumerate(zip(whats, parted, strict=True)):
        x = column if what.width else 0
        setting = label(who, "Medium", theme, canvas, "closing_card.credits", width - x)
        top = y + turn * row
        inks = [*rows(what, colours.soft, 0, top, row), *rows(setting, colours.text, x, top, row)]
        placed += [Piece(ink, HIDDEN, 4 + turn, None) for ink in inks]
    return tuple(placed)


def _parted(line: str) -> tuple[str, str]:
    what, colon, who = line.partition(COLON)
    return (what.strip(), who.strip()) if colon else ("", line)
