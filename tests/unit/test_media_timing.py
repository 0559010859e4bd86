"""Constant or variable rate, from the times of pictures."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from videopipe.media.timing import BROADCAST, read_timing

MS, TS = Fraction(1, 1000), Fraction(1, 90_000)


def test_a_constant_rate_is_constant() -> None:
    timing = read_timing([n * 3600 for n in range(50)], TS)

    assert (timing.constant, timing.fps, timing.irregular, timing.intervals) == (True, Fraction(25), 0, 49)
    assert timing.shortest == timing.longest == timing.common == Fraction(1, 25)


def test_the_rounding_of_a_coarse_clock_is_no_variation() -> None:
    timing = read_timing([round(n * 1001 / 30) for n in range(100)], MS)

    assert timing.constant
    assert timing.fps == Fraction(30_000, 1001)
    assert timing.shortest != timing.longest


def test_a_missing_picture_is_seen() -> None:
    timing = read_timing([n * 40 for n in range(50) if n != 20], MS)

    assert not timing.constant
    assert (timing.fps, timing.irregular, timing.longest) == (Fraction(25), 1, Fraction(80, 1000))


def test_a_phone_that_slows_down_in_the_dark_is_variable() -> None:
    times = [n * 512 for n in range(60)] + [60 * 512 + n * 1024 for n in range(40)]
    timing = read_timing(times, Fraction(1, 15_360))

    assert not timing.constant
    assert (timing.fps, timing.irregular, timing.intervals) == (Fraction(30), 39, 99)


def test_a_drift_of_the_clock_is_no_constant_rate() -> None:
    times = [0]
    for n in range(1, 200):
        times.append(times[-1] + (33 if n % 10 else 37))

    assert not read_timing(times, MS).constant


def test_pictures_of_one_time_are_counted() -> None:
    timing = read_timing([0, 40, 40, 80], MS)

    assert (timing.repeated, timing.constant) == (1, False)


def test_the_order_in_which_they_are_stored_does_not_matter() -> None:
    assert read_timing([0, 160, 80, 40, 120], MS) == read_timing([0, 40, 80, 120, 160], MS)


@pytest.mark.parametrize("times", [[], [7]])
def test_a_lone_picture_has_no_rate(times: list[int]) -> None:
    timing = read_timing(times, MS)

    assert (timing.constant, timing.fps, timing.intervals) == (True, Fraction(0), 0)


def test_a_clock_of_one_tick_a_picture_is_exact() -> None:
    assert read_timing([0, 1], Fraction(1, 25)).fps == 25
    assert read_timing(list(range(25)), Fraction(1, 24)).fps == 24


@given(
    st.sampled_from(BROADCAST),
    st.sampled_from([MS, TS, Fraction(1, 12_800), Fraction(1, 600)]),
    st.integers(100, 400),
)
def test_every_broadcast_rate_is_known_by_any_clock(fps: Fraction, base: Fraction, count: int) -> None:
    timing = read_timing([round(n / fps / base) for n in range(count)], base)

    assert timing.constant
    assert abs(timing.fps - fps) < Fraction(1, 20)
    if base != Fraction(1, 600):
        assert timing.fps == fps
