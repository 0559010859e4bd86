"""From highlights to charts: the form follows the data, and what can't be drawn honestly is refused."""

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from videopipe.config.cities import City, find_city
from videopipe.config.highlight import Highlight
from videopipe.model.infographics import (
    Amount,
    Bars,
    CityMap,
    Comparison,
    Counter,
    Icons,
    Item,
    Line,
    Milestone,
    Points,
    Quote,
    Ring,
    Steps,
    Timeline,
)
from videopipe.stages.infographics.faults import Fault
from videopipe.stages.infographics.per_icon import MOST_ICONS
from videopipe.stages.infographics.read import Setting, chart_of

GUANGZHOU = Setting(find_city("广州"))
TOLD = {"id": "h-1", "label": "企业", "period": "2018年", "source": "统计局"}


def rows(*pairs: tuple[str, object]) -> list[dict[str, object]]:
    return [{"label": label, "value": value} for label, value in pairs]


def read(setting: Setting = GUANGZHOU, **said: Any) -> Any:
    return chart_of(Highlight.model_validate(TOLD | said), setting)


def fault(**said: Any) -> Fault:
    with pytest.raises(Fault) as caught:
        read(**said)
    assert all(caught.value.words)
    return caught.value


def test_a_counter_is_one_amount_with_its_head() -> None:
    chart = read(value="22,859.35", unit="亿元", note="初步核算数", basis="public")
    assert isinstance(chart, Counter)
    assert chart.amount == Amount(Decimal("22859.35"), "亿元")
    assert (chart.head.id, chart.head.title, chart.head.period) == ("h-1", "企业", "2018年")
    assert (chart.head.source, chart.head.note, chart.head.example) == ("统计局", "初步核算数", False)


def test_unit_and_prefix_may_stand_in_the_number() -> None:
    assert read(value="约1.44万家").amount == Amount(Decimal("1.44"), "万家", "约")


@pytest.mark.parametrize("chart", ["bar", "line", "area", "ring"])
def test_one_number_alone_is_no_series_but_a_counter(chart: str) -> None:
    assert read(chart=chart, value=6970, prefix="约", unit="万人次") == read(
        value=6970, prefix="约", unit="万人次"
    )


def test_one_percentage_is_a_share_of_a_hundred() -> None:
    ring = read(chart="ring", value=4.2, unit="%")
    assert isinstance(ring, Ring)
    assert (ring.parts, ring.whole) == ((Item("占比", Decimal("4.2")),), Decimal(100))


@pytest.mark.parametrize(
    ("parts", "whole"),
    [((60, 40), "100"), (("33.3", "33.3", "33.3"), "99.9"), (("33.4", "33.4", "33.3"), "100.1")],
)
def test_parts_make_a_hundred_as_far_as_their_rounding_goes(parts: tuple[object, ...], whole: str) -> None:
    ring = read(chart="ring", unit="%", items=rows(*((f"p{n}", part) for n, part in enumerate(parts))))
    assert ring.whole == Decimal(whole)


def test_a_rest_is_drawn_only_where_the_data_name_the_whole() -> None:
    assert fault(chart="ring", unit="%", items=rows(("a", 30), ("b", 40))).place == ("items",)
    assert read(chart="ring", unit="%", whole=100, items=rows(("a", 30), ("b", 40))).whole == 100
    assert read(chart="ring", unit="亿元", items=rows(("a", 30), ("b", 40))).whole == 70
    assert fault(chart="ring", unit="%", whole=100, items=rows(("a", 70), ("b", 40))).place == ("items",)


def test_bars_of_years_stand_and_are_about_the_last_one() -> None:
    chart = read(chart="bar", unit="亿元", period="", items=rows(("2016年", 3), ("2017年", 4), ("2018年", 5)))
    assert isinstance(chart, Bars)
    assert (chart.lying, chart.highlighted) == (False, 2)
    assert chart.series == (("", (Decimal(3), Decimal(4), Decimal(5))),)


def test_bars_of_names_lie_and_are_about_the_episodes_city() -> None:
    chart = read(chart="bar", unit="亿元", items=rows(("深圳", 5), ("广州", 4)))
    assert (chart.lying, chart.highlighted) == (True, 1)
    assert (
        read(chart="bar", unit="亿元", highlight="深圳", items=rows(("深圳", 5), ("广州", 4))).highlighted
        == 0
    )
    assert fault(chart="bar", highlight="上海", items=rows(("深圳", 5), ("广州", 4))).place == ("highlight",)


def test_two_series_stand_side_by_side() -> None:
    items = [{"label": "广州", "values": [3, 4]}, {"label": "深圳", "values": [5, 6]}]
    chart = read(chart="bar", unit="亿元", series=["2017年", "2018年"], items=items)
    assert chart.series == (("2017年", (3, 5)), ("2018年", (4, 6)))
    items[1] = {"label": "深圳", "values": [5]}
    assert fault(chart="bar", series=["a", "b"], items=items).place == ("items", 1, "values")


def test_long_numbers_of_a_chart_become_shorter_together() -> None:
    chart = read(chart="line", unit="人次", items=rows(("2017年", 65_000_000), ("2018年", "6,970万")))
    assert isinstance(chart, Line)
    assert (chart.unit, chart.points) == (
        "万人次",
        (Item("2017年", Decimal(6500)), Item("2018年", Decimal(6970))),
    )


@pytest.mark.parametrize(
    ("label", "value", "unit", "each", "icon"),
    [("高新技术企业", "1.1", "万家", "0.1", "company"), ("九市", 9, "个", "1", "dot"), ("人口", 1500, "人", "100", "person"),
     ("港口货物吞吐量", "6.1", "亿吨", "0.5", "ship"), ("高铁", 20, "条", "1", "train")],
)  # fmt: skip
def test_icons_stand_for_a_round_number_and_fit_the_words(
    label: str, value: object, unit: str, each: str, icon: str
) -> None:
    chart = read(chart="icon", label=label, value=value, unit=unit)
    assert isinstance(chart, Icons)
    assert (str(chart.each), chart.icon) == (each, icon)


@given(st.decimals("0.01", 10**8, places=2))
def test_icons_are_never_too_many(value: Decimal) -> None:
    chart = read(chart="icon", value=str(value), unit="%")
    assert 0 < chart.amount.value / chart.each <= MOST_ICONS


def test_a_map_lights_the_episodes_city_or_shows_values_of_cities() -> None:
    alone = read(chart="map", value=478, prefix="约", unit="公里")
    assert isinstance(alone, CityMap)
    assert (alone.lit, alone.values, alone.amount) == ("440100", (), Amount(Decimal(478), "公里", "约"))
    assert read(Setting(), chart="map", value=5.6, unit="万平方公里").lit is None
    many = read(chart="map", unit="亿元", items=rows(("广州", 2), ("shenzhen", 3)))
    assert (many.values, many.lit, many.amount) == ((("440100", 2), ("440300", 3)), "440100", None)
    assert fault(chart="map", items=rows(("上海", 2))).place == ("items", 0, "label")
    assert isinstance(read(Setting(City("", "梅州", "")), chart="map", value=1, unit="公里"), Counter)


def test_texts_have_their_own_charts_and_need_no_source() -> None:
    bare: dict[str, Any] = {"source": "", "period": ""}
    assert isinstance(read(chart="quote", text="好", **bare), Quote)
    assert isinstance(read(chart="points", points=["一", "二"], **bare), Points)
    assert isinstance(read(chart="steps", steps=[{"title": "减材料"}], **bare), Steps)
    line = read(chart="timeline", milestones=[{"when": 2018, "what": "通车"}], **bare)
    assert isinstance(line, Timeline)
    assert line.milestones == (Milestone("2018", "通车"),)


def test_a_single_date_is_a_timeline_of_one() -> None:
    chart = read(chart="timeline", label="列入世界遗产", value=2007, unit="年", period="2007年")
    assert chart.milestones == (Milestone("2007年", "列入世界遗产"),)
    assert chart.head.title == "广州大事记"


def test_the_basis_stands_for_a_source_that_is_not_named() -> None:
    assert read(value=1, source="", basis="approx").head.source == "公开报道（约数）"
    made_up = read(value=1, source="", basis="示例數據").head
    assert (made_up.example, made_up.source) == (True, "示例数据")
    assert read(Setting(source="统计局", basis="示例数据"), value=1, source="").head.source == "统计局"


def test_a_comparison_has_two_rows() -> None:
    chart = read(chart="comparison", unit="%", items=rows(("广州", 6.2), ("全省", 6.8)))
    assert isinstance(chart, Comparison)
    assert (chart.left, chart.right) == (Item("广州", Decimal("6.2")), Item("全省", Decimal("6.8")))
    assert fault(chart="comparison", items=rows(("a", 1), ("b", 2), ("c", 3))).place == ("items", 2)


FAULTS: dict[str, tuple[dict[str, Any], tuple[str | int, ...], str]] = {
    "no number": ({}, ("label",), "missing"),
    "no number in a row": ({"chart": "bar", "items": [{"label": "a", "value": 1}, {"label": "b"}]}, ("items", 1, "value"), "missing"),
    "a row twice": ({"chart": "bar", "items": rows(("a", 1), ("a", 2))}, ("items", 1, "label"), "twice"),
    "one row": ({"chart": "bar", "items": rows(("a", 1))}, ("items",), "2 rows"),
    "40 bars": ({"chart": "bar", "items": rows(*((f"r{n}", n) for n in range(40)))}, ("items", 12), "40 are too many"),
    "a negative share": ({"chart": "ring", "unit": "%", "items": rows(("a", 110), ("b", -10))}, ("items", 1, "value"), "share"),
    "a negative bar": ({"chart": "bar", "items": rows(("a", 1), ("b", -1))}, ("items", 1, "value"), "begin at zero"),
    "nothing but zeros": ({"chart": "bar", "items": rows(("a", 0), ("b", 0))}, ("items",), "0"),
    "a label of 60 characters": ({"chart": "bar", "items": rows(("长" * 60, 1), ("b", 2))}, ("items", 0, "label"), "60 characters"),
    "a title of 60 characters": ({"label": "长" * 60, "value": 1}, ("label",), "60 characters"),
    "a long unit": ({"value": 1, "unit": "吨标准煤每万元产值"}, ("unit",), "9 characters"),
    "another unit in a cell": ({"chart": "bar", "unit": "万家", "items": rows(("a", 1), ("b", "4.2%"))}, ("items", 1, "value"), "doesn't fit"),
    "about in one cell only": ({"chart": "bar", "items": rows(("a", "约1"), ("b", 2))}, ("items", 0, "value"), "only some"),
    "too many icons": ({"chart": "icon", "value": 9000, "each": 1}, ("each",), "more than 20"),
    "a share of more than all": ({"chart": "ring", "value": 120, "unit": "%"}, ("items",), "more than 100"),
    "no source": ({"value": 1, "source": ""}, ("label",), "source"),
    "no period": ({"value": 1, "period": ""}, ("label",), "time they hold for"),
    "no words": ({"chart": "quote"}, ("chart",), "`text`"),
    "no steps": ({"chart": "steps"}, ("chart",), "`steps`"),
    "six points": ({"chart": "points", "points": ["点"] * 6}, ("points", 5), "too many"),
}  # fmt: skip


@pytest.mark.parametrize("name", FAULTS)
def test_bad_data_are_refused_where_they_stand(name: str) -> None:
    said, place, words = FAULTS[name]
    found = fault(**said)
    assert found.place == place
    assert words in found.words[0]
