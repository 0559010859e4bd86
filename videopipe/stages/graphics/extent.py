"""How much of the picture a graphic covers at rest."""

from videopipe.config.theme import Theme
from videopipe.drawing.canvas import Canvas
from videopipe.drawing.paint import Ink
from videopipe.drawing.piece import Piece
from videopipe.model.graphics import Graphic
from videopipe.model.overlay import Box
from videopipe.stages.graphics.draw import pieces_of
from videopipe.stages.graphics.layout import box
from videopipe.text.fonts import OwnFont


def rest_box(graphic: Graphic, theme: Theme, canvas: Canvas, fonts: tuple[OwnFont, ...] = ()) -> Box:
    """Its plates and letters together, on the canvas. Raises what `pieces_of` raises."""
    area = box(graphic, canvas)
    pieces = pieces_of(graphic, theme, canvas, fonts=fonts)
    boxes = [each for each in map(_box, pieces) if each.width and each.height]
    left, top = min(each.x for each in boxes), min(each.y for each in boxes)
    right, bottom = max(each.right for each in boxes), max(each.bottom for each in boxes)
    return Box(area.x + left, area.y + top, right - left, bottom - top)


def _box(piece: Piece) -> Box:
    """Empty where there is nothing to write."""
    sprite = piece.sprite
    if isinstance(sprite, Ink):
        return sprite.ink_box
    return Box(sprite.x, sprite.y, sprite.image.width, sprite.image.height)
