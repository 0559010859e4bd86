"""Highlights to charts: which form a chart has, and what is wrong with its data. Pure; draws nothing.

A fault names its place within the highlight; who read the file knows the line, or the row and column.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from videopipe.config.cities import CITIES, City, find_city
from videopipe.config.highlight import Highlight, IconName, Row, is_sample
from videopipe.model.infographics import (
    Amount,
    Bars,
    Chart,
    CityMap,
    Comparison,
    Counter,
    Head,
    Icons,
    Item,
    Line,
    Milestone,
    Points,
    Quote,
    Ring,
    Step,
    Steps,
    Timeline,
)
from videopipe.model.numbers import Written, figure, in_unit, places, shortened, split_unit

Place = tuple[str | int, ...]

MOST = {"bar": 12, "line": 24, "area": 24, "ring": 6, "map": 9, "milestones": 6, "steps": 5, "points": 5}
"""What can be told apart, and read in ten seconds."""
LONGEST_LABEL = 20
LONGEST_TITLE = 40
LONGEST_UNIT = 8
MOST_ICONS = 20

BASIS_SOURCES = {"public": "公开统计数据", "approx": "公开报道（约数）"}
"""What stands for the source where only the basis is given."""


class Fault(Exception):
    """Data that can't be drawn honestly: where, what, and what to do, in English and Chinese."""

    def __init__(self, place: Place, en: str, zh: str, remedy_en: str, remedy_zh: str) -> None:
        super().__init__(place, en, zh, remedy_en, remedy_zh)
        self.place = place
        self.words = (en, zh, remedy_en, remedy_zh)


@dataclass(frozen=True)
class Setting:
    """What holds for all highlights of a file unless they say otherwise."""

    city: City | None = None
    source: str = ""
    basis: str = ""


def chart_of(said: Highlight, setting: Setting) -> Chart:
    """The chart that a highlight asks for, in the form that its data have. Raises Fault.

    One number alone is no series: `bar`, `line` and `area` without items become a counter, and so does a ring
    that isn't a share.
    """
    _check_texts(said)
    chart = _FORMS[said.chart](said, setting)
    if isinstance(chart, _FIGURES):
        _check_told(chart)
    return chart


def _head(said: Highlight, setting: Setting) -> Head:
    basis = said.basis or setting.basis
    source = said.source or setting.source or BASIS_SOURCES.get(basis, "")
    if not source and basis:
        source = "示例数据" if is_sample(basis) else basis
    return Head(said.id, said.label, said.period, source, said.note, is_sample(basis))


def _check_told(chart: Chart) -> None:
    """Figures have a source and a time they hold for."""
    if not chart.head.source:
        raise Fault(
            ("label",), "figures need a source", "数字须注明来源",
            "Write `source:` (who published it), or `basis: 示例数据` if it is made up",
            "请写明 source:（发布单位）；演示用数据请写 basis: 示例数据",
        )  # fmt: skip
    labels = chart.labels if isinstance(chart, Bars) else ()
    if isinstance(chart, Line):
        labels = tuple(point.label for point in chart.points)
    if not chart.head.period and not (labels and all(map(is_time, labels))):
        raise Fault(
            ("label",), "figures need the time they hold for", "数字须注明统计时间",
            "Write `period: 2018年`", "请写明 period: 2018年",
        )  # fmt: skip


_FIGURES = (Counter, Bars, Line, Ring, Icons, Comparison, CityMap)


def is_time(label: str) -> bool:
    """2018, 2018年, 2018年末, 2018-05, 3月, 一季度."""
    return (
        re.fullmatch(r"(19|20)\d\d(年.{0,6}|[-./]\d{1,2}|Q[1-4])?|\d{1,2}月|[一二三四]季度", label)
        is not None
    )


def _check_texts(said: Highlight) -> None:
    if len(said.label) > LONGEST_TITLE:
        raise _too_long(("label",), said.label, LONGEST_TITLE)
    if len(said.unit) > LONGEST_UNIT:
        raise _too_long(("unit",), said.unit, LONGEST_UNIT)
    for index, row in enumerate(said.items):
        if len(row.label) > LONGEST_LABEL:
            raise _too_long(("items", index, "label"), row.label, LONGEST_LABEL)


def _too_long(place: Place, text: str, most: int) -> Fault:
    return Fault(
        place, f"“{text}” has {len(text)} characters; {most} fit", f"“{text}”有 {len(text)} 字，最多 {most} 字",
        "Shorten it", "请缩短",
    )  # fmt: skip


# Numbers of a chart


@dataclass(frozen=True)
class _Numbers:
    """All numbers of a chart in one unit."""

    values: tuple[Decimal, ...]
    unit: str
    prefix: str


def _numbers(said: Highlight, cells: Sequence[tuple[Place, Written | None]]) -> _Numbers:
    """The cells in the chart's unit: the one it names, else the one that stands in the cells. Raises Fault."""
    for place, cell in cells:
        if cell is None:
            raise Fault(
                place, "the number is missing", "缺少数字", "Write it, or leave the row out", "请补上，或删去该行"
            )  # fmt: skip
    present = [(place, cell) for place, cell in cells if cell is not None]
    unit = said.unit or next((cell.unit for _, cell in present if cell.unit), "")
    values = [_in_unit(place, cell, unit) for place, cell in present]
    short, unit = shortened(values, unit)
    return _Numbers(short, unit, _prefix(said, present))


def _in_unit(place: Place, cell: Written, unit: str) -> Decimal:
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


def _amount(said: Highlight) -> Amount:
    numbers = _numbers(said, [(("value",) if said.value else ("label",), said.value)])
    return Amount(numbers.values[0], numbers.unit, numbers.prefix)


def _table(said: Highlight, least: int = 2) -> tuple[tuple[str, ...], _Numbers]:
    """Labels and the numbers beside them."""
    _check_rows(said, least)
    cells = [(("items", index, "value"), row.value) for index, row in enumerate(said.items)]
    return tuple(row.label for row in said.items), _numbers(said, cells)


def _check_rows(said: Highlight, least: int) -> None:
    if len(said.items) < least:
        raise Fault(
            ("items",) if said.items else ("chart",), f"this chart needs {least} rows at least",
            f"该图表至少需要 {least} 行数据", "Add `items:`", "请补充 items:",
        )  # fmt: skip
    _check_count(said.chart, "items", len(said.items))
    seen: set[str] = set()
    for index, row in enumerate(said.items):
        if row.label in seen:
            raise Fault(
                ("items", index, "label"), f"“{row.label}” is there twice", f"“{row.label}”重复",
                "Give each row its own label", "请使用不同的名称",
            )  # fmt: skip
        seen.add(row.label)


def _check_count(kind: str, key: str, count: int) -> None:
    most = MOST.get(kind, MOST.get(key, 0))
    if most and count > most:
        raise Fault(
            (key, most), f"{count} are too many for this chart: {most} can be told apart",
            f"共 {count} 项，该图表最多显示 {most} 项",
            "Keep the most important ones, or add the rest up", "请保留主要项目，或将其余合并",
        )  # fmt: skip


def _refuse_negative(places_: Sequence[Place], values: Sequence[Decimal], why: tuple[str, str]) -> None:
    for place, value in zip(places_, values, strict=True):
        if value < 0:
            raise Fault(
                place, f"{figure(value)}: {why[0]}", f"{figure(value)}：{why[1]}",
                "Correct the number, or use another chart", "请更正数字，或改用其他图表",
            )  # fmt: skip


def _refuse_nothing(said: Highlight, values: Sequence[Decimal]) -> None:
    if not any(values):
        raise Fault(
            ("items",) if said.items else ("value",), "all numbers are 0: there is nothing to draw",
            "数值全部为 0，无法作图", "Use a counter", "请改用 counter",
        )  # fmt: skip


# The forms


def _counter(said: Highlight, setting: Setting) -> Chart:
    return Counter(_head(said, setting), _amount(said))


def _bars(said: Highlight, setting: Setting) -> Chart:
    if not said.items:
        return _counter(said, setting)
    names, rows, numbers = _series(said)
    cells = [place for row in rows for place in row]
    _refuse_negative(cells, numbers.values, ("bars begin at zero", "柱形从零开始，不能为负"))
    _refuse_nothing(said, numbers.values)
    width, labels = len(names), tuple(row.label for row in said.items)
    series = tuple((name, numbers.values[n::width]) for n, name in enumerate(names))
    lying = said.direction == "lying" or (said.direction == "auto" and not all(map(is_time, labels)))
    lit = _highlighted(said, labels, setting)
    return Bars(_head(said, setting), numbers.unit, labels, series, lying, lit, numbers.prefix)


def _series(said: Highlight) -> tuple[tuple[str, ...], list[list[Place]], _Numbers]:
    """(names of the series, places of the numbers row by row, the numbers row by row)."""
    _check_rows(said, 2)
    width = len(said.series) or 1
    rows = [_cells(index, row, width) for index, row in enumerate(said.items)]
    numbers = _numbers(said, [cell for row in rows for cell in row])
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


def _highlighted(said: Highlight, labels: Sequence[str], setting: Setting) -> int | None:
    """The row that the highlight names; else its city; else the last of a series of years."""
    if said.highlight:
        if said.highlight not in labels:
            raise Fault(
                ("highlight",), f"no row is called “{said.highlight}”", f"没有名为“{said.highlight}”的行",
                f"Known: {', '.join(labels)}", f"可用：{'、'.join(labels)}",
            )  # fmt: skip
        return labels.index(said.highlight)
    names = (setting.city.zh, setting.city.zh_full) if setting.city else ()
    ours = next((n for n, label in enumerate(labels) if label in names), None)
    return len(labels) - 1 if ours is None and all(map(is_time, labels)) else ours


def _line(said: Highlight, setting: Setting) -> Chart:
    if not said.items:
        return _counter(said, setting)
    labels, numbers = _table(said)
    filled = said.chart == "area"
    if filled:
        cells: list[Place] = [("items", n, "value") for n in range(len(labels))]
        _refuse_negative(cells, numbers.values, ("an area begins at zero", "面积图从零开始，不能为负"))
        _refuse_nothing(said, numbers.values)
    points = tuple(map(Item, labels, numbers.values))
    return Line(_head(said, setting), numbers.unit, points, filled, numbers.prefix)


def _ring(said: Highlight, setting: Setting) -> Chart:
    if said.items:
        labels, numbers = _table(said, least=1)
        cells: list[Place] = [("items", n, "value") for n in range(len(labels))]
    else:
        alone = _amount(said)
        if alone.unit != "%" and said.whole is None:
            return Counter(_head(said, setting), alone)
        labels, numbers = (said.label,), _Numbers((alone.value,), alone.unit, alone.prefix)
        cells = [("value",)]
    _refuse_negative(cells, numbers.values, ("a share can't be negative", "份额不能为负"))
    _refuse_nothing(said, numbers.values)
    whole = _whole(said, numbers)
    return Ring(
        _head(said, setting), numbers.unit, tuple(map(Item, labels, numbers.values)), whole, numbers.prefix
    )


def _whole(said: Highlight, numbers: _Numbers) -> Decimal:
    """What the full ring is. Percentages of several parts make 100, as far as their rounding goes."""
    total = sum(numbers.values, Decimal(0))
    slack = sum((Decimal(5).scaleb(-places(value) - 1) for value in numbers.values), Decimal(0))
    if said.whole is not None:
        whole = _in_unit(("whole",), said.whole, numbers.unit)
    elif numbers.unit != "%":
        return total
    else:
        whole = Decimal(100)
        if len(numbers.values) > 1 and total < whole - slack:
            raise _not_whole(total, whole, "less", "不足")
    if total > whole + slack:
        raise _not_whole(total, whole, "more", "超过")
    # Rounded parts may miss the whole by less than their rounding: then there is no rest.
    return total if len(numbers.values) > 1 and abs(total - whole) <= slack else max(whole, total)


def _not_whole(total: Decimal, whole: Decimal, en: str, zh: str) -> Fault:
    return Fault(
        ("items",), f"the parts make {figure(total)}, {en} than {figure(whole)}",
        f"各部分合计 {figure(total)}，{zh} {figure(whole)}",
        "Correct them; where a rest belongs to nobody, write `whole: 100`", "请更正；若有未列出的部分，请写 whole: 100",
    )  # fmt: skip


def _icons(said: Highlight, setting: Setting) -> Chart:
    amount = _amount(said)
    _refuse_negative([("value",)], [amount.value], ("icons count things", "图标表示数量，不能为负"))
    _refuse_nothing(said, [amount.value])
    each = _step(amount.value)
    if said.each is not None:
        each = _each(said.each, amount)
    return Icons(_head(said, setting), amount, each, said.icon or _icon_for(said, amount.unit))


def _each(wanted: Written, amount: Amount) -> Decimal:
    each = _in_unit(("each",), wanted, amount.unit)
    if each <= 0 or amount.value / each > MOST_ICONS:
        raise Fault(
            ("each",), f"that would be more than {MOST_ICONS} icons", f"图标将超过 {MOST_ICONS} 个",
            f"Let each stand for {figure(_step(amount.value))}, or leave `each` out",
            f"请让每个图标代表 {figure(_step(amount.value))}，或不写 each",
        )  # fmt: skip
    return each


def _step(value: Decimal) -> Decimal:
    """1, 2 or 5 times a power of ten: the smallest of which `MOST_ICONS` hold the value."""
    least = value / MOST_ICONS
    power = least.adjusted()
    steps = (Decimal(n).scaleb(power) for n in (1, 2, 5, 10))
    step = next(step for step in steps if step >= least)
    return step.quantize(Decimal(1)) if step >= 1 else step.normalize()


_ICON_WORDS: tuple[tuple[IconName, tuple[str, ...]], ...] = (
    ("plane", ("机场", "航空", "航班")), ("ship", ("港口", "标箱", "货物吞吐", "船")), ("train", ("轨道", "铁路", "高铁", "地铁")),
    ("tree", ("森林", "绿", "树")), ("book", ("学校", "高校", "图书", "学生")), ("house", ("住房", "房", "户")),
    ("company", ("企业", "公司", "家")), ("person", ("人口", "人次", "人", "侨胞")),
)  # fmt: skip


def _icon_for(said: Highlight, unit: str) -> IconName:
    text = said.label + split_unit(unit)[1]
    return next((icon for icon, words in _ICON_WORDS if any(word in text for word in words)), "dot")


def _comparison(said: Highlight, setting: Setting) -> Chart:
    labels, numbers = _table(said)
    if len(labels) != 2:
        raise Fault(
            ("items", 2), "a comparison has two rows", "对比图只能有两行", "Use `chart: bar`", "请改用 chart: bar"
        )  # fmt: skip
    cells: list[Place] = [("items", n, "value") for n in range(2)]
    _refuse_negative(cells, numbers.values, ("both begin at zero", "对比从零开始，不能为负"))
    _refuse_nothing(said, numbers.values)
    left, right = map(Item, labels, numbers.values)
    return Comparison(_head(said, setting), numbers.unit, left, right, numbers.prefix)


def _map(said: Highlight, setting: Setting) -> Chart:
    """Values of cities; or one figure of the city, which is lit, or of all nine."""
    if not said.items:
        amount = _amount(said)
        if setting.city is not None and setting.city not in CITIES:
            return Counter(_head(said, setting), amount)
        lit = setting.city.code if setting.city else None
        return CityMap(_head(said, setting), amount.unit, (), lit, amount, amount.prefix)
    labels, numbers = _table(said, least=1)
    codes = [_city_code(n, label) for n, label in enumerate(labels)]
    named = _city_code("highlight", said.highlight) if said.highlight else None
    ours = setting.city.code if setting.city in CITIES and setting.city else None
    values = tuple(zip(codes, numbers.values, strict=True))
    return CityMap(_head(said, setting), numbers.unit, values, named or ours, None, numbers.prefix)


def _city_code(where: int | str, name: str) -> str:
    city = find_city(name)
    if city is None:
        known = "、".join(city.zh for city in CITIES)
        place: Place = ("items", where, "label") if isinstance(where, int) else (where,)
        raise Fault(
            place, f"“{name}” is none of the nine cities", f"“{name}”不是九市之一", f"Known: {known}", f"可用：{known}"
        )  # fmt: skip
    return city.code


def _timeline(said: Highlight, setting: Setting) -> Chart:
    head = _head(said, setting)
    if said.milestones:
        _check_count("timeline", "milestones", len(said.milestones))
        return Timeline(head, tuple(Milestone(each.when, each.what) for each in said.milestones))
    when = said.period or (f"{figure(said.value.value)}{said.unit or said.value.unit}" if said.value else "")
    if not when:
        raise _lacking("milestones", "里程碑")
    title = f"{setting.city.zh}大事记" if setting.city else said.label
    alone = Head(head.id, title, "", head.source, head.note, head.example)
    return Timeline(alone, (Milestone(when, said.label),))


def _steps(said: Highlight, setting: Setting) -> Chart:
    if not said.steps:
        raise _lacking("steps", "步骤")
    _check_count("steps", "steps", len(said.steps))
    return Steps(_head(said, setting), tuple(Step(each.title, each.text) for each in said.steps))


def _quote(said: Highlight, setting: Setting) -> Chart:
    if not said.text:
        raise _lacking("text", "点评文字")
    return Quote(_head(said, setting), said.text, said.name, said.role)


def _points(said: Highlight, setting: Setting) -> Chart:
    if not said.points:
        raise _lacking("points", "要点")
    _check_count("points", "points", len(said.points))
    return Points(_head(said, setting), said.points)


def _lacking(key: str, zh: str) -> Fault:
    return Fault(("chart",), f"this chart needs `{key}`", f"该图表需要{zh}（{key}）", f"Add `{key}:`", f"请补充 {key}:")  # fmt: skip


_FORMS: dict[str, Callable[[Highlight, Setting], Chart]] = {
    "counter": _counter, "bar": _bars, "line": _line, "area": _line, "ring": _ring, "icon": _icons,
    "timeline": _timeline, "steps": _steps, "comparison": _comparison, "map": _map, "quote": _quote, "points": _points,
}  # fmt: skip
"""A new chart is a row here, a class in the model and a file that draws it."""
