"""The strap: who is speaking. An accent, the name's plate, the role's plate below it; a tag, where it has one."""

from collections.abc import Sequence

from videopipe.config.theme import Theme
from videopipe.drawing.canvas import Canvas, even
from videopipe.drawing.paint import rows
from videopipe.drawing.piece import HEAD_START, LOWERED, WIPED, Piece
from videopipe.drawing.setting import Place, Setting, shrink_then_wrap
from videopipe.model.graphics import LowerThird
from videopipe.stages.graphics.layout import NAME_TIER, ROLE_LINE, ROLE_TIER, STRAP_ROLE_LINES, box
from videopipe.stages.graphics.rim import accent_bar, lower_plate, rim_of, slid, upper_plate
from videopipe.stages.graphics.tag import Tag, tag_pieces

TAG_GAP = 24
"""1080 pixels: air before a tag."""


def pieces(strap: LowerThird, theme: Theme, canvas: Canvas) -> tuple[Piece, ...]:
    """Edge, plates from the edge, name, role; back in reverse. No role, no second plate."""
    area = box(strap, canvas)
    return strap_pieces(strap.name, strap.role, None, "lower_third", theme, canvas, (area.width, area.height))


def strap_pieces(
    name_text: str,
    role_text: str,
    tag: Tag | None,
    place: str,
    theme: Theme,
    canvas: Canvas,
    size: tuple[int, int],
) -> tuple[Piece, ...]:
    """A strap that stands on the lower edge of a box of `size`, its tag after the name."""
    px, colours = canvas.px, theme.colours
    rim = rim_of(theme, canvas, theme.spacing.plate)
    room = size[0] - rim.words - px(theme.spacing.tail)
    tagged = px(TAG_GAP) + tag.width if tag else 0
    name = shrink_then_wrap(name_text, "Bold", px(theme.sizes.name), Place(f"{place}.name", room - tagged, 1))
    role = _role(role_text, place, theme, canvas, room)
    width = even(max(name.width + tagged, role.width) + rim.words - rim.plate + px(theme.spacing.tail))
    high, low = canvas.even(NAME_TIER), _role_height(role, canvas)
    top, tier = size[1] - high - low, size[1] - low
    name_ink = rows(name, colours.text, rim.words, top, high)
    role_ink = rows(role, colours.on_tier, rim.words, tier + px(ROLE_TIER - ROLE_LINE) // 2, px(ROLE_LINE))
    after = rim.words + round(name.width) + px(TAG_GAP)
    away = slid(theme, canvas)
    return (
        Piece(upper_plate(rim.plate, top, width, high, theme, canvas, alone=not low), WIPED, 1, 3),
        *_tier(rim.plate, tier, width, low, theme, canvas),
        Piece(accent_bar(top, high + low, theme, canvas), LOWERED, HEAD_START, 0),
        *(Piece(ink, away, 4, 7) for ink in name_ink),
        *(tag_pieces(tag, after, top, high, theme, canvas) if tag else ()),
        *(Piece(ink, away, 5, 8) for ink in role_ink),
    )


def _tier(x: int, y: int, width: int, height: int, theme: Theme, canvas: Canvas) -> Sequence[Piece]:
    return [Piece(lower_plate(x, y, width, height, theme, canvas), WIPED, 2, 3)] if height else []


def _role(role: str, place: str, theme: Theme, canvas: Canvas, room: int) -> Setting:
    size = canvas.px(theme.sizes.role)
    if not role:
        return Setting((), "Medium", size)
    return shrink_then_wrap(role, "Medium", size, Place(f"{place}.role", room, STRAP_ROLE_LINES))


def _role_height(role: Setting, canvas: Canvas) -> int:
    return canvas.even(ROLE_TIER + ROLE_LINE * (len(role.lines) - 1)) if role.lines else 0
