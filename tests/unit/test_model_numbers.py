"""Numbers: what is written is what is read, and what is read is what is shown."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from videopipe.model.numbers import (
    Written,
    figure,
    figures,
    in_unit,
    places,
    read_number,
    say_amount,
    shortened,
    split_unit,
)

exact = st.decimals(-(10**9), 10**9, allow_nan=False, allow_infinity=False, places=2)


@pytest.mark.parametrize(
    ("text", "value", "unit", "prefix"),
    [
        ("22859.35", "22859.35", "", ""),
        ("22,859.35", "22859.35", "", ""),
        ("22，859.35", "22859.35", "", ""),
        ("22 859.35", "22859.35", "", ""),
        ("６９７０", "6970", "", ""),
        ("6.10", "6.10", "", ""),
        ("1.44万家", "1.44", "万家", ""),
        ("约6970万人次", "6970", "万人次", "约"),
        ("超过 1.1 万家", "1.1", "万家", "超过"),
        ("4.2%", "4.2", "%", ""),
        ("4.2％", "4.2", "%", ""),
        ("−0.3", "-0.3", "", ""),
        ("-0.3", "-0.3", "", ""),
        ("+3", "3", "", ""),
        ("1500余家", "1500", "余家", ""),
        (" 0 ", "0", "", ""),
    ],
)
def test_numbers_are_read_as_people_write_them(text: str, value: str, unit: str, prefix: str) -> None:
    read = read_number(text)
    assert read == Written(Decimal(value), unit, prefix)
    assert str(read.value) == value  # places stay


@pytest.mark.parametrize(
    "text",
    [
        "abc",
        "1,23",
        "1,234,5",
        "1.234,5",
        "12a3",
        "1.2.3",
        "十二",
        "1e5",
        "NaN",
        "inf",
        "３万２",
        "1234567890123456",
    ],
)
def test_what_is_no_number_says_so_in_both_languages(text: str) -> None:
    with pytest.raises(ValueError, match=r"(not a number|digits).* ｜ "):
        read_number(text)


@pytest.mark.parametrize("text", ["", "  ", "-", "—", "N/A", "…", "暂无"])
def test_a_missing_number_is_called_missing(text: str) -> None:
    with pytest.raises(ValueError, match=r"missing ｜ 缺少"):
        read_number(text)


@pytest.mark.parametrize(
    ("text", "unit", "value"),
    [
        ("1.44万", "家", "14400"),
        ("1.44万家", "家", "14400"),
        ("14400家", "万家", "1.44"),
        ("1.44", "万家", "1.44"),
        ("2.5万亿元", "亿元", "25000"),
        ("6.1億噸", "亿噸", "6.1"),
        ("4.2%", "%", "4.2"),
        ("0家", "万家", "0"),
    ],
)
def test_a_number_is_brought_to_the_unit_of_its_chart(text: str, unit: str, value: str) -> None:
    assert str(in_unit(read_number(text), unit)) == value


@pytest.mark.parametrize(("text", "unit"), [("4.2%", "万家"), ("3公里", "万人"), ("5家", "")])
def test_a_number_of_another_unit_is_refused(text: str, unit: str) -> None:
    with pytest.raises(ValueError, match=r"doesn't fit .* ｜ .*不一致"):
        in_unit(read_number(text), unit)


def test_units_are_a_multiple_and_a_thing() -> None:
    assert split_unit("万人次") == ("万", "人次")
    assert split_unit("万亿元") == ("万亿", "元")
    assert split_unit("億噸") == ("亿", "噸")
    assert split_unit("%") == ("", "%")


@pytest.mark.parametrize(
    ("values", "unit", "shown", "shown_unit"),
    [
        (["69700000"], "人次", ["6970"], "万人次"),
        (["1046000000"], "元", ["10.46"], "亿元"),
        (["104659300"], "元", ["10465.93"], "万元"),
        (["14400"], "家", ["14400"], "家"),
        (["1490441"], "人", ["1490441"], "人"),
        (["120000", "90000"], "家", ["12", "9"], "万家"),
        (["22859.35"], "亿元", ["22859.35"], "亿元"),
        (["500000"], "%", ["500000"], "%"),
        (["500000"], "", ["500000"], ""),
    ],
)
def test_long_numbers_are_said_in_wan_and_yi_where_that_is_exact(
    values: list[str], unit: str, shown: list[str], shown_unit: str
) -> None:
    got, got_unit = shortened([Decimal(each) for each in values], unit)
    assert ([str(each) for each in got], got_unit) == (shown, shown_unit)


def test_figures_keep_their_places_and_group_from_five_digits() -> None:
    assert figure(Decimal("22859.35")) == "22,859.35"
    assert figure(Decimal(6970)) == "6970"
    assert figure(Decimal("6.10")) == "6.10"
    assert figure(Decimal("1E+4")) == "10,000"
    assert figure(Decimal("-0.30")) == "−0.30"
    assert figures([Decimal(6970), Decimal(12000)]) == ("6,970", "12,000")
    assert say_amount(Decimal(6970), "万人次", "约") == "约6970万人次"


@given(exact)
def test_a_figure_reads_back_as_the_number_it_shows(value: Decimal) -> None:
    read = read_number(figure(value)).value
    assert read == value
    assert places(read) == places(value)


@given(st.lists(exact, min_size=1, max_size=5), st.sampled_from(["家", "人次", "元"]))
def test_shortening_changes_no_number(values: list[Decimal], unit: str) -> None:
    short, short_unit = shortened(values, unit)
    for before, after in zip(values, short, strict=True):
        assert in_unit(Written(after, short_unit), unit) == before
