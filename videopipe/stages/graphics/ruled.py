"""The ruled line that opening and closing share: a hairline across, its beginning in the accent."""

from videopipe.config.theme import Theme
from videopipe.drawing.canvas import Canvas
from videopipe.drawing.paint import solid
from videopipe.drawing.piece import WIPED, Piece

ACCENT_WIDTH, ACCENT_HEIGHT, HAIRLINE_PCT = 120, 8, 55
"""1080 pixels, the last in percent."""


def ruled_line(y: int, width: int, theme: Theme, canvas: Canvas, *, stays: bool) -> tuple[Piece, ...]:
    """Comes first, goes last or stays; the hairline's lower edge and the accent's meet."""
    accent = canvas.even(ACCENT_HEIGHT)
    return (
        Piece(solid(0, y, width, 2, theme.colours.line, HAIRLINE_PCT), WIPED, 0, None if stays else 0),
        Piece(
            solid(0, y + 2 - accent, canvas.even(ACCENT_WIDTH), accent, theme.colours.accent),
            WIPED,
            1,
            None if stays else 1,
        ),
    )
