"""The host and the guest: nobody in particular.

Figure units: the chin at the origin, the head 100 high, y down; the desk's far edge lies at `DESK`.
"""

from collections.abc import Callable
from dataclasses import dataclass

from drawing import hair
from drawing.canvas import Canvas, Point

DESK = 126.0


@dataclass(frozen=True)
class Face:
    """What a head does in one frame; every number is a small step, so that drawn heads can be kept."""

    mouth: int = 0
    """How far open, 0…5."""
    rounded: bool = False
    """Lips drawn together."""
    lid: int = 0
    """0 open … 3 closed."""
    bow: float = 0
    """How far the head is bent over the notes, 0…4 in halves."""
    gaze: int = 0
    """Where the eyes go, −2…2 along the line they read or look."""


@dataclass(frozen=True)
class Person:
    """How one of the two looks; `turn` says to which side they turn (−1 left, 1 right)."""

    turn: int
    skin: str
    shade: str
    blush: str
    lips: str
    brow: str
    outline: tuple[Point, ...]
    eye_high: float
    spectacles: bool
    draw_hair: Callable[[Canvas], None]


_JAW_M = (
    (-36.5, -40),
    (-34, -20),
    (-25, -6),
    (-11, 0.6),
    (0, 1.6),
    (11, 0.6),
    (25, -6),
    (34, -20),
    (36.5, -40),
)
_JAW_F = ((-34.5, -42), (-31, -22), (-20, -7.5), (-8, 0), (0, 1), (8, 0), (20, -7.5), (31, -22), (34.5, -42))
_SKULL = ((37, -58), (34, -80), (22, -96), (0, -101), (-22, -96), (-34, -80), (-37, -58))


HOST = Person(
    turn=1,
    skin="#fbdcc4",
    shade="#eab396",
    blush="#f08f80",
    lips="#d2565b",
    brow="#4a2e27",
    outline=(*_JAW_F, *_SKULL),
    eye_high=4.9,
    spectacles=False,
    draw_hair=hair.draw_long,
)
GUEST = Person(
    turn=-1,
    skin="#f4cba8",
    shade="#d99f78",
    blush="#e58d70",
    lips="#c4806f",
    brow="#2c2427",
    outline=(*_JAW_M, *_SKULL),
    eye_high=3.9,
    spectacles=True,
    draw_hair=hair.draw_short,
)
