"""The first row of opening and closing: logo and series."""

from pathlib import Path

from videopipe.config.theme import Theme
from videopipe.drawing.canvas import Canvas
from videopipe.drawing.paint import rows
from videopipe.drawing.piece import HIDDEN, Piece, lines_rising
from videopipe.model.graphics import ClosingCard, TitleCard
from videopipe.stages.graphics.label import label
from videopipe.stages.graphics.logo import logo_size, logo_sprites

SERIES_ROW, SLIDE = 56, 24
LOGO_WIDTH, LOGO_HEIGHT, LOGO_GAP = 280, 56, 24
"""1080 pixels."""


def series_row(
    card: TitleCard | ClosingCard,
    place: str,
    theme: Theme,
    canvas: Canvas,
    room: int,
    y: int,
    logo: Path | None,
    leaves: int | None,
) -> tuple[Piece, ...]:
    """At the left end of a row that begins at `y`, at most `room` pixels wide."""
    px, row = canvas.px, canvas.px(SERIES_ROW)
    width, height = logo_size(card.logo, px(LOGO_WIDTH), px(LOGO_HEIGHT))
    x = width + px(LOGO_GAP) if width else 0
    series = label(card.series, "Medium", theme, canvas, f"{place}.series", room - x)
    return (
        *(
            Piece(sprite, HIDDEN, 1, leaves)
            for sprite in logo_sprites(logo, (width, height), 0, y + (row - height) // 2)
        ),
        *lines_rising(rows(series, theme.colours.soft, x, y, row), px(SLIDE), 1, leaves),
    )
