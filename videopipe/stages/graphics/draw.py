"""One frame of any part: a function of the graphic, the theme, the canvas and the frame's number."""

from fractions import Fraction
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from videopipe.config.theme import Theme
from videopipe.drawing.canvas import Canvas
from videopipe.drawing.paint import REST, State, compose
from videopipe.drawing.piece import Piece
from videopipe.drawing.setting import own_fonts
from videopipe.model.graphics import (
    Bug,
    ChapterMark,
    ClosingCard,
    ExpertStrap,
    Graphic,
    LowerThird,
    QuestionCard,
    TitleCard,
    TopicStrap,
)
from videopipe.stages.graphics import bug, chapter, closing, expert, lower_third, question_card, title, topic
from videopipe.stages.graphics.layout import box
from videopipe.text.fonts import OwnFont

if TYPE_CHECKING:
    from PIL.Image import Image


def draw(
    graphic: Graphic,
    theme: Theme,
    canvas: Canvas,
    frame: int,
    fps: Fraction,
    logo: Path | None = None,
    fonts: tuple[OwnFont, ...] = (),
) -> "Image":
    """Frame `frame`, counted from the graphic's first: RGBA, straight alpha, as large as its box.

    `logo` is the file of its logo, `fonts` those that the episode brings. Don't write into the picture: while nothing moves it is the same one every time.
    Raises what `pieces_of` raises.
    """
    parts = pieces_of(graphic, theme, canvas, logo, fonts)
    states = _states(graphic, parts, theme, frame, fps)
    if all(state == REST for state in states):
        return _at_rest(graphic, theme, canvas, logo, fonts)
    return _composed(graphic, parts, states, canvas)


def keyframes(
    graphic: Graphic,
    theme: Theme,
    canvas: Canvas,
    fps: Fraction,
    logo: Path | None = None,
    fonts: tuple[OwnFont, ...] = (),
) -> tuple[int, ...]:
    """Those frames that differ from the one before, and the first and the last."""
    parts, length = pieces_of(graphic, theme, canvas, logo, fonts), len(graphic.frames)
    states = [_states(graphic, parts, theme, frame, fps) for frame in range(length)]
    changed = {frame for frame in range(1, length) if states[frame] != states[frame - 1]}
    return tuple(sorted(changed | {0, length - 1}))


def _states(
    graphic: Graphic, parts: tuple[Piece, ...], theme: Theme, frame: int, fps: Fraction
) -> tuple[State, ...]:
    return tuple(piece.state(frame, len(graphic.frames), theme.motion, fps) for piece in parts)


@lru_cache(maxsize=8)
def pieces_of(
    graphic: Graphic,
    theme: Theme,
    canvas: Canvas,
    logo: Path | None = None,
    fonts: tuple[OwnFont, ...] = (),
) -> tuple[Piece, ...]:
    """All that a graphic is drawn of, type-set. Raises TextTooLong or TooManyCredits."""
    with own_fonts(fonts):
        return _pieces(graphic, theme.on(canvas.shape), canvas, logo)


def _pieces(graphic: Graphic, style: Theme, canvas: Canvas, logo: Path | None) -> tuple[Piece, ...]:
    match graphic:
        case Bug():
            return bug.pieces(graphic, style, canvas, logo)
        case TopicStrap():
            return topic.pieces(graphic, style, canvas)
        case ChapterMark():
            return chapter.pieces(graphic, style, canvas)
        case LowerThird():
            return lower_third.pieces(graphic, style, canvas)
        case ExpertStrap():
            return expert.pieces(graphic, style, canvas)
        case QuestionCard():
            return question_card.pieces(graphic, style, canvas)
        case TitleCard():
            return title.pieces(graphic, style, canvas, logo)
        case ClosingCard():
            return closing.pieces(graphic, style, canvas, logo)


@lru_cache(maxsize=4)
def _at_rest(
    graphic: Graphic, theme: Theme, canvas: Canvas, logo: Path | None, fonts: tuple[OwnFont, ...]
) -> "Image":
    parts = pieces_of(graphic, theme, canvas, logo, fonts)
    return _composed(graphic, parts, tuple(REST for _ in parts), canvas)


def _composed(
    graphic: Graphic, parts: tuple[Piece, ...], states: tuple[State, ...], canvas: Canvas
) -> "Image":
    area = box(graphic, canvas)
    sprites = [(piece.sprite, state) for piece, state in zip(parts, states, strict=True)]
    return compose(area.width, area.height, sprites)
