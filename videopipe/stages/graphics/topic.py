"""The topic strap: one quiet line below the mark in the corner, while an answer runs."""

from videopipe.config.theme import Theme
from videopipe.drawing.canvas import Canvas
from videopipe.drawing.paint import State, rows
from videopipe.drawing.piece import WIPED, Piece
from videopipe.drawing.setting import Place, shrink_then_wrap
from videopipe.model.graphics import TopicStrap
from videopipe.stages.graphics.bug import FADE, corner_plate, corner_rim
from videopipe.stages.graphics.layout import box

SLIDE = 16
"""1080 pixels."""


def pieces(strap: TopicStrap, theme: Theme, canvas: Canvas) -> tuple[Piece, ...]:
    """A plate that dissolves to the right, and the topic."""
    area, px = box(strap, canvas), canvas.px
    x = corner_rim(theme, canvas).words
    place = Place("topic_strap.topic", area.width - x - px(FADE), 1)
    topic = shrink_then_wrap(strap.topic, "Medium", px(theme.sizes.topic), place)
    width = x + round(topic.width) + px(FADE)
    plate = corner_plate(width, area.height, theme.colours.tier, theme, canvas)
    away = State(alpha=0, dx=-px(SLIDE))
    return (
        Piece(plate, WIPED, 0, 1),
        *(Piece(ink, away, 2, 3) for ink in rows(topic, theme.colours.on_tier, x, 0, area.height)),
    )
