from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from videopipe.drawing.breaks import CLOSING, OPENING, wrap

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
        assert before[-1] not in OPENING
        assert after[0] not in CLOSING


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
        ("惠州到深圳、广州的通勤什么时候能更便捷？", ("惠州到深圳、广州的", "通勤什么时候能更便捷？")),
        ("肇庆怎样当好大湾区连接大西南的通道？", ("肇庆怎样当好大湾区", "连接大西南的通道？")),
    ],
)
def test_two_lines_break_where_a_speaker_would_pause(text: str, lines: tuple[str, str]) -> None:
    assert wrap(text, ems, 16, 2) == lines


def test_figures_units_and_latin_words_stay_whole() -> None:
    found = wrap("到2019年5月10日GDP达到22859.35亿元", ems, 14, 2)
    assert found is not None
    joined = "|".join(found)
    assert all(whole in joined for whole in ("2019年", "5月", "10日", "GDP", "22859.35亿"))


def test_what_cannot_be_broken_so_is_none() -> None:
    assert wrap("广州", ems, 10, 3) is None
    assert wrap("videopipeline2019", ems, 10, 2) is None
