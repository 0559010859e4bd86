"""Which stretch of the programme each clip shows."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.unit.timelines import cues, timeline
from videopipe.model.cues import ScreenCue
from videopipe.model.marks import QuestionMark
from videopipe.model.time import Frames
from videopipe.stages.clips.plan import decide_clips, edges, members
from videopipe.stages.picture.segments import cut_segments

TOTAL = 1000


def question(start: int, end: int, number: int = 1) -> QuestionMark:
    return QuestionMark(
        number, f"q-{number}", "题", "网友", "怎样？", Frames(start, start + 1), Frames(start, end)
    )


def cue(start: int, end: int) -> ScreenCue:
    return ScreenCue(1, Frames(start, end), ("字",), "字")


@pytest.mark.parametrize(
    ("texts", "shown"),
    [
        ([], (290, 610)),
        ([cue(300, 350), cue(550, 600)], (290, 610)),
        ([cue(200, 280), cue(300, 600), cue(620, 700)], (290, 610)),
        ([cue(200, 296), cue(300, 600), cue(603, 700)], (296, 603)),
        ([cue(200, 300), cue(300, 600), cue(600, 700)], (300, 600)),
        ([cue(280, 350), cue(550, 640)], (270, 650)),
        ([cue(200, 275), cue(280, 350), cue(550, 640), cue(645, 700)], (275, 645)),
    ],
    ids=[
        "no text", "its own words only", "quiet enough", "less quiet than the handle", "no quiet",
        "edges within words", "edges within words, neighbours near",
    ],
)  # fmt: skip
def test_a_clip_is_its_words_and_a_little_quiet(texts: list[ScreenCue], shown: tuple[int, int]) -> None:
    (clip,) = decide_clips([question(300, 600)], texts, handle=10, total=TOTAL)

    assert clip.frames == Frames(*shown)


def test_handles_end_with_the_programme() -> None:
    (clip,) = decide_clips([question(3, 995)], [], handle=10, total=TOTAL)

    assert clip.frames == Frames(0, TOTAL)


@st.composite
def questions(draw: st.DrawFn) -> list[QuestionMark]:
    at = sorted(draw(st.lists(st.integers(0, TOTAL), min_size=2, max_size=6, unique=True)))
    return [question(start, end, number) for number, (start, end) in enumerate(pairwise(at), 1)]


@given(questions(), cues(TOTAL), st.integers(0, 50))
def test_a_clip_cuts_no_cue_and_takes_no_neighbours_word(
    marks: list[QuestionMark], texts: list[ScreenCue], handle: int
) -> None:
    for mark, clip in zip(marks, decide_clips(marks, texts, handle=handle, total=TOTAL), strict=True):
        assert clip.question == mark
        assert 0 <= clip.frames.start <= mark.whole.start
        assert mark.whole.end <= clip.frames.end <= TOTAL
        for text in texts:
            whole = clip.frames.start <= text.frames.start and text.frames.end <= clip.frames.end
            assert whole == clip.frames.meets(text.frames)
            assert whole == text.frames.meets(mark.whole)


@given(questions(), cues(TOTAL), st.integers(0, 50))
def test_the_segments_of_a_clip_are_the_clip(
    marks: list[QuestionMark], texts: list[ScreenCue], handle: int
) -> None:
    clips = decide_clips(marks, texts, handle=handle, total=TOTAL)
    programme = timeline((0, 0, 500, True), (1, 0, 500, True))
    segments = cut_segments(programme, edges=edges(clips), cues=texts, longest=150)

    for clip in clips:
        parts = [segments[index] for index in members(clip, segments)]
        assert (parts[0].start, parts[-1].end) == (clip.frames.start, clip.frames.end)
        assert all(one.end == two.start for one, two in pairwise(parts))


def test_edges_are_told_once_and_in_order() -> None:
    clips = decide_clips([question(500, 700), question(100, 500)], [], handle=0, total=TOTAL)

    assert edges(clips) == [100, 500, 700]
