"""A text in lines: the cheapest breaks, lines alike in width. Widths come from a function, so it knows no fonts."""

import re
from collections.abc import Callable, Sequence
from functools import cache, lru_cache
from itertools import pairwise
from unicodedata import category, east_asian_width

from videopipe.text.breaks import (
    FORBIDDEN,
    HAN,
    IN_TITLE,
    INSIDE_UNIT,
    INSIDE_WORD,
    PAUSES,
    break_costs,
    latin_costs,
)
from videopipe.text.words import cutter

Measure = Callable[[str], float]
"""Width of a line, in any unit."""
SetLine = Callable[[int, int], tuple[str, float]]
"""What a line shows of a stretch of the text, and how wide that is, in full-width characters."""

NOTHING_TORN = IN_TITLE
"""A break may cost less than that."""
TEARING = (NOTHING_TORN, INSIDE_WORD, INSIDE_UNIT)
"""If need be a title is torn between its words; then a word."""
TEARING_ALL = (*TEARING, FORBIDDEN, FORBIDDEN + 1)
"""Then figures, Latin words, and at last anything."""

_TOP_HEAVY, _BOTTOM_HEAVY = 1.5, 1.0
"""Cost of each character by which the upper line is longer, or shorter, than the lower."""
_STUB, _STUB_ITEM, _STUB_WIDTH = 60, 4, 3
"""Cost of a line of one or two characters, or of so few between a clause's end and the line's; of a list's item."""
_CLAUSES = re.compile(r"[，。；\s]+")
_IDEOGRAPH = re.compile(f"[{HAN}]")


def wrap(
    text: str,
    measure: Measure,
    width: float,
    lines: int,
    *,
    names: Sequence[str] = (),
    tearing: Sequence[int] = TEARING,
) -> tuple[str, ...] | None:
    """`text` in exactly `lines` lines no wider than `width`, as even as words allow; None if it can't be.

    `names` are words; `tearing`: what a break may cost, in the order in which one tries.
    """
    em = measure("国")

    @cache
    def set_line(start: int, end: int) -> tuple[str, float]:
        line = text[start:end].strip()
        return line, measure(line) / em

    latin = not _IDEOGRAPH.search(text)
    costs = _costs(text, tuple(names))
    for ceiling in tearing:
        allowed = places(costs, ceiling)
        found = best_lines(text, costs, allowed, lines, set_line, width / em, latin=latin)
        if found is not None:
            return tuple(set_line(i, j)[0] for i, j in pairwise(found[1]))
    return None


def places(costs: Sequence[int], ceiling: int) -> tuple[int, ...]:
    """Where a text may be broken for less than `ceiling`, and its two ends."""
    return (0, *(p for p in range(1, len(costs)) if costs[p] < ceiling), len(costs))


def best_lines(
    text: str,
    costs: Sequence[int],
    allowed: Sequence[int],
    count: int,
    set_line: SetLine,
    width: float,
    *,
    latin: bool = False,
) -> tuple[float, tuple[int, ...]] | None:
    """Cost and edges of the best way to set `text` from the first of `allowed` to the last in `count` lines.

    Dynamic programming over the last line so far, as the shape of lines is judged in pairs.
    """

    def may_follow(end: int, lines: int) -> bool:
        """Whether the rest may fit so many lines; each may lose a space."""
        return end == allowed[-1] or set_line(end, allowed[-1])[1] <= lines * (width + 1)

    ways: dict[tuple[int, int], tuple[float, tuple[int, ...]]] = {}
    for end in allowed[1:] if count > 1 else allowed[-1:]:
        if 0 < set_line(allowed[0], end)[1] <= width and may_follow(end, count - 1):
            ways[allowed[0], end] = 0.0, (allowed[0], end)
    for left in range(count - 2, -1, -1):
        longer: dict[tuple[int, int], tuple[float, tuple[int, ...]]] = {}
        for (start, at), (cost, edges) in ways.items():
            for end in (p for p in (allowed if left else allowed[-1:]) if p > at):
                wide = set_line(at, end)[1]
                if wide > width:
                    break
                if not wide or not may_follow(end, left):
                    continue
                total = cost + costs[at] + _imbalance(set_line(start, at)[1], wide)
                total += 0 if latin else stubs(text[start:at], text[at:end])
                if (at, end) not in longer or total < longer[at, end][0]:
                    longer[at, end] = total, (*edges, end)
        ways = longer
    found = [way for (_, end), way in ways.items() if end == allowed[-1]]
    return min(found, key=lambda way: way[0], default=None)


@lru_cache(4096)
def display_width(text: str) -> float:
    """Width in full-width characters; a narrow one is half, an accent nothing.

    “ ” … · count as full: Chinese fonts draw what Unicode calls ambiguous at full width.
    """
    return sum(1.0 if east_asian_width(c) in "WFA" else 0.5 for c in text if category(c) != "Mn")


def stubs(upper: str, lower: str) -> float:
    """Cost of one or two characters left alone: as a line, between a clause's end and a break, or as an item of a list."""
    cost = 0.0
    for clause, item in (
        (_CLAUSES.split(upper.rstrip(PAUSES + " "))[-1], upper.rstrip("、").rpartition("、")[2]),
        (_CLAUSES.split(lower)[0], lower.partition("、")[0]),
    ):
        if display_width(clause) < _STUB_WIDTH:
            cost += _STUB
        elif display_width(item) < _STUB_WIDTH:
            torn_off = display_width(item) < 2 and upper[-1] not in PAUSES
            cost += _STUB if torn_off else _STUB_ITEM
    return cost


def _imbalance(upper: float, lower: float) -> float:
    """Lines should be alike, the lower rather the longer (SUB-12)."""
    return (upper - lower) * _TOP_HEAVY if upper > lower else (lower - upper) * _BOTTOM_HEAVY


@lru_cache(256)
def _costs(text: str, names: tuple[str, ...]) -> list[int]:
    return break_costs(text, cutter([text], names)) if _IDEOGRAPH.search(text) else latin_costs(text)
