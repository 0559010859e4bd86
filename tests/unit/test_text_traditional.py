"""Simplified to traditional characters: terms, names, line breaks."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from videopipe.config.cities import CITIES
from videopipe.text.traditional import house_terms, leads_back, traditional

CITY_NAMES = ("廣州", "深圳", "珠海", "佛山", "惠州", "東莞", "中山", "江門", "肇慶")


def test_the_nine_cities_are_written_as_in_hong_kong() -> None:
    convert = traditional(())
    assert {convert(city.zh) for city in CITIES} == set(CITY_NAMES)


@pytest.mark.parametrize(
    ("simplified", "expected"),
    [
        ("以后，皇后", "以後，皇后"),
        ("城里的人，一公里", "城裏的人，一公里"),
        ("平台，台山，台湾", "平台，台山，台灣"),
        ("征求群众意见", "徵求群眾意見"),
        ("正式启动", "正式啟動"),
        ("着力干事，干净的面条", "着力幹事，乾淨的麵條"),
        ("祂䶮𠮷〇", "祂龑𠮷〇"),
    ],
)
def test_words_decide_which_character_is_meant(simplified: str, expected: str) -> None:
    assert traditional(())(simplified) == expected


def test_a_name_is_the_same_wherever_it_stands() -> None:
    convert = traditional(["于发"])
    assert convert("于发") in convert("于发展会上说，于发表示")
    assert convert("于发表示").startswith(convert("于发"))


def test_a_word_over_two_lines_is_converted_as_one() -> None:
    convert = traditional(())
    assert convert.lines(("他们到了皇", "后大道")) == ("他們到了皇", "后大道")
    assert convert.lines(()) == ()


@given(st.text(alphabet="广州肇庆后里面发干台启群湾区，。 ABC12", max_size=30), st.integers(0, 30))
def test_line_breaks_stay(text: str, at: int) -> None:
    lines = (text[:at], text[at:])
    assert "".join(traditional(()).lines(lines)) == traditional(())(text)
    assert [len(line) for line in traditional(()).lines(lines)] == [len(line) for line in lines]


def test_it_tells_where_the_way_back_is_another() -> None:
    convert = traditional(())
    assert leads_back("群众启动", convert("群众启动"))
    assert not leads_back("裏面", convert("裏面"))


def test_every_term_leads_back() -> None:
    words = [(one, other) for one, other in house_terms().items() if len(one) > 1]
    assert [one for one, other in words if not leads_back(one, other)] == []
