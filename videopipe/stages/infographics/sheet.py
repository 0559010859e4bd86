"""A CSV with one table is one chart: rows that begin with # say what it is, then a header row, then the data.

Commas, semicolons or tabs; numbers as people write them. A fault names row and column as a spreadsheet counts them.
"""

import csv
import io
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import PurePath
from typing import Any, get_args

from pydantic import ValidationError

from videopipe.config.cities import City, find_city
from videopipe.config.document import words_of
from videopipe.config.highlight import ChartName, Highlight
from videopipe.model.errors import InputError
from videopipe.stages.infographics.faults import Fault, Place
from videopipe.stages.infographics.read import Setting
from videopipe.stages.infographics.story import Story, read_charts


class BadCell(InputError):
    """A cell that can't be used."""

    en = "{file}, row {row}, column {column}: {what_en}. {remedy_en}"
    zh = "{file} 第 {row} 行 {column} 列：{what_zh}。{remedy_zh}"


class EmptySheet(InputError):
    """A CSV without a table."""

    en = "{file}: there is no table: a header row and one row of data at least, in two columns"
    zh = "{file}：没有表格数据：至少需要一行表头、一行数据，共两列"


KEYS = {
    "编号": "id", "标题": "label", "title": "label", "图表": "chart", "时间": "period", "来源": "source", "口径": "basis",
    "说明": "note", "单位": "unit", "前缀": "prefix", "突出": "highlight", "总量": "whole", "图标": "icon", "每个": "each",
    "方向": "direction", "城市": "city", "系列": "series",
}  # fmt: skip
"""What a row that begins with # may say, besides the keys themselves."""
_OWN = ("id", "chart", "label", "period", "source", "basis", "note", "unit", "prefix", "highlight", "whole", "icon", "each", "direction", "city", "series")  # fmt: skip
CHARTS = {
    "数字": "counter", "柱形图": "bar", "条形图": "bar", "折线图": "line", "面积图": "area", "环形图": "ring", "图标": "icon",
    "时间轴": "timeline", "步骤": "steps", "对比": "comparison", "地图": "map",
}  # fmt: skip
DIRECTIONS = {"横向": "lying", "纵向": "standing"}

Cell = tuple[int, int]
"""Row and column, both from 1."""


@dataclass(frozen=True)
class _Row:
    number: int
    cells: tuple[str, ...]


@dataclass
class _Sheet:
    """What is said, and in which cell."""

    file: str
    said: dict[str, Any]
    cells: dict[Place, Cell]
    header: _Row

    def complain(self, _number: int, fault: Fault) -> BadCell:
        """The fault, at its cell or at the nearest one that leads to it."""
        return self.bad(fault.place, fault.words)

    def bad(self, place: Sequence[str | int], words: tuple[str, str, str, str]) -> BadCell:
        """An error at the cell of `place`."""
        lead = (tuple(place[:length]) for length in range(len(place), 0, -1))
        cell = next((self.cells[each] for each in lead if each in self.cells), (self.header.number, 1))
        return bad_cell(self.file, cell, words, self.header)


def bad_cell(file: str, cell: Cell, words: tuple[str, str, str, str], header: _Row | None = None) -> BadCell:
    """A BadCell with both languages filled in; the column is said by letter and, in the table, by its header."""
    row, column = cell
    name = header.cells[column - 1] if header and row > header.number and column <= len(header.cells) else ""
    what_en, what_zh, remedy_en, remedy_zh = words
    letter = chr(ord("A") + column - 1)
    return BadCell(
        file=file, row=row, column=f"{letter} ({name})" if name else letter,
        what_en=what_en, what_zh=what_zh, remedy_en=remedy_en, remedy_zh=remedy_zh,
    )  # fmt: skip


def parse_sheet(text: str, file: str) -> Story:
    """The one chart of a table. Raises EmptySheet or BadCell."""
    rows = _rows(text)
    told = [row for row in rows if row.cells[0].startswith(("#", "＃"))]
    table = [row for row in rows if row not in told]
    if len(table) < 2 or len(table[0].cells) < 2:
        raise EmptySheet(file=file)
    sheet = _Sheet(file, {}, {}, table[0])
    city = _read_told(sheet, told)
    _read_table(sheet, table)
    charts = read_charts([_validated(sheet)], Setting(city), sheet.complain)
    return Story(sheet.said["label"], "", city.zh_full if city else "", charts)


def _rows(text: str) -> list[_Row]:
    """Rows that say something, numbered as in the file, without empty cells at their end."""
    first = next((line for line in text.split("\n") if line and line[0] not in "#＃"), "")
    delimiter = max(",;\t", key=first.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    rows = []
    for cells in reader:
        while cells and not cells[-1].strip():
            cells.pop()
        if cells:
            rows.append(_Row(reader.line_num, tuple(cell.strip() for cell in cells)))
    return rows


def _read_told(sheet: _Sheet, rows: Sequence[_Row]) -> City | None:
    city = None
    for row in rows:
        key, value, column = _told(row)
        name = KEYS.get(key, key)
        if name not in _OWN:
            known = "、".join(KEYS)
            words = (f"“{key}” is unknown", f"未知的项目“{key}”", f"Known: {known}", f"可用：{known}")
            raise bad_cell(sheet.file, (row.number, 1), words)
        sheet.cells[(name,)] = (row.number, column)
        if name == "city":
            city = _city(sheet, value, sheet.cells[(name,)])
        else:
            sheet.said[name] = _value(name, value)
    return city


def _told(row: _Row) -> tuple[str, str, int]:
    """(key, value, column of the value) of `# key: value` or `# key`, `value`."""
    key, mark, value = row.cells[0].lstrip("#＃ ").replace("：", ":").partition(":")
    rest = row.cells[1] if len(row.cells) > 1 else ""
    return key.strip().lower(), value.strip() or rest, 1 if mark and value.strip() else 2


def _value(name: str, value: str) -> object:
    if name == "series":
        return [each for each in re.split(r"[、,，;；]", value) if each]
    return {"chart": CHARTS, "direction": DIRECTIONS}.get(name, {}).get(value, value)


def _city(sheet: _Sheet, name: str, cell: Cell) -> City:
    city = find_city(name)
    if city is None:
        words = (f"“{name}” is none of the nine cities", f"“{name}”不是九市之一", "Correct it", "请更正")
        raise bad_cell(sheet.file, cell, words)
    return city


def _read_table(sheet: _Sheet, table: Sequence[_Row]) -> None:
    header, rows = table[0], table[1:]
    said = sheet.said
    said.setdefault("chart", "bar" if len(rows) > 1 else "counter")
    said.setdefault("id", re.sub(r"[^A-Za-z0-9._-]", "", PurePath(sheet.file).stem).lstrip("._-") or "chart")
    names = [_without_unit(cell) for cell in header.cells]
    said.setdefault("unit", next((unit for _, unit in names[1:] if unit), ""))
    if "label" not in said:
        said["label"] = rows[0].cells[0] if said["chart"] in _ALONE else names[1][0]
    if said["chart"] in _TEXTS:
        _read_texts(sheet, rows)
    elif said["chart"] in _ALONE and len(rows) == 1:
        said["value"] = rows[0].cells[1] if len(rows[0].cells) > 1 else ""
        sheet.cells["value",] = (rows[0].number, 2)
    else:
        _read_items(sheet, rows, [name for name, _ in names[1:]])


_ALONE = ("counter", "icon")
_TEXTS = {"timeline": ("milestones", "when", "what"), "steps": ("steps", "title", "text")}


def _without_unit(cell: str) -> tuple[str, str]:
    """地区生产总值（亿元） → (地区生产总值, 亿元)."""
    found = re.fullmatch(r"(.*?)\s*[（(\[]([^（()）\[\]]+)[)）\]]", cell)
    return (found[1], found[2]) if found else (cell, "")


def _read_texts(sheet: _Sheet, rows: Sequence[_Row]) -> None:
    key, first, second = _TEXTS[sheet.said["chart"]]
    sheet.said[key] = []
    for index, row in enumerate(rows):
        sheet.said[key].append({first: row.cells[0], second: row.cells[1] if len(row.cells) > 1 else ""})
        sheet.cells |= {(key, index): (row.number, 1), (key, index, second): (row.number, 2)}


def _read_items(sheet: _Sheet, rows: Sequence[_Row], names: Sequence[str]) -> None:
    if len(names) > 1:
        sheet.said.setdefault("series", names)
    items = sheet.said["items"] = []
    for index, row in enumerate(rows):
        cells = (*row.cells[1:], *[""] * (len(names) + 1 - len(row.cells)))
        values: dict[str, Any] = {"value": cells[0]} if len(names) == 1 else {"values": cells}
        items.append({"label": row.cells[0], **values})
        sheet.cells |= {("items", index): (row.number, 1), ("items", index, "value"): (row.number, 2)}
        sheet.cells |= {("items", index, "values", n): (row.number, n + 2) for n in range(len(cells))}


def _validated(sheet: _Sheet) -> Highlight:
    try:
        return Highlight.model_validate(sheet.said)
    except ValidationError as error:
        fault: Mapping[str, Any] = error.errors(include_url=False)[0]
        raise sheet.bad(fault["loc"], _words(fault)) from None


def _words(fault: Mapping[str, Any]) -> tuple[str, str, str, str]:
    if fault["loc"] == ("chart",):
        known = "、".join(CHARTS)
        names = ", ".join(get_args(ChartName))
        return (f"no chart is called “{fault['input']}”", f"没有“{fault['input']}”这种图表", f"Known: {names}", f"可用：{known}")  # fmt: skip
    return words_of(fault)
