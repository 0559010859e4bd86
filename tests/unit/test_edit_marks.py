"""Where questions and straps come to stand in the programme."""

from datetime import UTC, datetime
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.unit.timelines import timeline, timelines
from videopipe.config.cities import CITIES
from videopipe.config.episode import CueRef, CutIn, Episode, LowerThirdItem, Question
from videopipe.model.cues import Cue
from videopipe.model.marks import CutInMark
from videopipe.model.time import Frames, Span
from videopipe.model.timeline import Timeline
from videopipe.stages.edit.marks import (
    CutInsMeet,
    place_cut_ins,
    place_questions,
    place_straps,
    question_spans,
)

WHOLE = timeline((0, 0, 1000, True))
DURATION = Fraction(40)
SAID = [(1, 2, "各位网友好。"), (4, 6, "网友问："), (6, 8, "怎样发挥作用？"), (9, 14, "要发挥作用。"), (16, 18, "方便吗？”"), (19, 22, "方便。")]  # fmt: skip
CUES = [Cue(number, Span(Fraction(start), Fraction(end)), text) for number, (start, end, text) in enumerate(SAID, 1)]  # fmt: skip


def question(number: int, at: object, until: object = None) -> Question:
    return Question.model_validate({"id": f"q-{number}", "text": "怎样？", "at": at, "until": until})


def episode(*questions: Question) -> Episode:
    return Episode.model_validate(
        {
            "version": 1,
            "id": "gz",
            "series": "gd",
            "city": CITIES[0].zh,
            "title": "题",
            "date": datetime(2019, 5, 10, tzinfo=UTC),
            "footage": [{"file": "a.mp4"}],
            "questions": questions,
        }
    )


def strap(at: object, length: str = "5s") -> LowerThirdItem:
    return LowerThirdItem.model_validate({"who": "mayor", "at": at, "for": length})


def test_a_cue_is_meant_by_its_number_where_one_before_it_was_left_out() -> None:
    assert question_spans([question(1, {"cue": 2}, {"cue": 4})], CUES[1:], DURATION) == [
        Span(Fraction(4), Fraction(14))
    ]


@pytest.mark.parametrize(
    ("at", "until", "span"),
    [
        ("4", "14", (4, 14)),
        ({"cue": 2}, {"cue": 4}, (4, 14)),
        ({"cue": "2..3"}, {"cue": "3..4"}, (4, 14)),
        ("4", None, (4, 22)),
        ("23", None, (23, 23)),
    ],
)
def test_a_question_is_placed_by_time_or_by_cue(at: object, until: object, span: tuple[int, int]) -> None:
    assert question_spans([question(1, at, until)], CUES, DURATION) == [
        Span(Fraction(span[0]), Fraction(span[1]))
    ]


def test_an_open_end_is_the_next_question_in_time_not_in_the_file() -> None:
    spans = question_spans([question(1, "16"), question(2, "4")], CUES, DURATION)

    assert [span.end for span in spans] == [22, 16]


def test_without_subtitles_the_last_answer_runs_to_the_end() -> None:
    assert question_spans([question(1, "4")], [], DURATION) == [Span(Fraction(4), DURATION)]


def test_questions_are_numbered_in_the_order_of_the_programme() -> None:
    marks = place_questions(episode(question(2, "16", "22"), question(1, "4", "14")), CUES, WHOLE, DURATION)

    assert [(mark.number, mark.id) for mark in marks] == [(1, "q-1"), (2, "q-2")]
    assert [mark.whole for mark in marks] == [Frames(100, 350), Frames(400, 550)]


def test_a_question_is_asked_until_the_question_mark() -> None:
    marks = place_questions(episode(question(1, "4", "14"), question(2, "16", "22")), CUES, WHOLE, DURATION)

    assert [mark.asked for mark in marks] == [Frames(100, 200), Frames(400, 450)]


@pytest.mark.parametrize("at", ["3.9", "4", "4.1", "6.1"])
def test_a_start_typed_a_little_early_or_late_finds_the_same_question_mark(at: str) -> None:
    (mark,) = place_questions(episode(question(1, at, "14")), CUES, WHOLE, DURATION)

    assert mark.asked.end == 200


def test_a_question_is_not_asked_longer_than_it_lasts() -> None:
    (mark,) = place_questions(episode(question(1, "4", "7.5")), CUES, WHOLE, DURATION)

    assert mark.asked == mark.whole


def test_where_nothing_tells_how_long_it_is_asked_it_is_one_frame() -> None:
    (mark,) = place_questions(episode(question(1, "9", "14")), CUES, WHOLE, DURATION)

    assert mark.asked == Frames(225, 226)


def test_a_question_that_was_cut_away_is_left_out_and_the_others_count_on() -> None:
    cut = timeline((0, 0, 100, True), (0, 100, 350, False), (0, 350, 1000, True))
    marks = place_questions(episode(question(1, "4", "14"), question(2, "16", "22")), CUES, cut, DURATION)

    assert [(mark.number, mark.id, mark.whole) for mark in marks] == [(1, "q-2", Frames(150, 300))]


def test_an_answer_whose_question_was_cut_away_stays() -> None:
    cut = timeline((0, 0, 200, False), (0, 200, 1000, True))
    (mark,) = place_questions(episode(question(1, "4", "14")), CUES, cut, DURATION)

    assert (mark.whole, mark.asked) == (Frames(0, 150), Frames(0, 1))


@given(timelines(), st.fractions(0, 50, max_denominator=50), st.fractions(0, 50, max_denominator=50))
def test_a_mark_lies_in_the_programme_and_the_question_within_it(
    edit: Timeline, a: Fraction, b: Fraction
) -> None:
    for mark in place_questions(episode(question(1, min(a, b), max(a, b))), CUES, edit, DURATION):
        assert 0 <= mark.whole.start < mark.whole.end <= edit.total_frames
        assert mark.whole.start <= mark.asked.start < mark.asked.end <= mark.whole.end


def test_a_strap_stands_where_the_episode_wants_it() -> None:
    assert [mark.frames for mark in place_straps([strap("9"), strap({"cue": 6}, "2s")], CUES, WHOLE)] == [
        Frames(225, 350),
        Frames(475, 525),
    ]


def test_a_strap_moves_with_the_cut_and_goes_with_what_was_cut() -> None:
    cut = timeline((0, 0, 100, True), (0, 100, 200, False), (0, 200, 1000, True))
    straps = place_straps([strap("9"), strap("5")], CUES, cut)

    assert [mark.frames for mark in straps] == [Frames(125, 250)]


def test_a_straps_place_may_be_a_cue() -> None:
    assert isinstance(strap({"cue": 6}).at, CueRef)


def test_a_strap_keeps_the_length_that_was_asked_for() -> None:
    assert [mark.frames for mark in place_straps([strap("38")], CUES, WHOLE)] == [Frames(950, 1075)]


def cut_in(at: object, scene: str = "h", **more: str) -> CutIn:
    return CutIn.model_validate({"scene": scene, "at": at, **more})


LENGTHS = {"h": 125, "i": 200}


def test_a_cut_in_stands_for_its_own_length_and_moves_with_the_cut() -> None:
    asked = [cut_in({"cue": 6}, "i", **{"as": "panel"}), cut_in("9"), cut_in("1", **{"as": "panel-left"})]
    assert place_cut_ins(asked, LENGTHS, CUES, WHOLE) == (
        CutInMark("h", Frames(25, 150), side="left"),
        CutInMark("h", Frames(225, 350), side=None),
        CutInMark("i", Frames(475, 675), side="right"),
    )
    cut = timeline((0, 0, 100, True), (0, 100, 200, False), (0, 200, 1000, True))
    assert [mark.frames for mark in place_cut_ins([cut_in("9"), cut_in("5")], LENGTHS, CUES, cut)] == [
        Frames(125, 250)
    ]


def test_a_cut_in_ends_with_the_programme_at_the_latest() -> None:
    assert [mark.frames for mark in place_cut_ins([cut_in("39")], LENGTHS, CUES, WHOLE)] == [
        Frames(875, 1000)
    ]
    assert place_cut_ins([cut_in("1")], LENGTHS, CUES, timeline((0, 0, 100, True))) == ()


def test_two_cut_ins_at_once_are_refused() -> None:
    with pytest.raises(CutInsMeet) as caught:
        place_cut_ins([cut_in("9"), cut_in("12", "i")], LENGTHS, CUES, WHOLE)
    assert (caught.value.data["first"], caught.value.data["second"], caught.value.data["at"]) == (
        "h",
        "i",
        "00:00:12.000",
    )
