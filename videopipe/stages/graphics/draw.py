"""One frame of any part: a function of the graphic, the theme, the canvas and the frame's number."""

from fractions import Fraction
from functools import lru_cache
from typing import TYPE_CHECKING

from videopipe.config.theme import Theme
from videopipe.model.graphics import Bug, ClosingCard, Graphic, LowerThird, QuestionCard, TitleCard
from videopipe.stages.graphics import bug, closing, lower_third, question_card, title
from videopipe.stages.graphics.layout import Canvas, box
from videopipe.stages.graphics.paint import REST, State, compose
from videopipe.stages.graphics.piece import Piece

if TYPE_CHECKING:
    from PIL.Image import Image


def draw(graphic: Graphic, theme: Theme, canvas: Canvas, frame: int, fps: Fraction) -> "Image":
    """Frame `frame`, counted from the graphic's first: RGBA, straight alpha, as large as its box.

    Don't write into the picture: while nothing moves it is the same one every time.
    Raises what `pieces_of` raises.
    """
    parts = pieces_of(graphic, theme, canvas)
    states = tuple(piece.state(frame, len(graphic.frames), theme.motion, fps) for piece in parts)
    if all(state == REST for state in states):
        return _at_rest(graphic, theme, canvas)
    return _composed(graphic, parts, states, canvas)


@lru_cache(maxsize=8)
def pieces_of(graphic: Graphic, theme: Theme, canvas: Canvas) -> tuple[Piece, ...]:
    """All that a graphic is drawn of, type-set. Raises TextTooLong or TooManyCredits."""
    match graphic:
        case Bug():
            return bug.pieces(graphic, theme, canvas)
        case LowerThird():
            return lower_third.pieces(graphic, theme, canvas)
        case QuestionCard():
            return question_card.pieces(graphic, theme, canvas)
        case TitleCard():
            return title.pieces(graphic, theme, canvas)
        case ClosingCard():
            return closing.pieces(graphic, theme, canvas)


@lru_cache(maxsize=4)
def _at_rest(graphic: Graphic, theme: Theme, canvas: Canvas) -> "Image":
    parts = pieces_of(graphic, theme, canvas)
    return _composed(graphic, parts, tuple(REST for _ in parts), canvas)


def _composed(
    graphic: Graphic, parts: tuple[Piece, ...], states: tuple[State, ...], canvas: Canvas
) -> "Image":
    area = box(graphic, canvas)
    sprites = [(piece.sprite, state) for piece, state in zip(parts, states, strict=True)]
    return compose(area.width, area.height, sprites)
