"""The mark in the top left corner: programme | city. A still."""

from videopipe.config.theme import Theme
from videopipe.model.graphics import Bug
from videopipe.stages.graphics.layout import Canvas, box
from videopipe.stages.graphics.paint import REST, Sprite, gradient, rows, solid
from videopipe.stages.graphics.piece import Piece
from videopipe.stages.graphics.text import Place, shrink_then_wrap

EDGE, PADDING, GAP, FADE = 6, 20, 18, 112
"""1080 pixels: the edge bar, air after it, air around the divider, where the plate dissolves."""


def pieces(bug: Bug, theme: Theme, canvas: Canvas) -> tuple[Piece, ...]:
    """Plate, edge, programme, divider, city."""
    area, px, colours = box(bug, canvas), canvas.px, theme.colours
    size, height = px(theme.sizes.bug), area.height
    room = area.width - px(EDGE + PADDING + 2 * GAP + FADE)
    programme = shrink_then_wrap(bug.programme, "Bold", size, Place("bug.programme", room * 2 // 3, 1))
    city = shrink_then_wrap(bug.city, "Medium", size, Place("bug.city", room // 3, 1))
    x = px(EDGE + PADDING)
    divider = x + round(programme.width) + px(GAP)
    after = divider + px(GAP)
    width = after + round(city.width) + px(FADE)
    plate = colours.plate_from
    sprites: tuple[Sprite, ...] = (
        gradient(0, 0, width, height, plate, plate, theme.plates.opacity_pct, px(FADE)),
        solid(0, 0, canvas.even(EDGE), height, colours.line),
        *rows(programme, colours.text, x, 0, height),
        solid(divider - 1, px(16), 2, height - 2 * px(16), colours.soft, 60),
        *rows(city, colours.text, after, 0, height),
    )
    return tuple(Piece(sprite, REST, 0, 0) for sprite in sprites)
