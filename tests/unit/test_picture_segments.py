"""Where the programme is cut into pieces that are rendered one by one."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.unit.timelines import cues, timeline, timelines
from videopipe.model.cues import ScreenCue
from videopipe.model.time import Frames
from videopipe.model.timeline import Timeline
from videopipe.stages.picture.segments import cut_segments, source_frames


def cue(start: int, end: int) -> ScreenCue:
    return ScreenCue(1, Frames(start, end), ("字",), "字")


Case = tuple[Timeline, list[int], list[ScreenCue], int]


@st.composite
def cases(draw: st.DrawFn) -> Case:
    edit = draw(timelines())
    edges = draw(st.lists(st.integers(-10, edit.total_frames + 10), max_size=5))
    return edit, edges, draw(cues(edit.total_frames)), draw(st.integers(1, 200))


@given(cases())
def test_segments_tile_the_programme_and_none_is_too_long(case: Case) -> None:
    edit, edges, texts, longest = case
    segments = cut_segments(edit, edges=edges, cues=texts, longest=longest)

    assert (segments[0].start, segments[-1].end) == (0, edit.total_frames)
    assert all(one.end == two.start for one, two in pairwise(segments))
    assert all(0 < len(segment) <= longest for segment in segments)


@given(cases())
def test_every_join_and_every_edge_in_the_programme_is_a_border(case: Case) -> None:
    edit, edges, texts, longest = case
    segments = cut_segments(edit, edges=edges, cues=texts, longest=longest)
    borders = {0, *(segment.end for segment in segments)}

    assert borders >= {*edit.joins, *(edge for edge in edges if 0 <= edge <= edit.total_frames)}


@given(cases())
def test_a_cue_lies_in_one_segment_unless_it_is_longer_or_an_edge_cuts_it(case: Case) -> None:
    edit, edges, texts, longest = case
    hard = {*edit.joins, *edges}
    cuts = {segment.end for segment in cut_segments(edit, edges=edges, cues=texts, longest=longest)} - hard

    for text in texts:
        held = range(text.frames.start + 1, text.frames.end)
        if len(text.frames) <= longest and hard.isdisjoint(held):
            assert cuts.isdisjoint(held)


@given(cases())
def test_a_segment_shows_consecutive_frames_of_one_source(case: Case) -> None:
    edit, edges, texts, longest = case
    shown = {at + n: (piece.source, piece.frames.start + n) for at, piece in edit.kept() for n in range(len(piece.frames))}  # fmt: skip

    for segment in cut_segments(edit, edges=edges, cues=texts, longest=longest):
        source, frames = source_frames(edit, segment)
        wanted = [(source, frame) for frame in range(frames.start, frames.end)]
        assert [shown[frame] for frame in range(segment.start, segment.end)] == wanted


@pytest.mark.parametrize(
    ("texts", "borders"),
    [
        ([], [100, 200, 250]),
        ([cue(60, 90), cue(90, 130)], [90, 190, 250]),
        ([cue(20, 110)], [20, 120, 220, 250]),
        ([cue(0, 160)], [100, 200, 250]),
        ([cue(95, 105), cue(150, 190)], [95, 195, 250]),
    ],
    ids=[
        "no text",
        "at the cue that would be cut",
        "also early",
        "a cue longer than a segment",
        "then in the quiet",
    ],
)
def test_a_segment_ends_as_late_as_it_can_without_cutting_a_cue(
    texts: list[ScreenCue], borders: list[int]
) -> None:
    segments = cut_segments(timeline((0, 0, 250, True)), edges=[], cues=texts, longest=100)

    assert [segment.end for segment in segments] == borders
