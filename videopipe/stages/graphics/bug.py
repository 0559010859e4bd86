"""The mark in the top left corner: logo, programme | city. A still."""

from collections.abc import Sequence
from pathlib import Path

from videopipe.config.theme import Theme
from videopipe.drawing.canvas import Canvas
from videopipe.drawing.paint import REST, Plate, Sprite, gradient, rounded, rows, solid
from videopipe.drawing.piece import Piece
from videopipe.drawing.setting import Place, shrink_then_wrap
from videopipe.model.graphics import Bug
from videopipe.stages.graphics.layout import box
from videopipe.stages.graphics.logo import logo_size, logo_sprites
from videopipe.stages.graphics.rim import Rim

EDGE, PADDING, GAP, FADE = 6, 20, 18, 112
"""1080 pixels: the edge bar, air after it, air around the divider, where the plate dissolves."""
INSET, INSET_PADDING = 14, 14
"""The same where a theme has its accents inside the plates."""
LOGO_WIDTH, LOGO_HEIGHT, LOGO_GAP = 160, 36, 16
"""A logo at most, and the air after it."""
CORNER_SHARE = 3
"""Small plates have corners smaller by one part in so many."""


def pieces(bug: Bug, theme: Theme, canvas: Canvas, logo: Path | None) -> tuple[Piece, ...]:
    """Plate, edge, logo, programme, divider, city."""
    area, px, colours = box(bug, canvas), canvas.px, theme.colours
    size, height, rim = px(theme.sizes.bug), area.height, corner_rim(theme, canvas)
    drawn = logo_size(bug.logo, px(LOGO_WIDTH), px(LOGO_HEIGHT))
    x = rim.words + (drawn[0] + px(LOGO_GAP) if drawn[0] else 0)
    room = area.width - x - px(2 * GAP + FADE)
    programme = shrink_then_wrap(bug.programme, "Bold", size, Place("bug.programme", room * 2 // 3, 1))
    city = shrink_then_wrap(bug.city, "Medium", size, Place("bug.city", room // 3, 1))
    divider = x + round(programme.width) + px(GAP)
    after = divider + px(GAP)
    sprites: Sequence[Sprite] = (
        corner_plate(after + round(city.width) + px(FADE), height, colours.plate_from, theme, canvas),
        _edge(rim, height, theme, canvas),
        *logo_sprites(logo, drawn, rim.words, (height - drawn[1]) // 2),
        *rows(programme, colours.text, x, 0, height),
        solid(divider - 1, px(16), 2, height - 2 * px(16), colours.soft, 60),
        *rows(city, colours.text, after, 0, height),
    )
    return tuple(Piece(sprite, REST, 0, 0) for sprite in sprites)


def corner_rim(theme: Theme, canvas: Canvas) -> Rim:
    """Where edge, plate and words of the corner's plates begin."""
    edge = canvas.even(EDGE)
    if theme.plates.inset_px:
        inset = canvas.even(INSET)
        return Rim(inset, 0, inset + edge + canvas.px(INSET_PADDING))
    return Rim(0, 0, edge + canvas.px(PADDING))


def corner_plate(width: int, height: int, colour: str, theme: Theme, canvas: Canvas) -> Plate:
    """A surface that dissolves to the right."""
    opacity, radius = theme.plates.opacity_pct, canvas.px(theme.plates.corner_px)
    plate = gradient(0, 0, width, height, colour, colour, opacity, canvas.px(FADE))
    return rounded(plate, radius - radius // CORNER_SHARE, top=True, bottom=True)


def _edge(rim: Rim, height: int, theme: Theme, canvas: Canvas) -> Plate:
    edge, inset = canvas.even(EDGE), rim.accent
    bar = solid(inset, inset, edge, height - 2 * inset, theme.colours.accent)
    return rounded(bar, edge // 2 if inset else 0, top=True, bottom=True)
