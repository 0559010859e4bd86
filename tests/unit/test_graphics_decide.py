"""Which cards and straps the programme shows, and when."""

from collections.abc import Mapping
from dataclasses import replace
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
from videopipe.model.graphics import (
    Bug,
    ChapterMark,
    ClosingCard,
    ExpertStrap,
    Graphic,
    Logo,
    LowerThird,
    QuestionCard,
    TitleCard,
    TopicStrap,
)
from videopipe.model.marks import QuestionMark, StrapMark
from videopipe.model.time import Frames
from videopipe.stages.graphics.decide import decide_graphics, reading_s

TOTAL = 2000
RULES = Graphics()
"""At 25 pictures a second: title and closing 75, cards 75 to 200, straps 125."""


def episode(more: Mapping[str, object] | None = None, *, guest: bool = True) -> Episode:
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
            **(more or {}),
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


def test_a_card_knows_the_people_whom_its_question_names() -> None:
    asked = [replace(question(100, 50, 400), text="请问市长怎样看？"), question(500, 50, 900, 2)]
    cards = [graphic for graphic in decided(asked, [], []) if isinstance(graphic, QuestionCard)]
    assert [card.names for card in cards] == [("市长",), ()]


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
    graphics = decided(questions, straps, texts)
    moving = [graphic for graphic in graphics if not isinstance(graphic, Bug | TopicStrap)]
    announced = [graphic for graphic in graphics if not isinstance(graphic, Bug | LowerThird)]

    for one, other in [*combinations(moving, 2), *combinations(announced, 2)]:
        assert not one.frames.meets(other.frames)
    assert all(0 <= graphic.frames.start < graphic.frames.end <= TOTAL for graphic in graphics)


@given(marks(), STRAPS, cues(TOTAL))
def test_a_strap_is_never_shorter_than_asked_for_and_longer_only_to_be_read(questions: list[QuestionMark], straps: list[StrapMark], texts: list[ScreenCue]) -> None:  # fmt: skip
    lengths = {len(mark.frames) for mark in straps} | {125}

    for frames in of(LowerThird, decided(questions, straps, texts)):
        assert len(frames) in lengths or min(lengths) < len(frames) <= 100


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


LONG = {"people": {"mayor": {"name": "广州市政府负责同志", "role": "“打造粤港澳大湾区”微视频访谈"}}}
"""24 characters: 6.1 s to read, 153 frames."""


def with_straps(*straps: StrapMark, questions: tuple[QuestionMark, ...] = ()) -> tuple[Graphic, ...]:
    edit = timeline((0, 0, TOTAL, True))
    return decide_graphics(
        episode(LONG), edit, questions=questions, straps=straps, cues=[], rules=RULES
    )  # fmt: skip


def test_a_strap_stays_until_it_can_be_read_where_there_is_room() -> None:
    assert reading_s(LowerThird(Frames(0, 1), "市长", "")) == 4
    assert of(LowerThird, with_straps(strap(500, 50))) == [Frames(500, 653)]


@pytest.mark.parametrize(
    ("questions", "straps", "end"),
    [((question(600, 75, 900),), [strap(500)], 625), ((), [strap(500), strap(640)], 640)],
    ids=["a card has it wait", "the next strap is due"],
)
def test_it_is_lengthened_into_nothing_else(
    questions: tuple[QuestionMark, ...], straps: list[StrapMark], end: int
) -> None:
    graphics = with_straps(*straps, questions=questions)
    first = of(LowerThird, graphics)[0]
    assert first == (Frames(500, end) if not questions else Frames(675, 828))


def three_questions() -> list[QuestionMark]:
    return [question(300, 50, 600, 1), question(640, 50, 1000, 2), question(1040, 50, 1500, 3)]


def test_with_three_questions_each_card_is_announced() -> None:
    marks = [
        graphic
        for graphic in decided(three_questions(), [], [], guest=False)
        if isinstance(graphic, ChapterMark)
    ]

    assert [mark.frames for mark in marks] == [Frames(225, 300), Frames(565, 640), Frames(965, 1040)]
    assert [(mark.number, mark.count) for mark in marks] == [(1, 3), (2, 3), (3, 3)]


def test_with_two_questions_none_is() -> None:
    assert of(ChapterMark, decided(three_questions()[:2], [], [])) == []


def test_an_announcement_gives_way_to_a_strap_and_needs_two_seconds() -> None:
    graphics = decided(three_questions(), [strap(480)], [], guest=True)

    assert of(LowerThird, graphics) == [Frames(480, 605)]
    assert of(ChapterMark, graphics) == [Frames(225, 300), Frames(965, 1040)]


def test_a_question_without_topic_is_announced_by_its_number() -> None:
    untold = [QuestionMark(n, f"q{n}", "", "", "怎样？", mark.asked, mark.whole) for n, mark in enumerate(three_questions(), 1)]  # fmt: skip
    graphics = decided(untold, [], [])

    assert [mark.topic for mark in graphics if isinstance(mark, ChapterMark)] == [
        "问题一",
        "问题二",
        "问题三",
    ]
    assert of(TopicStrap, graphics) == []


def test_the_topic_stands_from_the_card_to_the_end_of_the_answer() -> None:
    assert of(TopicStrap, decided([question(300, 80, 900)], [], [])) == [Frames(380, 900)]


def test_it_lets_the_strap_of_the_first_words_go_first_and_stands_beside_a_later_one() -> None:
    first = decided([question(300, 80, 900)], [strap(380)], [])
    later = decided([question(300, 80, 900)], [strap(500)], [])

    assert of(TopicStrap, first) == [Frames(505, 900)]
    assert of(TopicStrap, later) == [Frames(380, 900)]


def test_a_topic_for_less_than_three_seconds_is_left_out() -> None:
    assert of(TopicStrap, decided([question(300, 80, 454)], [], [])) == []
    assert of(TopicStrap, decided([question(300, 80, 455)], [], [])) == [Frames(380, 455)]


EXPERT = {
    "footage": [{"file": "b.mp4", "role": "broll"}, {"file": "a.mp4"}, {"file": "e.mp4", "role": "expert"}],
    "expert": {"name": "陈立群", "role": "研究专家", "text": "好。"},
}


def with_expert(**more: object) -> tuple[Graphic, ...]:
    edit = timeline((0, 0, 1000, True), (1, 0, 100, False), (1, 100, 1000, True))
    return decide_graphics(
        episode({**EXPERT, **more}),
        edit,
        questions=[question(300, 80, 900)],
        straps=[],
        cues=[],
        rules=RULES,
    )


def test_the_expert_is_named_half_a_second_after_he_is_seen() -> None:
    (found,) = (graphic for graphic in with_expert() if isinstance(graphic, ExpertStrap))

    assert found == ExpertStrap(Frames(1013, 1138), "陈立群", "研究专家")


def test_an_expert_without_name_is_called_by_his_role() -> None:
    nameless = with_expert(expert={"role": "研究专家", "text": "好。"})

    assert [(each.name, each.role) for each in nameless if isinstance(each, ExpertStrap)] == [
        ("研究专家", "")
    ]
    assert of(ExpertStrap, with_expert(expert={"text": "好。"})) == []
    assert of(ExpertStrap, with_expert(expert=None)) == []


def test_another_part_makes_even_one_question_a_chapter() -> None:
    assert of(ChapterMark, with_expert()) == [Frames(225, 300)]


def test_the_closing_card_names_each_source_once_and_the_logo_is_on_bug_title_and_closing() -> None:
    figures = [
        {"id": f"h{n}", "label": "人口", "source": source}
        for n, source in enumerate(["统计局", "", "公开报道", "统计局"])
    ]
    logo = Logo("a" * 64, 300, 100)
    graphics = decide_graphics(
        episode({"highlights": figures}),
        timeline((0, 0, TOTAL, True)),
        questions=[],
        straps=[],
        cues=[],
        rules=RULES,
        logo=logo,
    )

    (closing,) = (graphic for graphic in graphics if isinstance(graphic, ClosingCard))
    assert closing.sources == ("统计局", "公开报道")
    assert [graphic.logo for graphic in graphics if isinstance(graphic, Bug | TitleCard | ClosingCard)] == [
        logo
    ] * 3
