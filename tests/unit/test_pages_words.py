"""Figures as people read them."""

from datetime import UTC, datetime
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from videopipe.stages.pages.words import clock, decimal, iso_duration, minute, size


@pytest.mark.parametrize(
    ("t", "text"),
    [(0, "0:00"), (Fraction(599, 10), "0:59"), (60, "1:00"), (3599, "59:59"), (3723, "1:02:03")],
)
def test_a_clock_shows_what_a_player_shows(t: Fraction, text: str) -> None:
    assert clock(Fraction(t)) == text


@pytest.mark.parametrize(
    ("t", "text"),
    [
        (0, "PT0S"),
        (Fraction(467, 5), "PT1M33.4S"),
        (3600, "PT1H0S"),
        (Fraction(599_999_7, 100_000), "PT1M0S"),
    ],
)
def test_lengths_are_written_as_iso_8601(t: Fraction, text: str) -> None:
    assert iso_duration(Fraction(t)) == text


@given(st.fractions(0, 100_000))
def test_a_time_in_a_link_is_right_to_the_millisecond(t: Fraction) -> None:
    assert abs(Fraction(decimal(t)) - t) <= Fraction(1, 1000)


@pytest.mark.parametrize(
    ("size_bytes", "text"),
    [(0, "0 B"), (999, "999 B"), (1000, "1 KB"), (999_499, "999 KB"), (999_500, "1.0 MB"), (128_400_000, "128.4 MB"),
     (999_949_999, "999.9 MB"), (999_950_000, "1.00 GB")],
)  # fmt: skip
def test_sizes_never_show_a_thousand_of_the_smaller_unit(size_bytes: int, text: str) -> None:
    assert size(size_bytes) == text


def test_dates_are_written_as_government_pages_write_them() -> None:
    assert minute(datetime(2019, 5, 1, 9, 5, tzinfo=UTC)) == "2019-05-01 09:05"
