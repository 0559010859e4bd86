"""Lines of cards and straps: the breaker of subtitles, with widths of fonts."""

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from videopipe.text.breaks import NO_END, NO_START
from videopipe.text.wrap import wrap

texts = st.text("广州湾区建设的在中怎样发挥核心作用，。？“”（）《》 2019GDP%", min_size=1, max_size=30)


def ems(line: str) -> float:
    return float(len(line))


@settings(deadline=None)
@given(texts, st.integers(1, 4), st.integers(4, 30))
def test_lines_are_the_text_and_none_is_too_wide(text: str, lines: int, width: int) -> None:
    found = wrap(text, ems, width, lines)
    if found is not None:
        assert len(found) == lines
        assert "".join(found).replace(" ", "") == text.replace(" ", "")
        assert all(len(line) <= width for line in found)


@settings(deadline=None)
@given(texts, st.integers(2, 4))
def test_punctuation_stays_on_its_side(text: str, lines: int) -> None:
    for before, after in pairwise(wrap(text, ems, 30, lines) or ()):
        assert before[-1] not in NO_END
        assert after[0] not in NO_START


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("广州在大湾区建设中怎样发挥核心引擎作用？", ("广州在大湾区建设中", "怎样发挥核心引擎作用？")),
        ("老城市新活力 湾区核心引擎", ("老城市新活力", "湾区核心引擎")),
        ("土地多是优势，怎样吸引更多好项目落地？", ("土地多是优势，", "怎样吸引更多好项目落地？")),
        (
            "市民最关心出行，今后去湾区其他城市会更方便吗？",
            ("市民最关心出行，", "今后去湾区其他城市会更方便吗？"),
        ),
        ("大桥通车后，怎样把通道优势变成发展优势？", ("大桥通车后，", "怎样把通道优势变成发展优势？")),
        ("惠州到深圳、广州的通勤什么时候能更便捷？", ("惠州到深圳、广州的通勤", "什么时候能更便捷？")),
        ("肇庆怎样当好大湾区连接大西南的通道？", ("肇庆怎样当好大湾区", "连接大西南的通道？")),
    ],
)
def test_two_lines_break_where_a_speaker_would_pause(text: str, lines: tuple[str, str]) -> None:
    assert wrap(text, ems, 16, 2) == lines


@pytest.mark.parametrize(
    ("text", "width", "lines"),
    [
        (
            "2018年地区生产总值达到22859.35亿元，其中有多少来自5G产业？",
            17,
            ("2018年地区生产总值", "达到22859.35亿元，", "其中有多少来自5G产业？"),
        ),
        (
            "请介绍《粤港澳大湾区发展规划纲要》发布以来的进展",
            14,
            ("请介绍", "《粤港澳大湾区发展规划纲要》", "发布以来的进展"),
        ),
    ],
)
def test_words_titles_and_figures_stay_whole_in_three_lines(
    text: str, width: int, lines: tuple[str, ...]
) -> None:
    assert wrap(text, ems, width, 3) == lines


def test_a_title_wider_than_a_line_is_torn_between_its_words_and_a_figure_never() -> None:
    assert wrap("《粤港澳大湾区发展规划纲要》", ems, 9, 2) == ("《粤港澳大湾区", "发展规划纲要》")
    assert wrap("约1234567890123亿元", ems, 9, 2) is None


def test_a_name_stays_whole_where_it_is_known() -> None:
    text = "请问刘易非凡市长"
    assert wrap(text, ems, 6, 2, names=["刘易非凡"]) == ("请问", "刘易非凡市长")


def test_widths_may_be_pixels() -> None:
    text = "市民最关心出行，今后去湾区其他城市会更方便吗？"
    assert wrap(text, lambda line: 72.0 * len(line), 72 * 16, 2) == wrap(text, ems, 16, 2)


def test_english_is_broken_at_its_spaces() -> None:
    assert wrap("Greater Bay Area: one hour from city to city", ems, 30, 2) == (
        "Greater Bay Area:",
        "one hour from city to city",
    )


def test_an_accent_stays_on_its_letter_and_an_emoji_in_one_piece() -> None:
    text = "广e\u0301州👩\u200d👩\u200d👧区👍🏽建🏳\ufe0f设"
    for lines in range(1, len(text) + 1):
        found = wrap(text, ems, 30, lines)
        assert found is None or not [
            line for line in found if line[0] in "\u0301\u200d🏽\ufe0f" or line[-1] == "\u200d"
        ]
    assert wrap(text, ems, 30, 2) is not None


def test_figures_units_and_latin_words_stay_whole() -> None:
    found = wrap("到2019年5月10日GDP达到22859.35亿元", ems, 14, 2)
    assert found is not None
    joined = "|".join(found)
    assert all(whole in joined for whole in ("2019年", "5月", "10日", "GDP", "22859.35亿"))


def test_what_cannot_be_broken_so_is_none() -> None:
    assert wrap("广州", ems, 10, 3) is None
    assert wrap("videopipeline2019", ems, 10, 2) is None
