"""Data files: YAML with scenes, a CSV with one table; each fault is told at its line, or its row and column."""

import re
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from videopipe.model.errors import BadValue, InputError
from videopipe.model.infographics import (
    Bars,
    Counter,
    Item,
    Line,
    Milestone,
    ReelSources,
    ReelTitle,
    Ring,
    Timeline,
)
from videopipe.stages.infographics.data import parse_data
from videopipe.stages.infographics.sheet import CHARTS, KEYS, BadCell, EmptySheet
from videopipe.stages.infographics.story import Story, reel_across, reel_of

YAML = """\
version: 1
title: 老城市新活力
series: 粤港澳大湾区九市
city: 广州
source: 广州市统计局
scenes:
  - {id: gdp, label: 地区生产总值, value: 22859.35, unit: 亿元, period: 2018年}
  - id: ports
    label: 港口货物吞吐量
    chart: bar
    unit: 亿吨
    items:
      - {label: 2017年, value: 5.90}
      - {label: 2018年, value: 6.13}
"""

CSV = """\
# 标题：九市地区生产总值
# 时间,2018年
# 来源：各市统计局
城市,地区生产总值（亿元）
深圳,"24,221.98"
广州,22859.35
珠海,2914.74
"""


def yaml(text: str = YAML) -> Story:
    return parse_data(text.encode(), "gz.yaml")


def sheet(text: str = CSV, encoding: str = "utf-8") -> Any:
    (chart,) = parse_data(text.encode(encoding), "九市-gdp.csv").charts
    return chart


def test_a_data_file_gives_its_charts_in_order() -> None:
    story = yaml()
    assert (story.title, story.city) == ("老城市新活力", "广州市")
    assert isinstance(story.charts[0], Counter)
    bars = story.charts[1]
    assert isinstance(bars, Bars)
    assert [str(value) for value in bars.series[0][1]] == ["5.90", "6.13"]
    assert bars.head.source == "广州市统计局"


def test_a_reel_is_title_scenes_sources() -> None:
    first, *scenes, last = reel_of(yaml())
    assert isinstance(first, ReelTitle)
    assert isinstance(last, ReelSources)
    assert (first.series, first.city, first.head.title) == ("粤港澳大湾区九市", "广州市", "老城市新活力")
    assert [scene.head.id for scene in scenes] == ["gdp", "ports"]
    assert last.lines == ("广州市统计局",)


def test_a_reel_across_cities_titles_each_and_names_all_sources_at_the_end() -> None:
    other = yaml(
        YAML.replace("广州", "深圳").replace("id: gdp", "id: sz-gdp").replace("id: ports", "id: sz-ports")
    )
    scenes = reel_across("九市", [yaml(), other])
    assert [scene.head.id for scene in scenes] == [
        "reel-title", "reel-title", "gdp", "ports", "reel-title", "sz-gdp", "sz-ports", "reel-sources",
    ]  # fmt: skip
    titles = [scene for scene in scenes if isinstance(scene, ReelTitle)]
    assert [(scene.head.title, scene.city) for scene in titles] == [
        ("九市", ""), ("老城市新活力", "广州市"), ("老城市新活力", "深圳市"),
    ]  # fmt: skip
    last = scenes[-1]
    assert isinstance(last, ReelSources)
    assert last.lines == ("广州市统计局", "深圳市统计局")


def test_more_sources_than_a_scene_holds_take_several() -> None:
    cities = ("广州", "深圳", "珠海", "佛山", "惠州", "东莞", "中山", "江门", "肇庆")
    scenes = reel_across("九市", [yaml(YAML.replace("广州", city)) for city in cities])
    assert [len(scene.lines) for scene in scenes if isinstance(scene, ReelSources)] == [8, 1]


def test_a_data_file_in_traditional_characters_says_so_in_every_scene() -> None:
    story = yaml(YAML.replace("version: 1", "version: 1\nlanguage: zh-Hant"))
    assert (story.title, story.charts[0].head.title) == ("老城市新活力", "地區生產總值")
    assert all(scene.head.traditional for scene in reel_of(story))
    assert [scene.head.id for scene in story.charts] == ["gdp", "ports"]


@pytest.mark.parametrize(
    ("right", "wrong", "line", "key"),
    [
        ("value: 22859.35", "value: 很多", 7, "scenes.0.value"),
        ("value: 22859.35, ", "", 7, "scenes.0.label"),
        ("value: 5.90", "value: -5.90", 13, "scenes.1.items.0.value"),
        ("value: 6.13", "value: 6.13%", 14, "scenes.1.items.1.value"),
        ("label: 2018年, value", f"label: {'长' * 60}, value", 14, "scenes.1.items.1.label"),
        ("chart: bar", "chart: pie", 10, "scenes.1.chart"),
        ("id: ports", "id: gdp", 8, "scenes.1.id"),
        (", period: 2018年", "", 7, "scenes.0.label"),
        (YAML[YAML.index("scenes:") :], "scenes: []\n", 6, "scenes"),
    ],
)
def test_bad_data_are_told_with_line_and_key(right: str, wrong: str, line: int, key: str) -> None:
    assert YAML.count(right) == 1
    with pytest.raises(BadValue) as caught:
        yaml(YAML.replace(right, wrong))
    assert (caught.value.data["line"], caught.value.data["key"]) == (line, key)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_a_sheet_is_one_chart_in_any_encoding(encoding: str) -> None:
    chart = sheet(encoding=encoding)
    assert isinstance(chart, Bars)
    assert (chart.head.title, chart.head.period, chart.head.source) == (
        "九市地区生产总值",
        "2018年",
        "各市统计局",
    )
    assert (chart.unit, chart.labels) == ("亿元", ("深圳", "广州", "珠海"))
    assert chart.series == (("", (Decimal("24221.98"), Decimal("22859.35"), Decimal("2914.74"))),)
    assert chart.lying
    assert chart.head.id == "gdp"


def test_a_sheet_names_its_chart_its_city_and_its_series_in_chinese() -> None:
    line = sheet(CSV.replace("# 时间", "# 图表：折线图\n# 时间"))
    assert isinstance(line, Line)
    assert line.points[0] == Item("深圳", Decimal("24221.98"))
    ring = sheet(
        "#图表,环形图\n#口径,示例数据\n#时间,2018年\n构成\t占比(%)\n三产\t71.8\n二产\t27.2\n一产\t1.0\n".replace(
            "\t", ","
        )
    )
    assert isinstance(ring, Ring)
    assert (ring.head.title, ring.whole, ring.head.example) == ("占比", Decimal(100), True)
    assert sheet(CSV.replace("# 时间", "# 城市：广州\n# 时间")).highlighted == 1
    two = sheet(
        "# 标题：增长\n# 来源：统计局\n# 时间：两年\n市;2017年（亿元）;2018年（亿元）\n广州;1;2\n深圳;3;4\n"
    )
    assert two.series == (("2017年", (1, 3)), ("2018年", (2, 4)))


def test_a_sheet_of_one_row_is_a_counter_and_one_of_dates_a_timeline() -> None:
    counter = sheet("#来源,统计局\n#时间,2018年\n指标,数值\n企业,约1.44万家\n")
    assert isinstance(counter, Counter)
    assert (counter.head.title, counter.amount.value, counter.amount.unit) == (
        "企业",
        Decimal("1.44"),
        "万家",
    )
    dates = sheet("#标题,大桥\n#图表,时间轴\n时间,事件\n2009年,开工\n2018年,通车\n")
    assert isinstance(dates, Timeline)
    assert dates.milestones == (Milestone("2009年", "开工"), Milestone("2018年", "通车"))


@pytest.mark.parametrize(
    ("right", "wrong", "row", "column", "words"),
    [
        ("22859.35", "很多", 6, "B (地区生产总值（亿元）)", "not a number"),
        ("22859.35", "", 6, "B (地区生产总值（亿元）)", "missing"),
        ("22859.35", "-5", 6, "B (地区生产总值（亿元）)", "begin at zero"),
        ("22859.35", "4%", 6, "B (地区生产总值（亿元）)", "doesn't fit"),
        ("广州,", "长" * 60 + ",", 6, "A (城市)", "60 characters"),
        ("广州,", "深圳,", 6, "A (城市)", "twice"),
        ("（亿元）", "（吨标准煤每万元产值）", 4, "A", "9 characters"),
        ("# 时间,2018年", "# 图表,饼图", 2, "B", "no chart is called “饼图”"),
        ("# 时间,2018年", "# 颜色,红", 2, "A", "“颜色” is unknown"),
        ("# 时间,2018年", "# 城市：上海", 2, "A", "none of the nine"),
        ("珠海,2914.74\n", "珠海,2914.74\n" + "".join(f"r{n},{n}\n" for n in range(40)), 17, "A (城市)", "43 are too many"),
    ],
)  # fmt: skip
def test_bad_cells_are_told_with_row_and_column(
    right: str, wrong: str, row: int, column: str, words: str
) -> None:
    assert CSV.count(right) == 1
    with pytest.raises(BadCell) as caught:
        sheet(CSV.replace(right, wrong))
    assert (caught.value.data["row"], caught.value.data["column"]) == (row, column)
    assert words in caught.value.say("en")
    assert f"第 {row} 行" in caught.value.say("zh")


@pytest.mark.parametrize("text", ["", "# 标题：无\n", "a,b\n", "a\n1\n"])
def test_a_sheet_without_a_table_says_so(text: str) -> None:
    with pytest.raises(EmptySheet):
        sheet(text)


@pytest.mark.parametrize("data", [b"\xff\xfe\x00", b"\x80\x81", b"a: [", b"- 1", b'a,b\n"', b"a,b\n1\x00,2"])
def test_whatever_bytes_come_they_are_refused_by_name(data: bytes) -> None:
    for name in ("x.yaml", "x.csv"):
        with pytest.raises(InputError):
            parse_data(data, name)


PAGE = (Path(__file__).resolve().parents[2] / "docs" / "infographics.md").read_text("utf-8")


def test_the_examples_in_the_documents_are_good_ones() -> None:
    (example,) = re.findall(r"```yaml\n(version.*?)```", PAGE, re.DOTALL)
    assert [scene.head.id for scene in parse_data(example.encode(), "x.yaml").charts] == ["gdp", "ports"]
    (table,) = re.findall(r"```\n(# .*?)```", PAGE, re.DOTALL)
    assert isinstance(parse_data(table.encode(), "x.csv").charts[0], Bars)


def test_the_documents_tell_every_row_and_every_chart_of_a_sheet() -> None:
    told = set(re.findall(r"`# ([^`]+)`", PAGE))
    assert told == {key for key in KEYS if key not in ("title", "系列")}
    assert all(name in PAGE for name in CHARTS if name != "条形图")
