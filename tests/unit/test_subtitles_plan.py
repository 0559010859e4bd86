"""From source cues to what stands on screen: exact starts, gentle ends, honest notes."""

from collections.abc import Iterator
from fractions import Fraction
from itertools import groupby, pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.unit.texts import TEXTS, bare, every_word
from videopipe.model.cues import Cue, ScreenCue
from videopipe.model.time import Frames, Span
from videopipe.model.timeline import Piece, Timeline
from videopipe.stages.subtitles.limits import SubtitleLimits
from videopipe.stages.subtitles.lines import reading_units, syllables
from videopipe.stages.subtitles.plan import SubtitlePlan, lay_out
from videopipe.stages.subtitles.unkept import KINDS

FPS = Fraction(25)
LIMITS = SubtitleLimits()
LONG = Timeline(FPS, (Piece(0, Frames(0, 3000), True, "speech"),))
WHOLE = Timeline(FPS, (Piece(0, Frames(0, 1000), True, "speech"),))


@pytest.fixture(autouse=True, scope="module")
def one_cutter() -> Iterator[None]:
    """Loading the dictionary for each plan would take most of the time of the laws."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("videopipe.stages.subtitles.plan.cutter", lambda texts, names: every_word())
        yield


def cue(number: int, start: int, end: int, text: str = "广州大湾区") -> Cue:
    """A cue whose times are source frames."""
    return Cue(number, Span(start / FPS, end / FPS), text)


def frames(plan: SubtitlePlan) -> list[tuple[int, int]]:
    return [(shown.frames.start, shown.frames.end) for shown in plan.cues]


def kinds(plan: SubtitlePlan) -> list[tuple[str, int]]:
    return [(note.kind, note.cue) for note in plan.notes]


def test_a_cue_follows_its_picture_when_what_stood_before_is_cut() -> None:
    timeline = Timeline(
        FPS, (Piece(0, Frames(0, 100), False, "bars"), Piece(0, Frames(100, 500), True, "speech"))
    )
    assert frames(lay_out([cue(1, 140, 200)], timeline, LIMITS)) == [(40, 100)]


def test_a_cue_of_a_second_source_is_not_shown_over_the_first() -> None:
    timeline = Timeline(
        FPS, (Piece(0, Frames(0, 100), True, "speech"), Piece(1, Frames(0, 100), True, "speech"))
    )
    assert frames(lay_out([cue(1, 10, 60)], timeline, LIMITS, source=1)) == [(110, 160)]


def test_a_cue_that_was_cut_away_is_noted_with_its_length() -> None:
    timeline = Timeline(
        FPS, (Piece(0, Frames(0, 100), True, "speech"), Piece(0, Frames(100, 200), False, "tail"))
    )
    plan = lay_out([cue(1, 10, 60), cue(2, 120, 145)], timeline, LIMITS)
    assert frames(plan) == [(10, 60)]
    assert kinds(plan) == [("cut-away", 2)]
    assert plan.notes[0].say("en").startswith("cue 2 (1.00 s) is not shown")
    assert plan.notes[0].say("zh").startswith("第 2 条字幕（1.00 s）未显示")


def test_gaps_below_two_frames_open_to_two() -> None:
    assert [
        frames(lay_out([cue(1, 0, 40), cue(2, 40 + gap, 80)], WHOLE, LIMITS))[0][1] for gap in (0, 1, 2)
    ] == [
        38,
        39,
        40,
    ]


@pytest.mark.parametrize("fps", [24, 25, 30, 50, 60])
def test_gaps_are_two_frames_or_half_a_second_at_any_rate(fps: int) -> None:
    half = round(Fraction(fps, 2))
    timeline = Timeline(Fraction(fps), (Piece(0, Frames(0, 1000), True, "speech"),))

    def end(gap: int) -> int:
        second = 2 * fps + gap
        cues = [
            Cue(number, Span(Fraction(start, fps), Fraction(stop, fps)), "广州")
            for number, start, stop in ((1, 0, 2 * fps), (2, second, second + 2 * fps))
        ]
        return lay_out(cues, timeline, LIMITS).cues[0].frames.end

    assert [2 * fps + gap - end(gap) for gap in (0, 2, 3, half - 1, half, half + 9)] == [
        2,
        2,
        2,
        2,
        half,
        half + 9,
    ]


def test_a_gap_with_a_cut_in_it_ends_before_the_cut_and_is_noted() -> None:
    plan = lay_out([cue(1, 0, 40), cue(2, 48, 90)], WHOLE, LIMITS, cuts=[45])
    assert frames(plan)[0] == (0, 43)
    assert kinds(plan) == [("gap", 1)]


def test_speech_over_a_cut_keeps_its_end() -> None:
    assert frames(lay_out([cue(1, 0, 60)], WHOLE, LIMITS, cuts=[55]))[0] == (0, 60)


@pytest.mark.parametrize(
    ("start", "shown"), [(97, 97), (98, 100), (99, 100), (100, 100), (102, 100), (103, 103)]
)
def test_a_start_within_two_frames_of_a_cut_moves_to_it(start: int, shown: int) -> None:
    assert frames(lay_out([cue(1, start, 200)], WHOLE, LIMITS, cuts=[100])) == [(shown, 200)]


def test_a_start_moves_to_a_join_too_and_at_any_rate_by_80_ms() -> None:
    timeline = Timeline(
        Fraction(50),
        (Piece(0, Frames(0, 100), True, "speech"), Piece(0, Frames(100, 200), False, "dead-air"),
         Piece(0, Frames(200, 600), True, "speech")),
    )  # fmt: skip
    for start, shown in ((95, 95), (96, 100)):
        said = Cue(1, Span(Fraction(start, 50), Fraction(400, 50)), "广州大湾区")
        assert lay_out([said], timeline, LIMITS).cues[0].frames.start == shown


def test_a_start_does_not_move_into_the_words_before_it() -> None:
    plan = lay_out([cue(1, 0, 101), cue(2, 102, 200)], WHOLE, LIMITS, cuts=[100])
    assert frames(plan) == [(0, 100), (102, 200)]
    plan = lay_out([cue(1, 0, 100), cue(2, 102, 200)], WHOLE, LIMITS, cuts=[100])
    assert frames(plan) == [(0, 98), (100, 200)]


def test_a_start_does_not_move_where_the_cue_would_be_too_short_or_too_fast_or_too_long() -> None:
    for text, length in (("广州", 21), ("广州大湾区建设发挥核心", 31)):
        cues = [cue(1, 98, 98 + length, text), cue(2, 98 + length + 2, 300)]
        assert frames(lay_out(cues, WHOLE, LIMITS, cuts=[100]))[0] == (98, 98 + length)
        cues = [cue(1, 98, 100 + length, text), cue(2, 100 + length + 2, 300)]
        assert frames(lay_out(cues, WHOLE, LIMITS, cuts=[100]))[0] == (100, 100 + length)
    assert frames(lay_out([cue(1, 102, 276)], WHOLE, LIMITS, cuts=[100])) == [(102, 276)]
    assert frames(lay_out([cue(1, 102, 275)], WHOLE, LIMITS, cuts=[100])) == [(100, 275)]


def test_a_short_cue_lingers_half_a_second_at_most_and_over_no_join() -> None:
    cut = Timeline(
        FPS,
        (
            Piece(0, Frames(0, 64), True, "speech"),
            Piece(0, Frames(64, 300), False, "dead-air"),
            Piece(0, Frames(300, 600), True, "speech"),
        ),
    )
    plan = lay_out([cue(1, 0, 9, "广州"), cue(2, 50, 55, "广州")], cut, LIMITS)
    assert frames(plan) == [(0, 21), (50, 62)]
    assert kinds(plan) == [("short", 2)]
    assert frames(lay_out([cue(1, 0, 7, "广州")], cut, LIMITS)) == [(0, 19)]


def test_a_cue_that_is_too_fast_lingers_where_there_is_room() -> None:
    text = "广州大湾区建设发挥核心"
    assert frames(lay_out([cue(1, 0, 25, text)], WHOLE, LIMITS)) == [(0, 31)]
    assert kinds(lay_out([cue(1, 0, 25, text), cue(2, 30, 90)], WHOLE, LIMITS)) == [("fast", 1)]


def test_a_short_cue_does_not_grow_into_the_gap_before_the_next() -> None:
    plan = lay_out([cue(1, 0, 20, "广州"), cue(2, 22, 60)], WHOLE, LIMITS)
    assert frames(plan)[0] == (0, 20)
    assert kinds(plan) == [("short", 1)]


def test_the_last_cue_does_not_grow_past_the_end_of_the_programme() -> None:
    plan = lay_out([cue(1, 980, 1000, "广州")], WHOLE, LIMITS)
    assert frames(plan) == [(980, 1000)]
    assert kinds(plan) == [("short", 1)]


def test_reading_speed_is_noted_above_seven_and_called_too_fast_above_nine() -> None:
    def said(length: int) -> list[tuple[str, int]]:
        cues = [cue(1, 0, length, "广州大湾区建设发挥核心"), cue(2, length + 2, length + 60)]
        return kinds(lay_out(cues, WHOLE, LIMITS))

    # eleven characters in 30 frames are 9.17 a second, in 39 frames 7.05
    assert {length: said(length) for length in (30, 31, 39, 40)} == {
        30: [("fast", 1)],
        31: [("brisk", 1)],
        39: [("brisk", 1)],
        40: [],
    }


def test_seven_seconds_are_allowed_and_a_frame_more_is_noted() -> None:
    assert kinds(lay_out([cue(1, 0, 175)], WHOLE, LIMITS)) == []
    assert kinds(lay_out([cue(1, 0, 176)], WHOLE, LIMITS)) == [("long", 1)]


def test_two_lines_that_would_stand_too_long_come_one_after_the_other() -> None:
    plan = lay_out([cue(1, 0, 250, "广州在大湾区建设中怎样发挥核心引擎作用？")], WHOLE, LIMITS)
    assert [shown.lines for shown in plan.cues] == [("广州在大湾区建设中",), ("怎样发挥核心引擎作用？",)]
    assert frames(plan) == [(0, 116), (118, 250)]
    assert plan.notes == ()


def test_one_line_that_would_stand_too_long_is_parted_at_a_clause_or_word() -> None:
    plan = lay_out([cue(1, 0, 250, "会更方便，我们正在推进。")], WHOLE, LIMITS)
    assert [(shown.lines, shown.spoken) for shown in plan.cues] == [
        (("会更方便",), "会更方便，"),
        (("我们正在推进",), "我们正在推进。"),
    ]
    assert frames(plan) == [(0, 98), (100, 250)]
    assert plan.notes == ()
    plan = lay_out([cue(1, 0, 250, "推动湾区建设再上新台阶")], WHOLE, LIMITS)
    assert [shown.lines for shown in plan.cues] == [("推动湾区建设",), ("再上新台阶",)]


def test_as_many_lines_come_one_after_the_other_as_seven_seconds_ask_for() -> None:
    plan = lay_out([cue(1, 0, 450, "广州在大湾区建设中怎样发挥核心引擎作用？")], WHOLE, LIMITS)
    assert [shown.lines for shown in plan.cues] == [
        ("广州在大湾区",),
        ("建设中怎样发挥",),
        ("核心引擎作用？",),
    ]
    assert plan.notes == ()


@pytest.mark.parametrize("text", ["谢谢大家", "粤港澳大湾区建设", "《粤港澳大湾区发展规划纲要》"])
def test_what_has_no_place_to_be_parted_stands_too_long_and_is_noted(text: str) -> None:
    plan = lay_out([cue(1, 0, 300, text)], WHOLE, LIMITS)
    assert [shown.lines for shown in plan.cues] == [(text,)]
    assert kinds(plan) == [("long", 1)]


def test_a_title_wider_than_a_line_is_broken_between_words_and_named() -> None:
    text = "《内地与香港关于建立更紧密经贸关系的安排》给企业带来实惠。"
    plan = lay_out([cue(1, 0, 150, text)], WHOLE, LIMITS)
    assert kinds(plan) == [("shape", 1)]
    assert "《内地与香港关于建立更紧密经贸关系的安排》" in plan.notes[0].say("zh")


def test_an_address_wider_than_a_line_is_named_and_not_lost() -> None:
    address = "www.example.gov.cn/hudong/zaixianfangtan/2019"
    plan = lay_out([cue(1, 0, 150, f"请登录{address}查询。")], WHOLE, LIMITS)
    assert address in "".join(line for shown in plan.cues for line in shown.lines)
    assert kinds(plan) == [("shape", 1)]


def test_a_small_overlap_of_the_file_is_clipped_and_noted() -> None:
    plan = lay_out([cue(1, 0, 42), cue(2, 40, 80)], WHOLE, LIMITS)
    assert frames(plan) == [(0, 38), (40, 80)]
    assert kinds(plan) == [("overlap", 1)]


def test_a_text_of_two_screens_changes_by_what_is_said_and_keeps_its_number() -> None:
    text = "我们会推动口岸通关流程优化，延长部分口岸服务时间，改善接驳交通。"
    plan = lay_out([cue(1, 100, 250, text)], WHOLE, LIMITS)
    first, second = plan.cues
    assert first == ScreenCue(
        1, Frames(100, 217), ("我们会推动口岸通关流程优化", "延长部分口岸服务时间"), text[:25]
    )
    assert second == ScreenCue(1, Frames(219, 250), ("改善接驳交通",), "改善接驳交通。")


def test_a_cue_too_short_for_its_screens_says_that_part_is_missing() -> None:
    plan = lay_out([cue(1, 0, 1, "广州大湾区建设" * 10), cue(2, 2, 60)], WHOLE, LIMITS)
    assert ("no-room", 1) in kinds(plan)


def test_every_note_speaks_both_languages_and_names_the_cue() -> None:
    assert all("{cue}" in words for kind in KINDS.values() for words in (kind.what.en, kind.what.zh))


PLAIN = st.text(st.sampled_from("广州大湾区建设发挥核心引擎作用我们会，、。？"), min_size=1, max_size=80)


@st.composite
def cue_lists(draw: st.DrawFn) -> list[Cue]:
    """Cues in order, apart or overlapping by up to two frames, of at least six frames."""
    at, cues = 0, []
    for number in range(1, draw(st.integers(1, 5)) + 1):
        at = max(0, at + draw(st.integers(-2, 40)))
        length = draw(st.integers(6, 200))
        cues.append(cue(number, at, at + length, "广" + draw(st.one_of(PLAIN, TEXTS))))
        at += length
    return cues


@st.composite
def timelines(draw: st.DrawFn) -> Timeline:
    """One source of 2000 frames, cut into kept and removed pieces."""
    edges = [0, *sorted(draw(st.sets(st.integers(1, 1999), max_size=6))), 2000]
    return Timeline(
        FPS, tuple(Piece(0, Frames(a, b), draw(st.booleans()), "speech") for a, b in pairwise(edges))
    )


@settings(settings.get_profile("cues"))
@given(cue_lists(), timelines())
def test_cues_keep_their_order_and_never_share_a_frame(cues: list[Cue], timeline: Timeline) -> None:
    plan = lay_out(cues, timeline, LIMITS)
    assert all(len(shown.frames) > 0 for shown in plan.cues)
    assert all(a.frames.end <= b.frames.start for a, b in pairwise(plan.cues))
    assert [shown.number for shown in plan.cues] == sorted(shown.number for shown in plan.cues)


@settings(settings.get_profile("cues"))
@given(cue_lists(), timelines())
def test_starts_move_to_joins_only_and_ends_half_a_second_at_most_unless_noted(
    cues: list[Cue], timeline: Timeline
) -> None:
    plan = lay_out(cues, timeline, LIMITS)
    noted = {(note.kind, note.cue) for note in plan.notes}
    for one in cues:
        mapped = timeline.programme_span(0, one.span)
        parts = [shown.frames for shown in plan.cues if shown.number == one.number]
        if mapped is None:
            assert not parts
            assert ("cut-away", one.number) in noted
        elif ("no-room", one.number) not in noted:
            moved = parts[0].start - mapped.start
            assert moved == 0 or (abs(moved) <= 2 and parts[0].start in timeline.joins)
            assert (
                -LIMITS.min_gap_frames <= parts[-1].end - mapped.end <= 12 or ("overlap", one.number) in noted
            )


@settings(settings.get_profile("cues"))
@given(cue_lists())
def test_every_word_of_every_cue_is_shown_or_its_loss_is_noted(cues: list[Cue]) -> None:
    plan = lay_out(cues, LONG, LIMITS)
    lost = {note.cue for note in plan.notes if note.kind == "no-room"}
    for one in cues:
        shown = [shown for shown in plan.cues if shown.number == one.number]
        assert bare("".join(each.spoken for each in shown)) == bare(one.text) or one.number in lost


@settings(settings.get_profile("cues"))
@given(cue_lists())
def test_screens_of_a_cue_change_with_its_syllables(cues: list[Cue]) -> None:
    for _, group in groupby(lay_out(cues, LONG, LIMITS).cues, key=lambda shown: shown.number):
        shown = list(group)
        first, last = shown[0].frames.start, shown[-1].frames.end
        said = [syllables(each.spoken) for each in shown]
        for n, each in enumerate(shown):
            assert abs(each.frames.start - first - (last - first) * sum(said[:n]) / (sum(said) or 1)) <= 1


@settings(settings.get_profile("cues"))
@given(cue_lists())
def test_every_limit_that_is_broken_is_noted(cues: list[Cue]) -> None:
    plan = lay_out(cues, LONG, LIMITS)
    noted = {(note.kind, note.cue) for note in plan.notes}
    for shown in plan.cues:
        length = len(shown.frames)
        speed = sum(map(reading_units, shown.lines)) * 25 / length
        broken = {"short": length < 21, "long": length > 175, "fast": speed > 9}
        assert not [kind for kind, holds in broken.items() if holds and (kind, shown.number) not in noted]
