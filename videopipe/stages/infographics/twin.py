"""The same for those who can't see it: one sentence, an HTML table, a CSV. The numbers are the chart's own."""

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

from videopipe.config.cities import CITIES
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
    Points,
    Quote,
    Ring,
    Steps,
    Timeline,
)
from videopipe.model.numbers import figures, say_amount

Words = tuple[str, str]
"""Simplified, traditional."""

KINDS: dict[type, Words] = {
    Counter: ("数字", "數字"),
    Bars: ("柱形图", "柱形圖"),
    Line: ("折线图", "折線圖"),
    Ring: ("环形图", "環形圖"),
    Icons: ("图标图", "圖示圖"),
    Timeline: ("时间轴", "時間軸"),
    Steps: ("步骤图", "步驟圖"),
    Comparison: ("对比图", "對比圖"),
    CityMap: ("示意地图", "示意地圖"),
    Quote: ("点评", "點評"),
    Points: ("要点", "要點"),
}
ITEM, VALUE, REST = ("项目", "項目"), ("数值", "數值"), ("其余", "其餘")
WHEN, WHAT, STEP, TEXT = ("时间", "時間"), ("事件", "事件"), ("步骤", "步驟"), ("说明", "說明")
SOURCE, EXAMPLE, UNIT, WHO = (
    ("数据来源", "資料來源"),
    ("示例数据", "示例數據"),
    ("单位", "單位"),
    ("发言人", "發言人"),
)
CITY_HANT = {"广州": "廣州", "东莞": "東莞", "江门": "江門", "肇庆": "肇慶"}


@dataclass(frozen=True)
class Table:
    """Rows of text below a header; the first column names its row."""

    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


def alt_text(chart: Chart) -> str:
    """One sentence with all that the picture tells."""
    head = chart.head
    told = "、".join(_told(chart)) if not isinstance(chart, Counter) else _amount_of(chart)
    if isinstance(chart, Quote):
        told = f"“{chart.text}”"
    notes = _notes(head)
    kind = "" if isinstance(chart, Counter) else f"{_say(KINDS[type(chart)], head)}：{head.title}"
    lead = kind or head.title
    return f"{lead}{f'（{notes}）' if notes else ''}：{told.rstrip('。')}。{_source(head)}"


def _notes(head: Head) -> str:
    example = _say(EXAMPLE, head) if head.example else ""
    return "，".join(part for part in (head.period, head.note, example) if part)


def _source(head: Head) -> str:
    return f"{_say(SOURCE, head)}：{head.source}。" if head.source else ""


def _amount_of(chart: Counter | Icons | CityMap) -> str:
    amount = chart.amount
    return say_amount(amount.value, amount.unit, amount.prefix) if amount is not None else ""


def _told(chart: Chart) -> Sequence[str]:
    unit, prefix = getattr(chart, "unit", ""), getattr(chart, "prefix", "")
    table = table_of(chart)
    match chart:
        case Bars() if len(chart.series) > 1:
            names = [name for name, _ in chart.series]
            pairs = (zip(names, row[1:], strict=True) for row in table.rows)
            told = ["，".join(f"{name}{prefix}{value}{unit}" for name, value in row) for row in pairs]
            return [f"{row[0]}{each}" for row, each in zip(table.rows, told, strict=True)]
        case Bars() | Line() | Ring() | Comparison():
            return [f"{label}{prefix}{value}{unit}" for label, value in table.rows]
        case Icons():
            return [_amount_of(chart)]
        case CityMap():
            alone = [_amount_of(chart)] if chart.amount else []
            return alone or [f"{label}{prefix}{value}{unit}" for label, value in table.rows]
        case Timeline():
            return [f"{each.when}{each.what}" for each in chart.milestones]
        case Steps():
            return [f"{n}. {step.title}{f'（{step.text}）' if step.text else ''}" for n, step in enumerate(chart.steps, 1)]  # fmt: skip
        case Points():
            return chart.points
        case _:
            return [_amount_of(chart)] if isinstance(chart, Counter) else [chart.text]


def table_of(chart: Chart) -> Table:
    """All its numbers or texts as a table."""
    match chart:
        case Counter() | Icons():
            return _valued(chart, chart.amount.unit, [Item(chart.head.title, chart.amount.value)])
        case CityMap(amount=amount) if amount is not None:
            return _valued(chart, amount.unit, [Item(chart.head.title, amount.value)])
        case CityMap():
            names = {city.code: city.zh for city in CITIES}
            cities = [Item(_city(names[code], chart.head), value) for code, value in chart.values]
            return _valued(chart, chart.unit, cities)
        case Bars():
            return _bars(chart)
        case Line():
            return _valued(chart, chart.unit, chart.points)
        case Ring():
            rest = chart.whole - sum(part.value for part in chart.parts)
            left = [Item(_say(REST, chart.head), rest)] if rest > 0 else []
            return _valued(chart, chart.unit, [*chart.parts, *left])
        case Comparison():
            return _valued(chart, chart.unit, [chart.left, chart.right])
        case _:
            return _texts(chart)


def _valued(chart: Chart, unit: str, items: Sequence[Item]) -> Table:
    head = chart.head
    header = (_say(ITEM, head), _with_unit(_say(VALUE, head), unit))
    shown = figures([item.value for item in items])
    return Table(header, tuple((item.label, value) for item, value in zip(items, shown, strict=True)))


def _bars(chart: Bars) -> Table:
    names = [name or _say(VALUE, chart.head) for name, _ in chart.series]
    shown = figures([value for _, values in chart.series for value in values])
    count = len(chart.labels)
    columns = [shown[n * count : (n + 1) * count] for n in range(len(names))]
    header = (_say(ITEM, chart.head), *(_with_unit(name, chart.unit) for name in names))
    return Table(header, tuple(zip(chart.labels, *columns, strict=True)))


def _texts(chart: Chart) -> Table:
    head = chart.head
    match chart:
        case Timeline():
            rows = tuple((each.when, each.what) for each in chart.milestones)
            return Table((_say(WHEN, head), _say(WHAT, head)), rows)
        case Steps():
            steps = tuple((f"{n}. {step.title}", step.text) for n, step in enumerate(chart.steps, 1))
            return Table((_say(STEP, head), _say(TEXT, head)), steps)
        case Points():
            points = tuple((str(n), point) for n, point in enumerate(chart.points, 1))
            return Table((_say(ITEM, head), _say(TEXT, head)), points)
        case Quote():
            who = " ".join(part for part in (chart.name, chart.role) if part)
            return Table((_say(WHO, head), _say(TEXT, head)), ((who, chart.text),))
    raise TypeError(chart)


def _with_unit(name: str, unit: str) -> str:
    return f"{name}（{unit}）" if unit else name


def _city(name: str, head: Head) -> str:
    return CITY_HANT.get(name, name) if head.traditional else name


def _say(words: Words, head: Head) -> str:
    return words[head.traditional]


def html_table(chart: Chart) -> str:
    """A `<figure>` with sentence and table, to be put into any page; every text escaped."""
    head, table = chart.head, table_of(chart)
    caption = escape(head.title + (f"（{_notes(head)}）" if _notes(head) else ""))
    header = "".join(f'<th scope="col">{escape(cell)}</th>' for cell in table.header)
    rows = "".join(
        f'<tr><th scope="row">{escape(row[0])}</th>'
        + "".join(f"<td>{escape(cell)}</td>" for cell in row[1:])
        + "</tr>\n"
        for row in table.rows
    )
    language = "zh-Hant" if head.traditional else "zh-Hans"
    return (
        f'<figure lang="{language}">\n<table>\n<caption>{caption}</caption>\n'
        f"<thead><tr>{header}</tr></thead>\n<tbody>\n{rows}</tbody>\n</table>\n"
        f"<figcaption>{escape(alt_text(chart))}</figcaption>\n</figure>\n"
    )


def csv_table(chart: Chart) -> str:
    """The table for spreadsheets, which read it back as it was: no thousands, ASCII minus, a mark for Excel."""
    table = table_of(chart)
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(map(_safe, table.header))
    numeric = not isinstance(chart, Timeline | Steps | Points | Quote)
    for label, *cells in table.rows:
        writer.writerow([_safe(label), *(map(_plain, cells) if numeric else map(_safe, cells))])
    return "\ufeff" + text.getvalue()


def _plain(cell: str) -> str:
    return cell.replace(",", "").replace("−", "-")


def _safe(cell: str) -> str:
    """A text that no spreadsheet takes for a formula."""
    return f"'{cell}" if cell.startswith(("=", "+", "-", "@", "\t")) else cell
