"""A sprite with its entrance and exit: what all parts are made of."""

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction

from videopipe.config.theme import Motion
from videopipe.drawing.motion import presence
from videopipe.drawing.paint import REST, Sprite, State


@dataclass(frozen=True, eq=False)
class Piece:
    """`sprite` goes from `absent` to rest when its turn comes, and back at the end."""

    sprite: Sprite
    absent: State
    arrives: int
    """Turn among its siblings, 0 first."""
    leaves: int | None
    """Turn from the end, 0 last; None stays."""

    def state(self, frame: int, length: int, motion: Motion, fps: Fraction) -> State:
        """How it is shown at `frame` of a part that lives `length` frames."""
        there = float(presence(frame, length, self.arrives, self.leaves, motion, fps))
        return State(*(_between(getattr(self.absent, name), getattr(REST, name), there) for name in _FIELDS))


_FIELDS = ("alpha", "dx", "dy", "across", "up")
HIDDEN = State(alpha=0)
WIPED = State(across=0)
LOWERED = State(up=0)
HEAD_START = -2
"""Turn of an accent edge: it stands before the plates come out of it."""


def lines_rising(sprites: Iterable[Sprite], rise: int, arrives: int, leaves: int | None) -> list[Piece]:
    """Siblings that come up one after the other, each `rise` pixels, and go together."""
    return [
        Piece(sprite, State(alpha=0, dy=rise), arrives + turn, leaves) for turn, sprite in enumerate(sprites)
    ]


def _between(absent: float, rest: float, there: float) -> float:
    return rest if there >= 1 else absent + (rest - absent) * there
