"""The accessible twin says what the picture says: every number, every label, escaped."""

import csv
import io
import re
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from videopipe.config.cities import find_city
from videopipe.config.highlight import Highlight
from videopipe.model.infographics import Bars, Head
from videopipe.stages.infographics.read import Setting, chart_of
from videopipe.stages.infographics.story import in_traditional
from videopipe.stages.infographics.twin import alt_text, csv_table, html_table, table_of
from videopipe.text.traditional import traditional

TOLD = {"id": "h-1", "label": "企业", "period": "2018年", "source": "统计局"}


def chart(**said: Any) -> Any:
    return chart_of(Highlight.model_validate(TOLD | said), Setting(find_city("广州")))


CHARTS: dict[str, tuple[dict[str, Any], str]] = {
    "counter": ({"value": 22859.35, "unit": "亿元", "note": "初步核算数"}, "企业（2018年，初步核算数）：22,859.35亿元。数据来源：统计局。"),
    "bars": ({"chart": "bar", "unit": "亿元", "items": [{"label": "深圳", "value": 24221.98}, {"label": "珠海", "value": 2914.74}]},
             "柱形图：企业（2018年）：深圳24,221.98亿元、珠海2,914.74亿元。数据来源：统计局。"),
    "pairs": ({"chart": "bar", "unit": "%", "series": ["去年", "今年"], "items": [{"label": "a", "values": [1, 2]}, {"label": "b", "values": [3, 4]}]},
              "柱形图：企业（2018年）：a去年1%，今年2%、b去年3%，今年4%。数据来源：统计局。"),
    "ring": ({"chart": "ring", "value": 4.2, "unit": "%", "prefix": "约", "basis": "示例数据"},
             "环形图：企业（2018年，示例数据）：占比约4.2%、其余约95.8%。数据来源：统计局。"),
    "map": ({"chart": "map", "value": 478, "unit": "公里", "prefix": "约"}, "示意地图：企业（2018年）：约478公里。数据来源：统计局。"),
    "timeline": ({"chart": "timeline", "milestones": [{"when": "2009年", "what": "开工"}, {"when": "2018年", "what": "通车"}]},
                 "时间轴：企业（2018年）：2009年开工、2018年通车。数据来源：统计局。"),
    "steps": ({"chart": "steps", "steps": [{"title": "减材料", "text": "一次办"}, {"title": "网上办"}]},
              "步骤图：企业（2018年）：1. 减材料（一次办）、2. 网上办。数据来源：统计局。"),
    "quote": ({"chart": "quote", "text": "关键在转化。", "role": "专家"}, "点评：企业（2018年）：“关键在转化。”。数据来源：统计局。"),
    "points": ({"chart": "points", "points": ["一是", "二是"]}, "要点：企业（2018年）：一是、二是。数据来源：统计局。"),
}  # fmt: skip


@pytest.mark.parametrize("name", CHARTS)
def test_one_sentence_tells_all_that_is_drawn(name: str) -> None:
    said, sentence = CHARTS[name]
    assert alt_text(chart(**said)) == sentence


def test_own_words_and_cities_are_traditional_where_the_chart_is() -> None:
    shown = in_traditional(
        chart(chart="map", unit="亿元", items=[{"label": "广州", "value": 1}, {"label": "东莞", "value": 2}]),
        traditional([]),
    )
    assert table_of(shown).header == ("項目", "數值（億元）")
    assert [label for label, _ in table_of(shown).rows] == ["廣州", "東莞"]
    assert alt_text(shown).startswith("示意地圖：企業")
    assert 'lang="zh-Hant"' in html_table(shown)


def test_every_text_of_the_table_is_escaped() -> None:
    evil = "<b>&\"'"
    page = html_table(
        chart(
            label=evil,
            source=evil,
            chart="bar",
            items=[{"label": evil, "value": 1}, {"label": "b", "value": 2}],
        )
    )
    assert "<b>" not in page
    assert page.count("&lt;b&gt;&amp;&quot;&#x27;") == 5


def test_a_spreadsheet_takes_no_text_for_a_formula() -> None:
    text = csv_table(chart(chart="bar", items=[{"label": "=1+1", "value": 1}, {"label": "b", "value": 2}]))
    assert text.startswith("\ufeff项目,数值\r\n'=1+1,1\r\n")


figures = st.decimals(0, 10**7, places=2)


@given(st.lists(figures, min_size=1, max_size=8))
def test_the_tables_numbers_are_the_charts(values: list[Decimal]) -> None:
    labels = tuple(f"r{n}" for n in range(len(values)))
    bars = Bars(Head("h", "t"), "亿元", labels, (("", tuple(values)),), lying=True)
    rows = list(csv.reader(io.StringIO(csv_table(bars).removeprefix("\ufeff"))))[1:]
    assert [str(Decimal(value)) for _, value in rows] == [str(value) for value in values]
    cells = re.findall(r"<td>([^<]*)</td>", html_table(bars))
    assert [Decimal(cell.replace(",", "")) for cell in cells] == values
