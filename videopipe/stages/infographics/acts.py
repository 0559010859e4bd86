"""How a mark comes in: from when, for how long, in which way. Nothing leaves before the scene does."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from decimal import ROUND_DOWN, Decimal
from fractions import Fraction
from typing import Literal

from videopipe.drawing.motion import ONE
from videopipe.model.numbers import figures
from videopipe.stages.infographics.marks import Icon, Mark, Path, Rect, Sector, Text
from videopipe.stages.infographics.tempo import FADE_MS

Curve = Callable[[Fraction], Fraction]
Way = Literal["fade", "right", "up", "roll", "sweep", "reveal"]
"""Fade in where it stands; grow to the right or upwards; count up; open clockwise; appear from the left."""
Edge = Literal["left", "middle", "right"]


@dataclass(frozen=True)
class Act:
    """A mark as it stands at rest, and its entrance."""

    mark: Mark
    start_ms: int = 0
    lasts_ms: int = 0
    """0: it is there from the first frame."""
    way: Way = "fade"
    dx: float = 0
    dy: float = 0
    """Where it comes from, as seen from its place."""
    fades: bool = True
    keeps: Edge = "left"
    """The edge of a rolling figure that stays where it is."""

    @property
    def end_ms(self) -> int:
        """From then on it is at rest."""
        return self.start_ms + self.lasts_ms

    def at(self, ms: Fraction, curve: Curve) -> Mark | None:
        """The mark `ms` milliseconds into the scene; None before it comes."""
        if ms >= self.end_ms:
            return self.mark
        if ms <= self.start_ms:
            return None
        share = curve((ms - self.start_ms) / self.lasts_ms)
        mark = _WAYS[self.way](self, share)
        if mark is None or not self.fades:
            return mark
        return replace(mark, alpha=mark.alpha * min(1.0, float((ms - self.start_ms) / FADE_MS)))


def still(*marks: Mark) -> tuple[Act, ...]:
    """Marks that are there from the first frame."""
    return tuple(Act(mark) for mark in marks)


def _faded(act: Act, share: Fraction) -> Mark | None:
    return _moved(act.mark, act, share)


def _moved(mark: Mark, act: Act, share: Fraction) -> Mark:
    away = float(ONE - share)
    if not (act.dx or act.dy):
        return mark
    if isinstance(mark, Text):
        return replace(mark, x=mark.x + away * act.dx, baseline=mark.baseline + away * act.dy)
    if isinstance(mark, Path):
        points = tuple((x + away * act.dx, y + away * act.dy) for x, y in mark.points)
        return replace(mark, points=points)
    return replace(mark, x=mark.x + away * act.dx, y=mark.y + away * act.dy)


def _grown_right(act: Act, share: Fraction) -> Mark | None:
    mark = act.mark
    if not isinstance(mark, Rect):
        raise TypeError(mark)
    return replace(mark, width=mark.width * float(share), value=_counted(mark.value, share))


def _grown_up(act: Act, share: Fraction) -> Mark | None:
    mark = act.mark
    if not isinstance(mark, Rect):
        raise TypeError(mark)
    height = mark.height * float(share)
    return replace(mark, y=mark.y + mark.height - height, height=height, value=_counted(mark.value, share))


def _rolled(act: Act, share: Fraction) -> Mark | None:
    mark = act.mark
    if not isinstance(mark, Text) or mark.value is None:
        raise TypeError(mark)
    value = _counted(mark.value, share)
    if value is None:
        return None
    line = mark.line.replace(_shown_in(mark), said_as(value, mark.line))
    rolled = replace(mark, line=line, value=value)
    spare = mark.width - rolled.width
    shift = {"left": 0.0, "middle": spare / 2, "right": spare}[act.keeps]
    return _moved(replace(rolled, x=mark.x + shift), act, share)


def _swept(act: Act, share: Fraction) -> Mark | None:
    mark = act.mark
    if not isinstance(mark, Sector):
        raise TypeError(mark)
    reach = 360 * float(share)
    if mark.end <= reach:
        return mark
    return replace(mark, end=reach, value=None) if mark.start < reach else None


def _revealed(act: Act, share: Fraction) -> Mark | None:
    mark = act.mark
    if not isinstance(mark, Path | Icon):
        raise TypeError(mark)
    return replace(mark, shown=mark.shown * float(share))


_WAYS: dict[Way, Callable[[Act, Fraction], Mark | None]] = {
    "fade": _faded,
    "right": _grown_right,
    "up": _grown_up,
    "roll": _rolled,
    "sweep": _swept,
    "reveal": _revealed,
}


def _counted(value: Decimal | None, share: Fraction) -> Decimal | None:
    """That share of a value, with its places, never beyond it."""
    if value is None:
        return None
    part = Fraction(value) * share
    exact = Decimal(part.numerator) / Decimal(part.denominator)
    return exact.quantize(value, ROUND_DOWN)


def said_as(value: Decimal, like: str) -> str:
    """`value` as a figure, grouped if `like` is."""
    return figures((value, Decimal(10_000)))[0] if "," in like else figures((value,))[0]


def _shown_in(mark: Text) -> str:
    if mark.value is None:
        raise TypeError(mark)
    return said_as(mark.value, mark.line)
