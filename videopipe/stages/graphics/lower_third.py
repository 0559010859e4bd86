"""The strap: who is speaking. An accent edge, the name's plate, the role's plate below it."""

from videopipe.config.theme import Theme
from videopipe.model.graphics import LowerThird
from videopipe.stages.graphics.layout import (
    NAME_TIER,
    ROLE_LINE,
    ROLE_TIER,
    STRAP_ROLE_LINES,
    Canvas,
    box,
    even,
)
from videopipe.stages.graphics.paint import State, gradient, rows, solid
from videopipe.stages.graphics.piece import HEAD_START, LOWERED, WIPED, Piece
from videopipe.stages.graphics.text import Place, Setting, shrink_then_wrap

PADDING_LEFT, PADDING_RIGHT, SLIDE = 28, 56, 24
"""1080 pixels: air inside the plates, and how far the words slide in."""


def pieces(strap: LowerThird, theme: Theme, canvas: Canvas) -> tuple[Piece, ...]:
    """Edge, plates from the edge, name, role; back in reverse. No role, no second plate."""
    area, px, colours = box(strap, canvas), canvas.px, theme.colours
    edge, left = canvas.even(theme.plates.edge_px), px(PADDING_LEFT)
    room = area.width - edge - px(PADDING_LEFT + PADDING_RIGHT)
    name = shrink_then_wrap(strap.name, "Bold", px(theme.sizes.name), Place("lower_third.name", room, 1))
    role = _role(strap, theme, canvas, room)
    width = even(max(name.width, role.width) + px(PADDING_LEFT + PADDING_RIGHT))
    high, low = canvas.even(NAME_TIER), _role_height(role, canvas)
    top, tier = area.height - high - low, area.height - low
    opacity, away = theme.plates.opacity_pct, State(alpha=0, dx=-px(SLIDE))
    plate = gradient(edge, top, width, high, colours.plate_from, colours.plate_to, opacity)
    name_ink = rows(name, colours.text, edge + left, top, high)
    role_ink = rows(role, colours.on_tier, edge + left, tier + px(ROLE_TIER - ROLE_LINE) // 2, px(ROLE_LINE))
    return (
        Piece(plate, WIPED, 1, 3),
        Piece(solid(edge, tier, width, low, colours.tier, opacity), WIPED, 2, 3),
        Piece(solid(0, top, edge, high + low, colours.accent), LOWERED, HEAD_START, 0),
        *(Piece(ink, away, 4, 7) for ink in name_ink),
        *(Piece(ink, away, 5, 8) for ink in role_ink),
    )


def _role(strap: LowerThird, theme: Theme, canvas: Canvas, room: int) -> Setting:
    size = canvas.px(theme.sizes.role)
    if not strap.role:
        return Setting((), "Medium", size)
    return shrink_then_wrap(strap.role, "Medium", size, Place("lower_third.role", room, STRAP_ROLE_LINES))


def _role_height(role: Setting, canvas: Canvas) -> int:
    return canvas.even(ROLE_TIER + ROLE_LINE * (len(role.lines) - 1)) if role.lines else 0
