"""The numbers of a chart: all there, in one unit, each with its label."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from videopipe.config.highlight import Highlight, Row
from videopipe.model.infographics import Amount
from videopipe.model.numbers import Written, in_unit, shortened
from videopipe.stages.infographics.faults import Fault, Place, check_count


@dataclass(frozen=True)
class Numbers:
    """All numbers of a chart in one unit."""

    values: tuple[Decimal, ...]
    unit: str
    prefix: str


def numbers_of(said: Highlight, cells: Sequence[tuple[Place, Written | None]]) -> Numbers:
    """The cells in the chart's unit: the one it names, else the one that stands in the cells. Raises Fault."""
    for place, cell in cells:
        if cell is None:
            raise Fault(
                place, "the number is missing", "缺少数字", "Write it, or leave the row out", "请补上，或删去该行"
            )  # fmt: skip
    present = [(place, cell) for place, cell in cells if cell is not None]
    unit = said.unit or next((cell.unit for _, cell in present if cell.unit), "")
    values = [number_in_unit(place, cell, unit) for place, cell in present]
    short, unit = shortened(values, unit)
    return Numbers(short, unit, _prefix(said, present))


def number_in_unit(place: Place, cell: Written, unit: str) -> Decimal:
    """The cell's number in that unit. Raises Fault."""
    try:
        return in_unit(cell, unit)
    except ValueError as error:
        en, _, zh = str(error).partition(" ｜ ")
        raise Fault(
            place, en, zh, "All numbers of a chart share one unit", "同一图表的数字须用同一单位"
        ) from None


def _prefix(said: Highlight, cells: Sequence[tuple[Place, Written]]) -> str:
    found = {cell.prefix for _, cell in cells}
    if said.prefix or found == {""}:
        return said.prefix
    if len(found) > 1:
        place, cell = next((place, cell) for place, cell in cells if cell.prefix)
        raise Fault(
            place, f"only some numbers say “{cell.prefix}”", f"只有部分数字带“{cell.prefix}”",
            "Write `prefix:` for all of them, or tell it in `note:`", "请统一写在 prefix:，或在 note: 中说明",
        )  # fmt: skip
    return found.pop()


def amount_of(said: Highlight) -> Amount:
    """The one number of a highlight. Raises Fault."""
    numbers = numbers_of(said, [(("value",) if said.value else ("label",), said.value)])
    return Amount(numbers.values[0], numbers.unit, numbers.prefix)


def table_of(said: Highlight, least: int = 2) -> tuple[tuple[str, ...], Numbers]:
    """Labels and the numbers beside them. Raises Fault."""
    check_rows(said, least)
    cells = [(("items", index, "value"), row.value) for index, row in enumerate(said.items)]
    return tuple(row.label for row in said.items), numbers_of(said, cells)


def check_rows(said: Highlight, least: int) -> None:
    """Raises Fault for too few or too many rows, or two of one label."""
    if len(said.items) < least:
        raise Fault(
            ("items",) if said.items else ("chart",), f"this chart needs {least} rows at least",
            f"该图表至少需要 {least} 行数据", "Add `items:`", "请补充 items:",
        )  # fmt: skip
    check_count(said.chart, "items", len(said.items))
    seen: set[str] = set()
    for index, row in enumerate(said.items):
        if row.label in seen:
            raise Fault(
                ("items", index, "label"), f"“{row.label}” is there twice", f"“{row.label}”重复",
                "Give each row its own label", "请使用不同的名称",
            )  # fmt: skip
        seen.add(row.label)


def series_of(said: Highlight) -> tuple[tuple[str, ...], list[list[Place]], Numbers]:
    """(names of the series, places of the numbers row by row, the numbers row by row). Raises Fault."""
    check_rows(said, 2)
    width = len(said.series) or 1
    rows = [_cells(index, row, width) for index, row in enumerate(said.items)]
    numbers = numbers_of(said, [cell for row in rows for cell in row])
    return said.series or ("",), [[place for place, _ in row] for row in rows], numbers


def _cells(index: int, row: Row, width: int) -> list[tuple[Place, Written | None]]:
    if width == 1 and not row.values:
        return [(("items", index, "value"), row.value)]
    if len(row.values) != width:
        raise Fault(
            ("items", index, "values"), f"{width} numbers are needed here, one for each of `series`",
            f"此处需要 {width} 个数字，与 series 一一对应", "Write `values: [1, 2]`", "请写成 values: [1, 2]",
        )  # fmt: skip
    return [(("items", index, "values", n), value) for n, value in enumerate(row.values)]
