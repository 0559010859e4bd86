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
COARSE_TICKS = 5
"""Pictures that are fewer ticks apart than that have a clock of their own, which doesn't round: 1/25 s in AVI, DV, MXF."""


def read_timing(stamps: Sequence[int], base: Fraction) -> Timing:
    """How the pictures at `stamps` (ticks of `base` seconds, any order) follow each other.

    Constant means: each lies within one tick of a grid from the first on, and no place of the grid is empty. A tick is
    the rounding of the file's clock: 1 ms in Matroska, 1/90000 s in TS.
    """
    times = sorted(set(stamps))
    repeated = len(stamps) - len(times)
    steps = [after - before for before, after in pairwise(times)]
    if not steps:
        zero = Fraction(0)
        return Timing(True, zero, zero, zero, zero, 0, 0, repeated)
    common = Counter(steps).most_common(1)[0][0]
    slack = 1 if common >= COARSE_TICKS else 0
    near = [step for step in steps if abs(step - common) <= slack]
    period = Fraction(sum(near), len(near))
    off = len(steps) - len(near)
    return Timing(
        constant=off == 0 and repeated == 0 and _on_grid(times, period, slack),
        fps=_known(period, base, len(steps)),
        shortest=min(steps) * base,
        longest=max(steps) * base,
        common=common * base,
        irregular=off,
        intervals=len(steps),
        repeated=repeated,
    )


def _on_grid(times: Sequence[int], period: Fraction, slack: int) -> bool:
    # In whole numbers: two hours have 360,000 pictures.
    first, ticks, parts = times[0], period.numerator, period.denominator
    return all(abs((time - first) * parts - n * ticks) <= slack * parts for n, time in enumerate(times))


def _known(period: Fraction, base: Fraction, steps: int) -> Fraction:
    """The broadcast rate that the period can't be told from, else the period's own."""
    # The last time may be off by a tick, spread over all steps. A clock whose ticks are as long as pictures is exact.
    slack = min(Fraction(1, steps), period / 500) * base
    nearest = min(BROADCAST, key=lambda rate: abs(1 / rate - period * base))
    if abs(1 / nearest - period * base) <= slack:
        return nearest
    fps = 1 / (period * base)
    return fps if period.denominator == 1 else fps.limit_denominator(1001)
