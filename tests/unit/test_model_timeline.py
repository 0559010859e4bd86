"""The edit: laws of kept and removed, of joins, and of where source time has gone."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.unit.timelines import PAL, timeline, timelines
from videopipe.model.time import Frames, Span, snap, time_of
from videopipe.model.timeline import Piece, Timeline

TIMES = st.fractions(0, 100, max_denominator=1000)


@given(timelines())
def test_kept_and_removed_are_the_source(edit: Timeline) -> None:
    removed = sum(len(piece.frames) for piece in edit.pieces if not piece.keep)

    assert edit.total_frames + removed == sum(len(piece.frames) for piece in edit.pieces)
    assert edit.duration * edit.fps == edit.total_frames


@given(timelines())
def test_kept_pieces_follow_each_other_without_gaps(edit: Timeline) -> None:
    at = 0
    for start, piece in edit.kept():
        assert start == at
        at += len(piece.frames)
    assert at == edit.total_frames


@given(timelines())
def test_between_joins_the_source_runs_on(edit: Timeline) -> None:
    shown = {
        at + n: (piece.source, piece.frames.start + n)
        for at, piece in edit.kept()
        for n in range(len(piece.frames))
    }
    jumps = {
        frame
        for frame in range(1, edit.total_frames)
        if shown[frame] != (shown[frame - 1][0], shown[frame - 1][1] + 1)
    }  # fmt: skip

    assert set(edit.joins) == jumps


@given(timelines(), st.integers(0, 2), TIMES)
def test_a_programme_frame_shows_the_time_that_it_was_asked_for(
    edit: Timeline, source: int, t: Fraction
) -> None:
    frame = edit.programme_frame(source, t)

    wanted = snap(t, edit.fps)
    homes = [
        (at, piece)
        for at, piece in edit.kept()
        if piece.source == source and piece.frames.start <= wanted < piece.frames.end
    ]
    assert frame == (homes[0][0] + wanted - homes[0][1].frames.start if homes else None)  # fmt: skip


@pytest.mark.parametrize(
    ("t", "frame"),
    [("10", 250), ("10.01", 251), ("10.02", 251), ("10.0400", 251), ("10.0405", 251), ("10.041", 252)],
)
def test_a_new_shot_is_seen_on_the_first_frame_that_begins_after_it(t: str, frame: int) -> None:
    edit = Timeline(Fraction(25), (Piece(0, Frames(0, 1000), True, "speech"),))
    assert edit.first_frame(0, Fraction(t)) == frame


@given(timelines(), st.integers(0, 2), TIMES, TIMES)
def test_a_span_lies_within_the_programme(edit: Timeline, source: int, a: Fraction, b: Fraction) -> None:
    frames = edit.programme_span(source, Span(min(a, b), max(a, b)))

    assert frames is None or 0 <= frames.start < frames.end <= edit.total_frames


@given(timelines(), st.integers(0, 2), TIMES, TIMES, TIMES)
def test_a_longer_span_holds_the_shorter(
    edit: Timeline, source: int, a: Fraction, b: Fraction, c: Fraction
) -> None:
    start, middle, end = sorted([a, b, c])
    part, whole = (edit.programme_span(source, Span(start, until)) for until in (middle, end))

    assert part is None or (whole is not None and whole.start == part.start and whole.end >= part.end)


@given(timelines())
def test_a_kept_piece_stands_where_it_was_put(edit: Timeline) -> None:
    for at, piece in edit.kept():
        span = Span(time_of(piece.frames.start, edit.fps), time_of(piece.frames.end, edit.fps))
        assert edit.programme_span(piece.source, span) == Frames(at, at + len(piece.frames))


def test_a_span_over_a_cut_is_closed_up() -> None:
    edit = timeline((0, 0, 50, True), (0, 50, 100, False), (0, 100, 150, True))

    assert edit.joins == (50,)
    assert edit.programme_span(0, Span(Fraction(1), Fraction(5))) == Frames(25, 75)
    assert edit.programme_span(0, Span(Fraction(2), Fraction(4))) is None
    assert edit.programme_frame(0, Fraction(3)) is None


def test_pieces_that_run_on_are_no_join() -> None:
    assert timeline((0, 0, 50, True), (0, 50, 100, True)).joins == ()
    assert timeline((0, 0, 50, True), (1, 50, 100, True)).joins == (50,)
    assert timeline((0, 0, 50, False), (0, 50, 100, True)).joins == ()


def test_an_instant_has_one_frame() -> None:
    assert timeline((0, 0, 50, True), fps=PAL).programme_span(0, Span(Fraction(1), Fraction(1))) == Frames(
        25, 26
    )
