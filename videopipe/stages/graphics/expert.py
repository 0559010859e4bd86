"""The strap of somebody who comments: a strap with a tag after the name."""

from videopipe.config.theme import Theme
from videopipe.drawing.canvas import Canvas
from videopipe.drawing.piece import Piece
from videopipe.model.graphics import ExpertStrap
from videopipe.stages.graphics.layout import box
from videopipe.stages.graphics.lower_third import strap_pieces
from videopipe.stages.graphics.tag import set_tag
from videopipe.stages.graphics.words import expert_tag


def pieces(strap: ExpertStrap, theme: Theme, canvas: Canvas) -> tuple[Piece, ...]:
    """As the name strap."""
    area = box(strap, canvas)
    tag = set_tag(expert_tag(strap), canvas, "expert_strap.tag", area.width // 3)
    size = (area.width, area.height)
    return strap_pieces(strap.name, strap.role, tag, "expert_strap", theme, canvas, size)
