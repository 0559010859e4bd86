"""Which cards and straps the programme shows, and when."""

from datetime import UTC, datetime
from fractions import Fraction
from itertools import combinations, pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.unit.timelines import cues, timeline
from videopipe.config.episode import Episode
from videopipe.config.profile import Graphics
from videopipe.model.cues import ScreenCue
from videopipe.model.graphics import Bug, ClosingCard, Graphic, LowerThird, QuestionCard, TitleCard
from videopipe.model.marks import QuestionMark, StrapMark
from videopipe.model.time import Frames
from videopipe.stages.graphics.decide import decide_graphics

TOTAL = 2000
RULES = Graphics()
"""At 25 pictures a second: title and closing 75, cards 75 to 200, straps 125."""


def episode(*, guest: bool = True) -> Episode:
    people = {"host": {"name": "主持人"}} | ({"mayor": {"name": "市长", "role": "嘉宾"}} if guest else {})
    return Episode.model_validate(
        {
            "version": 1,
            "id": "gz",
            "series": "gd",
            "series_title": "市长访谈",
            "city": "广州",
            "title": "老城市新活力",
            "date": datetime(2019, 5, 10, tzinfo=UTC),
            "people": people,
            "footage": [{"file": "a.mp4"}],
            "credits": ["主办：省政府"],
        }
    )


def question(start: int, asked: int, end: int, number: int = 1) -> QuestionMark:
    whole = Frames(start, end)
    return QuestionMark(number, f"q-{number}", "题", "网友", "怎样？", Frames(start, start + asked), whole)


def cue(start: int, end: int) -> ScreenCue:
    return ScreenCue(1, Frames(start, end), ("字",), "字")


def strap(start: int, length: int = 125, who: str = "mayor") -> StrapMark:
    return StrapMark(who, Frames(start, start + length))


def decided(
    questions: list[QuestionMark],
    straps: list[StrapMark],
    texts: list[ScreenCue],
    *,
    guest: bool = True,
    total: int = TOTAL,
    rules: Graphics = RULES,
) -> tuple[Graphic, ...]:
    return decide_graphics(
        episode(guest=guest), timeline((0, 0, total, True)), questions=questions, straps=straps, cues=texts, rules=rules
    )  # fmt: skip


def of(kind: type[Graphic], graphics: tuple[Graphic, ...]) -> list[Frames]:
    return [graphic.frames for graphic in graphics if isinstance(graphic, kind)]


def test_a_programme_opens_closes_and_bears_its_mark_between() -> None:
    graphics = decided([], [], [])

    assert graphics == (
        TitleCard(Frames(0, 75), "市长访谈", "老城市新活力", "广州", "2019年5月10日"),
        ClosingCard(Frames(1925, 2000), "市长访谈", "广州", ("主办：省政府",)),
        Bug(Frames(75, 1925), "在线访谈", "广州"),
    )


@pytest.mark.parametrize("total", [1, 2, 5, 100])
def test_in_a_short_programme_title_and_closing_leave_half_to_the_people(total: int) -> None:
    graphics = decided([], [], [], total=total)

    assert sum(len(frames) for kind in (TitleCard, ClosingCard) for frames in of(kind, graphics)) <= total / 2
    assert all(len(graphic.frames) > 0 for graphic in graphics)


def test_a_profile_may_do_without_bug_title_and_closing() -> None:
    bare = Graphics.model_validate({"bug": False, "title_s": 0, "closing_s": 0})

    assert decided([], [], [], rules=bare) == ()


@pytest.mark.parametrize(
    ("asked", "end", "shown"),
    [(100, 900, 100), (1, 900, 75), (75, 900, 75), (400, 900, 200), (60, 350, 50), (1, 301, 1)],
    ids=["as long as it is read", "at least", "just so", "at most", "not beyond its answer", "however short"],
)
def test_a_question_card_stays_while_it_is_read(asked: int, end: int, shown: int) -> None:
    graphics = decided([question(300, asked, end)], [], [])

    assert of(QuestionCard, graphics) == [Frames(300, 300 + shown)]


def test_a_question_asked_below_the_title_has_its_card_after_it() -> None:
    assert of(QuestionCard, decided([question(10, 100, 500)], [], [])) == [Frames(75, 150)]


def test_a_card_gives_way_to_the_next_one() -> None:
    graphics = decided([question(300, 20, 900, 1), question(340, 20, 900, 2)], [], [])

    assert of(QuestionCard, graphics) == [Frames(300, 340), Frames(340, 415)]


def test_the_strap_comes_with_the_guests_first_words() -> None:
    texts = [cue(300, 380), cue(410, 500), cue(510, 600)]

    assert of(LowerThird, decided([question(300, 80, 900)], [], texts)) == [Frames(410, 535)]


def test_it_waits_until_the_card_is_gone() -> None:
    texts = [cue(300, 330), cue(340, 500)]

    assert of(LowerThird, decided([question(300, 30, 900)], [], texts)) == [Frames(375, 500)]


@pytest.mark.parametrize(
    ("questions", "texts", "guest"),
    [
        ([], [cue(300, 330)], True),
        ([question(300, 1, 900)], [cue(300, 330), cue(340, 500)], True),
        ([question(300, 30, 900)], [cue(300, 330)], True),
        ([question(300, 30, 900)], [cue(300, 330), cue(340, 500)], False),
    ],
    ids=["nobody asks", "no question mark", "nobody answers", "the guest has no name"],
)
def test_without_known_first_words_no_strap_comes_by_itself(
    questions: list[QuestionMark], texts: list[ScreenCue], guest: bool
) -> None:
    assert of(LowerThird, decided(questions, [], texts, guest=guest)) == []


@pytest.mark.parametrize(
    ("start", "shown"),
    [
        (160, [160]), (410, [410]), (660, [660]), (661, [410, 661]), (159, [159, 410])
    ],
)  # fmt: skip
def test_a_strap_asked_for_within_ten_seconds_stands_for_both(start: int, shown: list[int]) -> None:
    texts = [cue(300, 380), cue(410, 500)]
    graphics = decided([question(300, 80, 900)], [strap(start)], texts)

    assert [frames.start for frames in of(LowerThird, graphics)] == shown


def test_a_strap_of_somebody_else_stands_for_nobody() -> None:
    texts = [cue(300, 380), cue(410, 500)]
    graphics = decided([question(300, 80, 900)], [strap(650, who="host")], texts)

    assert [graphic.name for graphic in graphics if isinstance(graphic, LowerThird)] == ["市长", "主持人"]


@pytest.mark.parametrize(
    ("start", "shown"),
    [(500, [Frames(500, 625)]), (250, [Frames(400, 525)]), (10, [Frames(75, 200)]), (1850, []), (1990, [])],
    ids=["free", "before a card", "under the title", "no room before the closing", "under the closing"],
)
def test_a_strap_waits_for_cards_or_is_left_out(start: int, shown: list[Frames]) -> None:
    graphics = decided([question(300, 100, 900)], [strap(start)], [])

    assert of(LowerThird, graphics) == shown


def test_two_straps_never_stand_over_each_other() -> None:
    graphics = decided([question(300, 100, 900)], [strap(310, who="host"), strap(320)], [])

    assert of(LowerThird, graphics) == [Frames(400, 525), Frames(525, 650)]


def test_without_a_closing_card_a_strap_is_still_whole_or_absent() -> None:
    open_ended = Graphics.model_validate({"closing_s": 0})

    assert of(LowerThird, decided([], [strap(1900)], [], rules=open_ended)) == []
    assert of(LowerThird, decided([], [strap(1875)], [], rules=open_ended)) == [Frames(1875, 2000)]


@st.composite
def marks(draw: st.DrawFn) -> list[QuestionMark]:
    starts = sorted(draw(st.lists(st.integers(0, TOTAL - 1), max_size=5)))
    return [
        question(start, asked := draw(st.integers(1, 300)), start + asked + draw(st.integers(0, 600)), number)
        for number, start in enumerate(starts, 1)
    ]


STRAPS = st.lists(
    st.builds(strap, st.integers(0, TOTAL - 1), st.integers(1, 300), st.sampled_from(["host", "mayor"])),
    max_size=4,
)


@given(marks(), STRAPS, cues(TOTAL))
def test_cards_and_straps_never_overlap(questions: list[QuestionMark], straps: list[StrapMark], texts: list[ScreenCue]) -> None:  # fmt: skip
    graphics = [graphic for graphic in decided(questions, straps, texts) if not isinstance(graphic, Bug)]

    for one, other in combinations(graphics, 2):
        assert not one.frames.meets(other.frames)
    assert all(0 <= graphic.frames.start < graphic.frames.end <= TOTAL for graphic in graphics)


@given(marks(), STRAPS, cues(TOTAL))
def test_a_strap_is_shown_in_full_length_or_not_at_all(questions: list[QuestionMark], straps: list[StrapMark], texts: list[ScreenCue]) -> None:  # fmt: skip
    lengths = {len(mark.frames) for mark in straps} | {125}

    assert {len(frames) for frames in of(LowerThird, decided(questions, straps, texts))} <= lengths


@given(marks(), STRAPS, cues(TOTAL))
def test_no_strap_comes_before_it_was_wanted(questions: list[QuestionMark], straps: list[StrapMark], texts: list[ScreenCue]) -> None:  # fmt: skip
    shown = sorted(frames.start for frames in of(LowerThird, decided(questions, straps, texts, guest=True)))
    wanted = sorted([*(mark.frames.start for mark in straps), *(text.frames.start for text in texts)])

    assert all(any(start >= early for early in wanted) for start in shown)
    assert all(one < two for one, two in pairwise(shown))


def test_rates_other_than_25_have_their_own_frames() -> None:
    edit = timeline((0, 0, 2000, True), fps=Fraction(50))
    graphics = decide_graphics(episode(), edit, questions=[], straps=[], cues=[], rules=RULES)

    assert of(TitleCard, graphics) == [Frames(0, 150)]
