"""Figures of one chart as they stand on it; a per cent sign goes with each, other units stand in the head."""

from collections.abc import Sequence
from decimal import Decimal

from videopipe.model.numbers import figures

SIGNS = frozenset({"%", "‰"})


def say_all(values: Sequence[Decimal], unit: str, prefix: str = "") -> tuple[str, ...]:
    """约4.2%, 约22,859.35."""
    sign = unit if unit in SIGNS else ""
    return tuple(f"{prefix}{said}{sign}" for said in figures(values))


def unit_above(unit: str) -> str:
    """The unit that the head names; none where each figure has it."""
    return "" if unit in SIGNS else unit
