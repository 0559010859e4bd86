"""Plates and the accent beside their words: the plate's own rim, or a bar inside of it."""

from dataclasses import dataclass

from videopipe.config.theme import Theme
from videopipe.drawing.canvas import Canvas
from videopipe.drawing.paint import Plate, State, gradient, rounded, solid

SLIDE, CLEAR = 24, 4
"""1080 pixels: how far words slide in at most, and what stays between them and the accent."""


@dataclass(frozen=True)
class Rim:
    """Where things begin from the left end of a part, in pixels."""

    accent: int
    plate: int
    words: int


def rim_of(theme: Theme, canvas: Canvas, air: int) -> Rim:
    """`air` stands between accent and words, 1080 pixels."""
    inset, edge = canvas.even(theme.plates.inset_px), canvas.even(theme.plates.edge_px)
    return Rim(inset, 0 if inset else edge, inset + edge + canvas.px(air))


def slid(theme: Theme, canvas: Canvas) -> State:
    """Where words come from: never across the accent."""
    return State(alpha=0, dx=-canvas.px(min(SLIDE, theme.spacing.plate - CLEAR)))


def accent_bar(top: int, height: int, theme: Theme, canvas: Canvas) -> Plate:
    """The accent beside plates that reach from `top` over `height`."""
    inset, edge = canvas.even(theme.plates.inset_px), canvas.even(theme.plates.edge_px)
    bar = solid(inset, top + inset, edge, height - 2 * inset, theme.colours.accent)
    return rounded(bar, edge // 2 if inset else 0, top=True, bottom=True)


def upper_plate(
    x: int, y: int, width: int, height: int, theme: Theme, canvas: Canvas, *, alone: bool
) -> Plate:
    """The plate in the main hue; `alone` where no lower plate hangs on it."""
    colours = theme.colours
    plate = gradient(x, y, width, height, colours.plate_from, colours.plate_to, theme.plates.opacity_pct)
    return rounded(plate, canvas.px(theme.plates.corner_px), top=True, bottom=alone)


def lower_plate(x: int, y: int, width: int, height: int, theme: Theme, canvas: Canvas) -> Plate:
    """The second plate, which hangs on the upper one."""
    plate = solid(x, y, width, height, theme.colours.tier, theme.plates.opacity_pct)
    return rounded(plate, canvas.px(theme.plates.corner_px), top=False, bottom=True)
