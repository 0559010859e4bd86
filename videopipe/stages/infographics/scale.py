"""An honest axis: round steps, from zero wherever the data are not all far above it."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal

FAR_ABOVE = Decimal("0.6")
"""A least value above this share of the greatest lets the axis begin elsewhere; its ticks say where."""
INTERVALS = 4
STEPS = (Decimal(1), Decimal(2), Decimal("2.5"), Decimal(5), Decimal(10))


@dataclass(frozen=True)
class Scale:
    """Ticks from the lowest to the highest, all data between them."""

    ticks: tuple[Decimal, ...]

    def share(self, value: Decimal) -> float:
        """0 at the lowest tick, 1 at the highest."""
        return float((value - self.ticks[0]) / (self.ticks[-1] - self.ticks[0]))


def decide_scale(values: Sequence[Decimal], *, from_zero: bool) -> Scale:
    """About four intervals of 1, 2, 2.5 or 5 with some power of ten."""
    low, high = min(values), max(values)
    if from_zero or 0 <= low < FAR_ABOVE * high:
        low = min(low, Decimal(0))
    if high <= 0 < -low and (from_zero or -high < FAR_ABOVE * -low):
        high = Decimal(0)
    if low == high:
        low, high = (low, low + 1) if low == 0 else sorted((low * Decimal("0.9"), high * Decimal("1.1")))
    step = _step((high - low) / INTERVALS)
    first = (low / step).to_integral_value(ROUND_FLOOR)
    last = (high / step).to_integral_value(ROUND_CEILING)
    return Scale(tuple(step * turn for turn in range(int(first), int(last) + 1)))


def _step(about: Decimal) -> Decimal:
    """The least round number not below `about`."""
    power = Decimal(1).scaleb(about.adjusted())
    return next(step * power for step in STEPS if step * power >= about)
