"""Where subtitles are broken: a table read and approved by eye, and the laws that hold for any text."""

import re
import string
from itertools import pairwise

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from tests.unit.texts import TABLE, TEXTS, bare, every_word
from videopipe.stages.subtitles.limits import ENGLISH, SubtitleLimits
from videopipe.stages.subtitles.lines import Screen, on_screen, reading_units, screens, torn
from videopipe.text.breaks import NO_END, NO_START, break_costs
from videopipe.text.wrap import NOTHING_TORN, display_width, places

WIDE = SubtitleLimits()
UPRIGHT = SubtitleLimits(max_width=13)

ONE_SCREEN = [
    "各位网友大家好",
    "今天我们邀请到广州市政府负责同志",
    "广州在大湾区建设中 / 怎样发挥核心引擎作用？",
    "广州将着力增强国际商贸中心 / 和综合交通枢纽功能",
    "与周边城市携手 / 打造优势互补的都市圈",
    "珠海怎样支持澳门经济 / 适度多元发展？",
    "在横琴为澳门企业 / 和居民预留发展空间",
    "今后还会与澳门共同建设 / 更多青年创业和民生项目",
    "重点科学装置和实验室 / 将面向湾区开放共享",
    "深港合作 / 会给普通居民带来哪些便利？",
    "刚毕业的年轻人在深圳 / 怎样解决住房问题？",
    "我们会把通勤时间 / 作为检验工作成效的一项指标",
    "惠州在大湾区产业分工中 / 处在什么位置？",
    "江门怎样发挥侨乡优势 / 服务大湾区建设？",
    "深中通道建设 / 会给中山带来怎样的变化？",
    "鼓励龙头企业 / 带动中小企业共享渠道和技术",
    "重要节点的通车信息 / 将第一时间在政府网站发布",
    "肇庆怎样当好大湾区 / 连接大西南的通道？",
    "对符合条件的企业 / 还会给予租金和技术支持",
    "希望更多企业把肇庆 / 作为面向西南市场的重要基地",
    "我们会优化口岸通关流程 / 延长部分口岸服务时间",
]

WITH_PUNCTUATION = [
    ("网友珠江潮声问：", "网友珠江潮声问："),
    ("会更方便。", "会更方便"),
    ("会更方便，我们正在推进。", "会更方便 我们正在推进"),
    ("我们正在推进机场、港口和高铁枢纽建设，", "我们正在推进机场 / 港口和高铁枢纽建设"),
    (
        "同时坚持共建共享，与周边城市携手打造优势互补的都市圈。",
        "同时坚持共建共享 与周边城市 / 携手打造优势互补的都市圈",
    ),
    ("市民最关心出行，今后去湾区其他城市会更方便吗？", "市民最关心出行 / 今后去湾区其他城市会更方便吗？"),
    ("企业设立、刻章、领票等环节正在整合为一个流程。", "企业设立 刻章 领票等环节 / 正在整合为一个流程"),
    ("惠州到深圳、广州的通勤什么时候能更便捷？", "惠州到深圳 广州的通勤 / 什么时候能更便捷？"),
    ("大桥通车后，怎样把通道优势变成发展优势？", "大桥通车后 / 怎样把通道优势变成发展优势？"),
    (
        "对民办学校，也会加强监管和扶持，让孩子们都能上好学。",
        "对民办学校 也会加强监管和扶持 / 让孩子们都能上好学",
    ),
    ("积分入学的条件和名额会提前公布，过程公开透明。", "积分入学的条件和名额 / 会提前公布 过程公开透明"),
    (
        "每条河涌都有负责人和整治时间表，并定期公布水质变化。",
        "每条河涌都有负责人和整治时间表 / 并定期公布水质变化",
    ),
    ("装置面向国内外科研机构开放，成果优先在湾区转化。", "装置面向国内外科研机构开放 / 成果优先在湾区转化"),
    (
        "对符合条件的企业，还会给予租金和技术改造方面的支持。",
        "对符合条件的企业 / 还会给予租金和技术改造方面的支持",
    ),
    ("两地公交卡、公积金等服务也在逐步互通。", "两地公交卡 公积金等服务 / 也在逐步互通"),
    ("“打造粤港澳大湾区”微视频访谈，现在开始！", "“打造粤港澳大湾区”微视频访谈 / 现在开始！"),
    ("2018年地区生产总值达到22859.35亿元，增长6.2%。", "2018年地区生产总值 / 达到22859.35亿元 增长6.2%"),
    ("真的吗?我们等等看......", "真的吗？我们等等看…"),
    ("他说:好的,明天见.", "他说：好的 明天见"),
]

SEVERAL_SCREENS = [
    (
        "我们会推动口岸通关流程优化，延长部分口岸服务时间，改善接驳交通。",
        "我们会推动口岸通关流程优化 / 延长部分口岸服务时间 ‖ 改善接驳交通",
    ),
    (
        "我们把服务澳门作为重要任务，在横琴为澳门企业和居民预留发展空间。",
        "我们把服务澳门作为重要任务 ‖ 在横琴为澳门企业 / 和居民预留发展空间",
    ),
    (
        "我们会帮助企业开拓多元市场，扩大出口信用保险覆盖面，落实各项减税降费政策。",
        "我们会帮助企业开拓多元市场 ‖ 扩大出口信用保险覆盖面 / 落实各项减税降费政策",
    ),
]

ON_UPRIGHT = [
    "今天我们邀请到 / 广州市政府负责同志",
    "推动要素在湾区内 / 更加便捷地流动",
    "今后去湾区其他城市 / 会更方便吗？",
    "目标是让主要城市之间 / 一小时内可达",
    "我们会逐项整改 / 并向社会公开进展",
    "开办企业的手续 / 还能再简单一些吗？",
]


def table(language: str) -> list[tuple[int, str]]:
    """(widest line, marked text) of every row under headings of `language`."""
    rows, widest = [], None
    for line in TABLE.read_text("utf-8").splitlines():
        if line.startswith("## "):
            kind, number = line[3:].rstrip(":").split(":")[0].split()[:2]
            widest = int(number.rstrip(":")) if (kind == "english") == (language == "en") else None
        elif line and not line.startswith("# ") and widest is not None:
            rows.append((widest, line))
    return rows


@pytest.mark.parametrize(("widest", "marked"), table("zh"))
def test_chinese_breaks_as_in_the_table(widest: int, marked: str) -> None:
    wanted = " ‖ ".join(" / ".join(map(on_screen, screen.split(" / "))) for screen in marked.split(" ‖ "))
    limits = SubtitleLimits(max_width=widest)
    assert shape(re.sub(" [/‖] ", "", marked), limits) == wanted


@pytest.mark.parametrize(("widest", "marked"), table("en"))
def test_english_breaks_as_in_the_table(widest: int, marked: str) -> None:
    assert widest == ENGLISH.max_width * 2
    assert shape(re.sub(" [/‖] ", " ", marked), ENGLISH) == marked


def test_the_table_has_what_it_must() -> None:
    widths = [widest for widest, _ in table("zh")]
    assert widths.count(16) >= 150
    assert widths.count(13) >= 50


def shape(text: str, limits: SubtitleLimits = WIDE) -> str:
    return " ‖ ".join(" / ".join(screen.lines) for screen in screens(text, limits, every_word()))


@pytest.mark.parametrize("wanted", ONE_SCREEN)
def test_a_phrase_breaks_where_an_editor_would_break_it(wanted: str) -> None:
    assert shape(wanted.replace(" / ", "")) == wanted


@pytest.mark.parametrize(("text", "wanted"), WITH_PUNCTUATION)
def test_punctuation_is_shown_the_way_chinese_subtitles_show_it(text: str, wanted: str) -> None:
    assert shape(text) == wanted


@pytest.mark.parametrize(("text", "wanted"), SEVERAL_SCREENS)
def test_a_long_text_changes_screen_at_a_comma(text: str, wanted: str) -> None:
    assert shape(text) == wanted


@pytest.mark.parametrize("wanted", ON_UPRIGHT)
def test_an_upright_picture_breaks_at_thirteen(wanted: str) -> None:
    assert shape(wanted.replace(" / ", ""), UPRIGHT) == wanted


@pytest.mark.parametrize(
    "whole",
    [
        "1.34万亿元",
        "2018年12月31日",
        "《粤港澳大湾区发展规划纲要》",
        "videopipe.example.com/gz",
        "三十五个百分点",
        "粤港澳大湾区",
        "6.2%",
    ],
)
@pytest.mark.parametrize("before", ["我们的目标是努力", "今年的情况一直都非常非常", "按照要求"])
def test_numbers_with_units_dates_titles_addresses_and_names_stay_whole(before: str, whole: str) -> None:
    assert whole in shape(f"{before}{whole}已经公布出来供大家查询", WIDE).replace(" ‖ ", " / ").replace(
        "/ ", "\n"
    ).replace(" \n", "\n")


@pytest.mark.parametrize("held", ["6.2 %", "Really ?", "yes ,", "( sic )"])
def test_no_english_line_begins_with_a_mark_though_a_space_stands_before_it(held: str) -> None:
    for before in range(10, 44):
        assert held in "\n".join(
            all_lines(screens(f"{'a' * before} {held} and so on and so forth", ENGLISH, every_word()))
        )


def test_a_good_line_break_of_the_file_is_kept() -> None:
    assert shape("我们会以重点平台为牵引\n推动要素流动") == "我们会以重点平台为牵引 / 推动要素流动"


def test_a_line_break_of_the_file_inside_a_word_is_not_kept() -> None:
    assert (
        shape("广州将着力增强国际商贸中心和综合交\n通枢纽功能")
        == "广州将着力增强国际商贸中心 / 和综合交通枢纽功能"
    )


def test_two_speakers_keep_a_line_each() -> None:
    assert shape("–你好\n–再见") == "–你好 / –再见"


def test_a_word_wider_than_a_line_is_cut_rather_than_shown_outside() -> None:
    lines = [line for screen in screens("a" * 70, WIDE, every_word()) for line in screen.lines]
    assert "".join(lines) == "a" * 70
    assert max(map(display_width, lines)) <= 16


def test_a_comma_behind_a_figure_is_a_pause_and_no_part_of_it() -> None:
    text = "今年增长10,明年继续努力"
    assert shape(text) == "今年增长10 明年继续努力"
    assert torn(text, screens(text, WIDE, every_word())) == ()


@pytest.mark.parametrize("space", [" ", "\u3000", "\t", "\xa0"])
def test_a_quotation_does_not_end_a_line_for_a_space_behind_its_mark(space: str) -> None:
    text = f"“000000000‘{space}“三00000000000三”"
    lines = all_lines(screens(text, WIDE, every_word()))
    assert not [line for line in lines if line[-1] in "“‘"]


def test_no_line_begins_with_a_closing_mark_that_a_wide_space_stands_before() -> None:
    text = "“三“三””“三”\u3000”三三三三三三三三三"
    assert not [line for line in all_lines(screens(text, UPRIGHT, every_word())) if line[0] == "”"]


def test_a_text_of_marks_only_shows_nothing() -> None:
    assert screens("，。", WIDE, every_word()) == ()


def test_widths_count_narrow_characters_as_half_and_quotes_as_full() -> None:
    assert [display_width(text) for text in ("广州", "GDP", "“广”", "a 广")] == [2, 1.5, 3, 2]


def test_reading_counts_neither_marks_nor_spaces() -> None:
    assert reading_units("广州 GDP，增长6.2%！") == 4 + 1.5 + 1


LIMITS = st.sampled_from(
    [WIDE, UPRIGHT, SubtitleLimits(max_lines=1), SubtitleLimits(max_width=10, max_lines=3)]
)


def all_lines(found: tuple[Screen, ...]) -> list[str]:
    return [line for screen in found for line in screen.lines]


@settings(settings.get_profile("texts"))
@given(TEXTS, LIMITS)
def test_nothing_is_lost_or_doubled(text: str, limits: SubtitleLimits) -> None:
    found = screens(text, limits, every_word())
    assert bare("".join(all_lines(found))) == bare(text)
    assert not found or bare("".join(screen.spoken for screen in found)) == bare(text)


@settings(settings.get_profile("texts"))
@given(TEXTS, LIMITS)
def test_every_screen_keeps_within_width_and_number_of_lines(text: str, limits: SubtitleLimits) -> None:
    for screen in screens(text, limits, every_word()):
        assert 1 <= len(screen.lines) <= limits.max_lines
        assert all(0 < display_width(line) <= limits.max_width for line in screen.lines)


@settings(settings.get_profile("texts"))
@given(TEXTS, LIMITS)
def test_no_line_begins_or_ends_with_a_mark_that_may_not_stand_there(
    text: str, limits: SubtitleLimits
) -> None:
    lines = all_lines(screens(text, limits, every_word()))
    assert not [line for line in lines[1:] if line[0] in NO_START]
    assert not [line for line in lines[:-1] if line[-1] in NO_END]
    assert not [line for line in lines if line[-1] in "，。、； "]


@settings(settings.get_profile("texts"))
@given(TEXTS, LIMITS)
def test_nothing_is_torn_unless_something_is_wider_than_a_line(text: str, limits: SubtitleLimits) -> None:
    flat = "".join(line.strip() for line in text.split("\n"))
    costs = break_costs(flat, every_word())
    stretches = [flat[i:j] for i, j in pairwise(places(costs, NOTHING_TORN))]
    assume(all(display_width(on_screen(stretch)) <= limits.max_width for stretch in stretches))
    assert torn(flat, screens(flat, limits, every_word())) == ()


@settings(settings.get_profile("texts"))
@given(st.text(st.sampled_from("abc ,.-A1"), max_size=120))
def test_english_keeps_every_character_and_its_width(text: str) -> None:
    lines = all_lines(screens(text, ENGLISH, every_word()))
    assert "".join(lines).replace(" ", "") == "".join(text.split())
    assert all(0 < len(line) <= 42 for line in lines)


@settings(settings.get_profile("texts"))
@given(TEXTS)
def test_what_fits_one_line_gets_one_line(text: str) -> None:
    flat = text.replace("\n", "")
    assume(0 < display_width(on_screen(flat)) <= 16)
    assert len(all_lines(screens(flat, WIDE, every_word()))) == 1


@settings(settings.get_profile("texts"))
@given(st.text(st.sampled_from(string.printable + "广州“”《》（）{}\\%，。…"), max_size=60))
def test_no_text_whatever_is_too_odd_to_lay_out(text: str) -> None:
    found = screens(text, WIDE, every_word())
    assert all(display_width(line) <= 16 for line in all_lines(found))


def test_english_keeps_its_comma_behind_a_quotation() -> None:
    assert on_screen("A citizen, “Chaosheng”, asks:") == "A citizen, “Chaosheng”, asks:"
    assert on_screen("网友“潮声”,问:") == "网友“潮声” 问："
