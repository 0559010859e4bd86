"""What is wrong with data: where, what, and what to do. Who read the file knows the line, or the row and column."""

from collections.abc import Sequence
from decimal import Decimal

from videopipe.config.highlight import Highlight
from videopipe.model.numbers import figure

Place = tuple[str | int, ...]
"""Keys that lead to a value of a highlight."""

MOST = {"bar": 12, "line": 24, "area": 24, "ring": 5, "map": 9, "timeline": 6, "steps": 5, "points": 5}
"""What can be told apart, and read in ten seconds."""


class Fault(Exception):
    """Data that can't be drawn honestly: where, what, and what to do, in English and Chinese."""

    def __init__(self, place: Place, en: str, zh: str, remedy_en: str, remedy_zh: str) -> None:
        super().__init__(place, en, zh, remedy_en, remedy_zh)
        self.place = place
        self.words = (en, zh, remedy_en, remedy_zh)


def too_long(place: Place, text: str, most: int) -> Fault:
    """The fault of a text that no layout holds."""
    return Fault(
        place, f"“{text}” has {len(text)} characters; {most} fit", f"“{text}”有 {len(text)} 字，最多 {most} 字",
        "Shorten it", "请缩短",
    )  # fmt: skip


def check_count(kind: str, key: str, count: int) -> None:
    """Raises Fault for more than can be told apart."""
    most = MOST.get(kind, MOST.get(key, 0))
    if most and count > most:
        raise Fault(
            (key, most), f"{count} are too many for this chart: {most} can be told apart",
            f"共 {count} 项，该图表最多显示 {most} 项",
            "Keep the most important ones, or add the rest up", "请保留主要项目，或将其余合并",
        )  # fmt: skip


def refuse_negative(cells: Sequence[Place], values: Sequence[Decimal], why: tuple[str, str]) -> None:
    """Raises Fault for a number below zero; `why` it can't be, in English and Chinese."""
    for place, value in zip(cells, values, strict=True):
        if value < 0:
            raise Fault(
                place, f"{figure(value)}: {why[0]}", f"{figure(value)}：{why[1]}",
                "Correct the number, or use another chart", "请更正数字，或改用其他图表",
            )  # fmt: skip


def refuse_nothing(said: Highlight, values: Sequence[Decimal]) -> None:
    """Raises Fault where all numbers are zero."""
    if not any(values):
        raise Fault(
            ("items",) if said.items else ("value",), "all numbers are 0: there is nothing to draw",
            "数值全部为 0，无法作图", "Use a counter", "请改用 counter",
        )  # fmt: skip
