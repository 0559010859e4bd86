"""A word on a small surface in the accent."""

from dataclasses import dataclass

from videopipe.config.theme import Theme
from videopipe.drawing.canvas import Canvas, even
from videopipe.drawing.paint import rounded, rows, solid
from videopipe.drawing.piece import HIDDEN, Piece
from videopipe.drawing.setting import Place, Setting, shrink_then_wrap

HEIGHT, PADDING, EM = 44, 16, 28
"""1080 pixels; the em is below a role's, so that a tag never competes with it."""


@dataclass(frozen=True)
class Tag:
    """A set tag."""

    words: Setting
    width: int
    """Pixels of its surface."""


def set_tag(text: str, canvas: Canvas, place: str, room: int) -> Tag:
    """Raises TextTooLong with `place`."""
    words = shrink_then_wrap(text, "Bold", canvas.px(EM), Place(place, room, 1))
    return Tag(words, even(words.width + 2 * canvas.px(PADDING)))


def tag_pieces(tag: Tag, x: int, y: int, row: int, theme: Theme, canvas: Canvas) -> tuple[Piece, ...]:
    """On the middle of a row that begins at `y`."""
    height = canvas.even(HEIGHT)
    top = y + (row - height) // 2
    surface = solid(x, top, tag.width, height, theme.colours.accent)
    inks = rows(
        tag.words, theme.colours.on_accent, x + (tag.width - round(tag.words.width)) // 2, top, height
    )
    return (
        Piece(rounded(surface, canvas.px(theme.plates.corner_px), top=True, bottom=True), HIDDEN, 5, 7),
        *(Piece(ink, HIDDEN, 5, 7) for ink in inks),
    )
