"""Highlights to charts: which form a chart has, and what is wrong with its data. Pure; draws nothing.

A fault names its place within the highlight; who read the file knows the line, or the row and column.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from videopipe.config.cities import CITIES, City, find_city
from videopipe.config.highlight import Highlight, is_sample
from videopipe.model.infographics import (
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
from videopipe.model.numbers import figure
from videopipe.stages.infographics.faults import (
    Fault,
    Place,
    check_count,
    refuse_negative,
    refuse_nothing,
    too_long,
)
from videopipe.stages.infographics.per_icon import each_of, icon_for, step_of
from videopipe.stages.infographics.shares import whole_of
from videopipe.stages.infographics.table import Numbers, amount_of, series_of, table_of

SHARE = "占比"
"""What a share alone is called: the title says of what."""
MOST_STANDING = 8
"""More bars lie, where there is room for them."""
LONGEST_LABEL = 20
LONGEST_TITLE = 40
LONGEST_UNIT = 8

BASIS_SOURCES = {"public": "公开统计数据", "approx": "公开报道（约数）"}
"""What stands for the source where only the basis is given."""


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
        raise too_long(("label",), said.label, LONGEST_TITLE)
    if len(said.unit) > LONGEST_UNIT:
        raise too_long(("unit",), said.unit, LONGEST_UNIT)
    for index, row in enumerate(said.items):
        if len(row.label) > LONGEST_LABEL:
            raise too_long(("items", index, "label"), row.label, LONGEST_LABEL)


def _counter(said: Highlight, setting: Setting) -> Chart:
    return Counter(_head(said, setting), amount_of(said))


def _bars(said: Highlight, setting: Setting) -> Chart:
    if not said.items:
        return _counter(said, setting)
    names, rows, numbers = series_of(said)
    cells = [place for row in rows for place in row]
    refuse_negative(cells, numbers.values, ("bars begin at zero", "柱形从零开始，不能为负"))
    refuse_nothing(said, numbers.values)
    width, labels = len(names), tuple(row.label for row in said.items)
    series = tuple((name, numbers.values[n::width]) for n, name in enumerate(names))
    standing = all(map(is_time, labels)) and len(labels) * width <= MOST_STANDING
    lying = said.direction == "lying" or (said.direction == "auto" and not standing)
    lit = _highlighted(said, labels, setting)
    return Bars(_head(said, setting), numbers.unit, labels, series, lying, lit, numbers.prefix)


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
    labels, numbers = table_of(said)
    filled = said.chart == "area"
    if filled:
        cells: list[Place] = [("items", n, "value") for n in range(len(labels))]
        refuse_negative(cells, numbers.values, ("an area begins at zero", "面积图从零开始，不能为负"))
        refuse_nothing(said, numbers.values)
    points = tuple(map(Item, labels, numbers.values))
    return Line(_head(said, setting), numbers.unit, points, filled, numbers.prefix)


def _ring(said: Highlight, setting: Setting) -> Chart:
    if said.items:
        labels, numbers = table_of(said, least=1)
        cells: list[Place] = [("items", n, "value") for n in range(len(labels))]
    else:
        alone = amount_of(said)
        if alone.unit != "%" and said.whole is None:
            return Counter(_head(said, setting), alone)
        labels, numbers = (SHARE,), Numbers((alone.value,), alone.unit, alone.prefix)
        cells = [("value",)]
    refuse_negative(cells, numbers.values, ("a share can't be negative", "份额不能为负"))
    refuse_nothing(said, numbers.values)
    whole = whole_of(said, numbers)
    return Ring(
        _head(said, setting), numbers.unit, tuple(map(Item, labels, numbers.values)), whole, numbers.prefix
    )


def _icons(said: Highlight, setting: Setting) -> Chart:
    amount = amount_of(said)
    refuse_negative([("value",)], [amount.value], ("icons count things", "图标表示数量，不能为负"))
    refuse_nothing(said, [amount.value])
    each = step_of(amount.value)
    if said.each is not None:
        each = each_of(said.each, amount)
    return Icons(_head(said, setting), amount, each, said.icon or icon_for(said, amount.unit))


def _comparison(said: Highlight, setting: Setting) -> Chart:
    labels, numbers = table_of(said)
    if len(labels) != 2:
        raise Fault(
            ("items", 2), "a comparison has two rows", "对比图只能有两行", "Use `chart: bar`", "请改用 chart: bar"
        )  # fmt: skip
    cells: list[Place] = [("items", n, "value") for n in range(2)]
    refuse_negative(cells, numbers.values, ("both begin at zero", "对比从零开始，不能为负"))
    refuse_nothing(said, numbers.values)
    left, right = map(Item, labels, numbers.values)
    return Comparison(_head(said, setting), numbers.unit, left, right, numbers.prefix)


def _map(said: Highlight, setting: Setting) -> Chart:
    """Values of cities; or one figure of the city, which is lit, or of all nine."""
    if not said.items:
        amount = amount_of(said)
        if setting.city is not None and setting.city not in CITIES:
            return Counter(_head(said, setting), amount)
        lit = setting.city.code if setting.city else None
        return CityMap(_head(said, setting), amount.unit, (), lit, amount, amount.prefix)
    labels, numbers = table_of(said, least=1)
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
        check_count("timeline", "milestones", len(said.milestones))
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
    check_count("steps", "steps", len(said.steps))
    return Steps(_head(said, setting), tuple(Step(each.title, each.text) for each in said.steps))


def _quote(said: Highlight, setting: Setting) -> Chart:
    if not said.text:
        raise _lacking("text", "点评文字")
    return Quote(_head(said, setting), said.text, said.name, said.role)


def _points(said: Highlight, setting: Setting) -> Chart:
    if not said.points:
        raise _lacking("points", "要点")
    check_count("points", "points", len(said.points))
    return Points(_head(said, setting), said.points)


def _lacking(key: str, zh: str) -> Fault:
    return Fault(("chart",), f"this chart needs `{key}`", f"该图表需要{zh}（{key}）", f"Add `{key}:`", f"请补充 {key}:")  # fmt: skip


_FORMS: dict[str, Callable[[Highlight, Setting], Chart]] = {
    "counter": _counter, "bar": _bars, "line": _line, "area": _line, "ring": _ring, "icon": _icons,
    "timeline": _timeline, "steps": _steps, "comparison": _comparison, "map": _map, "quote": _quote, "points": _points,
}  # fmt: skip
"""A new chart is a row here, a class in the model and a file that draws it."""
