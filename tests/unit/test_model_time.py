"""Seconds and frames: what is read, and laws of where they meet."""

from fractions import Fraction
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from videopipe.model.time import Frames, Span, merge, parse_seconds, snap, time_of, timecode

RATES = st.sampled_from([Fraction(25), Fraction(50), Fraction(24000, 1001), Fraction(30000, 1001)])
TIMES = st.fractions(0, 10_000, max_denominator=90_000)
SPANS = st.lists(st.tuples(TIMES, TIMES).map(lambda pair: Span(min(pair), max(pair))), max_size=8)


@pytest.mark.parametrize(
    ("text", "seconds"),
    [
        ("00:01:33.4", "93.4"), ("1:33.4", "93.4"), ("00:00:13,250", "13.25"), ("12.5", "12.5"), ("5s", "5"), ("5 s", "5"),
        (" 7 ", "7"), (5, "5"), (0.1, "0.1"), (Fraction(1, 3), "1/3"), ("90:00", "5400"), ("100:00:00", "360000"), ("90", "90"),
    ],
)  # fmt: skip
def test_a_time_is_read_exactly(text: str | float | Fraction, seconds: str) -> None:
    assert parse_seconds(text) == Fraction(seconds)


@pytest.mark.parametrize(
    "text", ["", "soon", "-1", "1:60", "1:75:00", "1:2:3:4", "1.2.3", "1e3", "5m", "12:", ":12", "1:2.5:3", float("nan")]
)  # fmt: skip
def test_what_is_no_time_is_refused(text: str | float) -> None:
    with pytest.raises(ValueError, match=r".*"):
        parse_seconds(text)


@given(TIMES, RATES)
def test_snapping_is_never_off_by_more_than_half_a_frame(t: Fraction, fps: Fraction) -> None:
    assert abs(time_of(snap(t, fps), fps) - t) <= 1 / fps / 2


@given(st.integers(0, 10**7), RATES)
def test_a_frames_own_start_snaps_to_it(frame: int, fps: Fraction) -> None:
    assert snap(time_of(frame, fps), fps) == frame


@given(TIMES, TIMES, RATES)
def test_a_later_time_is_never_an_earlier_frame(one: Fraction, other: Fraction, fps: Fraction) -> None:
    assert snap(min(one, other), fps) <= snap(max(one, other), fps)


def test_a_tie_goes_to_the_later_frame() -> None:
    assert [snap(Fraction(n, 50), Fraction(25)) for n in range(5)] == [0, 1, 1, 2, 2]


@given(st.integers(0, 10**9))
def test_a_timecode_of_whole_milliseconds_reads_back(millis: int) -> None:
    assert parse_seconds(timecode(Fraction(millis, 1000))) == Fraction(millis, 1000)
    assert parse_seconds(timecode(Fraction(millis, 1000), ",")) == Fraction(millis, 1000)


@pytest.mark.parametrize(
    ("seconds", "text"),
    [
        ("0", "00:00:00.000"),
        ("3661.5", "01:01:01.500"),
        ("59.9996", "00:01:00.000"),
        ("-0.25", "-00:00:00.250"),
    ],
)
def test_a_timecode_rounds_to_the_millisecond(seconds: str, text: str) -> None:
    assert timecode(Fraction(seconds)) == text


@given(SPANS, st.fractions(0, 5, max_denominator=100))
def test_merged_spans_are_sorted_apart_and_hold_what_was_there(spans: list[Span], gap: Fraction) -> None:
    merged = merge(spans, gap)

    assert all(one.end + gap < two.start for one, two in pairwise(merged))
    assert all(any(big.start <= span.start and span.end <= big.end for big in merged) for span in spans)
    assert {span.start for span in merged} <= {span.start for span in spans}


@given(TIMES, TIMES, TIMES, TIMES)
def test_overlap_is_mutual_and_no_longer_than_either(
    a: Fraction, b: Fraction, c: Fraction, d: Fraction
) -> None:
    one, two = Span(min(a, b), max(a, b)), Span(min(c, d), max(c, d))

    assert one.overlap(two) == two.overlap(one) <= min(one.duration, two.duration)


def test_ends_do_not_belong() -> None:
    assert not Span(Fraction(1), Fraction(2)).holds(Fraction(2))
    assert Span(Fraction(1), Fraction(2)).holds(Fraction(1))
    assert not Frames(0, 5).meets(Frames(5, 9))
    assert Frames(0, 6).meets(Frames(5, 9))
    assert Frames(2, 6).shifted(-2) == Frames(0, 4)
