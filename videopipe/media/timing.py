"""Constant or variable rate, decided by every picture's time. Pure."""

from collections import Counter
from collections.abc import Sequence
from fractions import Fraction
from itertools import pairwise

from videopipe.model.media import Timing

BROADCAST = tuple(
    Fraction(rate)
    for rate in ("24000/1001", "24", "25", "30000/1001", "30", "48", "50", "60000/1001", "60", "100", "120")
)
"""Rates that a measured one is taken for if the clock's rounding allows it."""
ROUNDING_TICKS = 1
"""A time is off its grid by the rounding of the file's clock at most: 1 ms in Matroska, 1/90000 s in TS."""


def read_timing(stamps: Sequence[int], base: Fraction) -> Timing:
    """How the pictures at `stamps` (ticks of `base` seconds, any order) follow each other.

    Constant means: each lies within one tick of a grid through the first and the last, and no place of the grid is empty.
    """
    times = sorted(set(stamps))
    repeated = len(stamps) - len(times)
    steps = [after - before for before, after in pairwise(times)]
    if not steps:
        zero = Fraction(0)
        return Timing(True, zero, zero, zero, zero, 0, 0, repeated)
    common = Counter(steps).most_common(1)[0][0]
    period = _period(steps, common)
    off = sum(abs(step - common) > ROUNDING_TICKS for step in steps)
    return Timing(
        constant=off == 0 and repeated == 0 and _on_grid(times, period),
        fps=_known(period, base, len(steps)),
        shortest=min(steps) * base,
        longest=max(steps) * base,
        common=common * base,
        irregular=off,
        intervals=len(steps),
        repeated=repeated,
    )


def _period(steps: Sequence[int], common: int) -> Fraction:
    """Ticks between pictures: the mean of the steps that are the most common one but for rounding."""
    near = [step for step in steps if abs(step - common) <= ROUNDING_TICKS]
    return Fraction(sum(near), len(near))


def _on_grid(times: Sequence[int], period: Fraction) -> bool:
    # In whole numbers: two hours have 360,000 pictures.
    first, ticks, parts = times[0], period.numerator, period.denominator
    return all(
        abs((time - first) * parts - n * ticks) <= ROUNDING_TICKS * parts for n, time in enumerate(times)
    )


def _known(period: Fraction, base: Fraction, steps: int) -> Fraction:
    """The broadcast rate that the period can't be told from, else the period's own."""
    # The last time may be off by a tick, spread over all steps. A clock whose ticks are as long as pictures is exact.
    slack = min(Fraction(ROUNDING_TICKS, steps), period / 500) * base
    nearest = min(BROADCAST, key=lambda rate: abs(1 / rate - period * base))
    if abs(1 / nearest - period * base) <= slack:
        return nearest
    fps = 1 / (period * base)
    return fps if period.denominator == 1 else fps.limit_denominator(1001)
