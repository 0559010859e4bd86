"""What is cut, and the laws that hold whatever was heard."""

import math
from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from videopipe.model.analysis import Analysis
from videopipe.model.cues import Cue
from videopipe.model.media import Loudness
from videopipe.model.time import Frames, Span, merge, snap
from videopipe.model.timeline import Piece, Timeline
from videopipe.stages.edit.plan import Footage, NothingLeft, PointsOutside, TrimRules, decide

FPS = Fraction(25)
MINUTE = Footage(0, "a.mp4", Fraction(60), None, None)


def span(start: str | int, end: str | int) -> Span:
    return Span(Fraction(start), Fraction(end))


def analysis(
    *speech: Span,
    bars: Sequence[Span] = (),
    black: Sequence[Span] = (),
    shots: Sequence[Fraction] = (),
) -> Analysis:
    silence = Loudness(-math.inf, -math.inf, -math.inf, 0.0)
    return Analysis(Fraction(60), speech, tuple(bars), tuple(black), (), tuple(shots), -60.0, -30.0, silence)


def cut(
    found: Analysis, *cues: Span, source: Footage = MINUTE, rules: TrimRules | None = None
) -> list[tuple[str, float, float, bool]]:
    numbered = [Cue(n, one, "") for n, one in enumerate(cues, 1)]
    timeline = decide([source], [found], {0: numbered}, rules or TrimRules(), FPS)
    return [
        (piece.reason, piece.frames.start / 25, piece.frames.end / 25, piece.keep)
        for piece in timeline.pieces
    ]


def test_head_and_tail_go_but_a_breath_stays() -> None:
    assert cut(analysis(span(10, 50))) == [
        ("head", 0, 9.68, False),
        ("speech", 9.68, 50.64, True),
        ("tail", 50.64, 60, False),
    ]


def test_of_dead_air_a_natural_pause_stays_on_both_sides() -> None:
    assert cut(analysis(span(0, 20), span(30, 60))) == [
        ("speech", 0, 20.04, True),
        ("pause", 20.04, 20.36, True),
        ("dead-air", 20.36, 29.72, False),
        ("pause", 29.72, 30, True),
        ("speech", 30, 60, True),
    ]


def test_a_pause_as_long_as_allowed_stays_whole() -> None:
    assert cut(analysis(span(0, 20), span("21.5", 60))) == [("speech", 0, 60, True)]


def test_a_cue_protects_a_word_that_the_sound_misses() -> None:
    assert cut(analysis(span(0, 20), span(30, 60)), span(20, 30)) == [("speech", 0, 60, True)]


def test_speech_outside_the_cues_is_kept_too() -> None:
    assert cut(analysis(span(0, 20), span(20, 60)), span(5, 10)) == [("speech", 0, 60, True)]


def test_the_breath_before_the_first_word_shows_no_bars() -> None:
    found = analysis(span(4, 60), bars=[span(0, 4)])
    assert cut(found) == [("bars", 0, 4, False), ("speech", 4, 60, True)]


def test_a_cue_that_begins_early_does_not_bring_the_bars_back() -> None:
    found = analysis(span(4, 60), bars=[span(0, 4)])
    assert cut(found, span("3.8", 6))[0] == ("bars", 0, 4, False)


def test_a_pad_ends_at_a_change_of_shot() -> None:
    found = analysis(span(10, 50), shots=[Fraction("9.8"), Fraction("50.2")])
    assert cut(found) == [
        ("head", 0, 9.8, False),
        ("speech", 9.8, 50.2, True),
        ("tail", 50.2, 60, False),
    ]


def test_each_part_of_what_goes_has_its_own_reason() -> None:
    found = analysis(span(10, 50), bars=[span(0, 4)], black=[span(4, 5), span(55, 60)])
    assert [(reason, start) for reason, start, _, keep in cut(found) if not keep] == [
        ("bars", 0),
        ("black", 4),
        ("head", 5),
        ("tail", 50.64),
        ("black", 55),
    ]


def test_a_given_in_point_is_where_it_begins() -> None:
    source = replace(MINUTE, in_point=Fraction(5))
    assert cut(analysis(span(10, 50)), source=source) == [
        ("outside", 0, 5, False),
        ("speech", 5, 50.64, True),
        ("tail", 50.64, 60, False),
    ]


def test_a_given_out_point_cuts_even_through_speech() -> None:
    source = replace(MINUTE, out_point=Fraction(40))
    assert cut(analysis(span(0, 50)), source=source) == [("speech", 0, 40, True), ("outside", 40, 60, False)]


def test_an_out_point_rounded_up_to_the_next_second_means_the_end() -> None:
    assert cut(analysis(span(0, 60)), source=replace(MINUTE, out_point=Fraction(61)))[-1][2] == 60


@pytest.mark.parametrize(("start", "end"), [(60, None), (30, 30), (None, 62), (61, 62)])
def test_points_that_the_footage_does_not_have_are_refused(start: int | None, end: int | None) -> None:
    source = replace(
        MINUTE,
        in_point=None if start is None else Fraction(start),
        out_point=None if end is None else Fraction(end),
    )
    with pytest.raises(PointsOutside, match=r"a\.mp4.*00:01:00\.000"):
        cut(analysis(span(0, 60)), source=source)


def test_footage_without_speech_stays_whole_but_for_bars_and_black_at_its_ends() -> None:
    found = analysis(bars=[span(0, 4)], black=[span(4, 5), span(30, 31), span(58, 60)])
    assert cut(found) == [
        ("bars", 0, 4, False),
        ("black", 4, 5, False),
        ("no-speech", 5, 58, True),
        ("black", 58, 60, False),
    ]


def test_bars_alone_are_no_programme() -> None:
    with pytest.raises(NothingLeft, match=r"a\.mp4"):
        cut(analysis(bars=[span(0, 60)]))


def test_trimming_can_be_switched_off() -> None:
    rules = TrimRules(trim_head=False, trim_tail=False, trim_dead_air=False)
    found = analysis(span(10, 20), span(40, 50), bars=[span(0, 4)])
    assert cut(found, rules=rules) == [("speech", 0, 60, True)]


def test_sources_follow_each_other_in_the_order_of_the_list() -> None:
    second = Footage(1, "b.mp4", Fraction(10), None, None)
    timeline = decide([MINUTE, second], [analysis(span(0, 60)), analysis()], {}, TrimRules(), FPS)
    assert timeline.pieces[-1] == Piece(1, Frames(0, 250), keep=True, reason="no-speech")


times = st.integers(0, 60_000).map(lambda millis: Fraction(millis, 1000))
spans = st.lists(
    st.tuples(times, times).filter(lambda pair: pair[0] < pair[1]).map(lambda p: Span(*p)), max_size=6
)
rates = st.sampled_from([Fraction(25), Fraction(30_000, 1001), Fraction(50), Fraction(24)])
rules_of_all_kinds = st.builds(
    TrimRules,
    head_pad_ms=st.integers(0, 2000),
    tail_pad_ms=st.integers(0, 2000),
    longest_pause_ms=st.integers(0, 4000),
    pause_left_ms=st.integers(0, 4000),
    trim_head=st.booleans(),
    trim_tail=st.booleans(),
    trim_dead_air=st.booleans(),
)


@st.composite
def episodes(draw: st.DrawFn) -> tuple[Analysis, list[Cue], TrimRules, Fraction]:
    speech = merge(draw(spans))
    found = analysis(*speech, black=merge(draw(spans)), shots=draw(st.lists(times, max_size=4)))
    cues = [Cue(n, one, "") for n, one in enumerate(merge(draw(spans)), 1)]
    return found, cues, draw(rules_of_all_kinds), draw(rates)


def protected(found: Analysis, cues: list[Cue]) -> list[Span]:
    return merge([*found.speech, *(cue.span for cue in cues)])


def decided(episode: tuple[Analysis, list[Cue], TrimRules, Fraction]) -> Timeline | None:
    found, cues, rules, fps = episode
    try:
        return decide([MINUTE], [found], {0: cues}, rules, fps)
    except NothingLeft:
        return None


@given(episodes())
def test_kept_and_removed_make_the_source_and_never_overlap(
    episode: tuple[Analysis, list[Cue], TrimRules, Fraction],
) -> None:
    timeline = decided(episode)
    if timeline is not None:
        edges = [piece.frames for piece in timeline.pieces]
        assert edges[0].start == 0
        assert edges[-1].end == snap(Fraction(60), timeline.fps)
        assert all(a.end == b.start and len(a) > 0 < len(b) for a, b in pairwise(edges))


@given(episodes(), times)
def test_no_protected_instant_is_removed(
    episode: tuple[Analysis, list[Cue], TrimRules, Fraction], t: Fraction
) -> None:
    found, cues, _, fps = episode
    timeline = decided(episode)
    asked = [
        t,
        *(end for one in protected(found, cues) for end in (one.start, one.end - Fraction(1, 10_000))),
    ]
    for instant in asked:
        if any(one.holds(instant) for one in protected(found, cues)) and instant * fps < 60 * fps - Fraction(
            1, 2
        ):
            assert timeline is not None
            assert timeline.programme_frame(0, instant) is not None


@given(episodes())
def test_no_inner_pause_is_left_longer_than_allowed(
    episode: tuple[Analysis, list[Cue], TrimRules, Fraction],
) -> None:
    found, cues, rules, fps = episode
    episode = (found, cues, replace(rules, trim_dead_air=True), fps)
    timeline = decided(episode)
    for a, b in pairwise(protected(found, cues)):
        assert timeline is not None
        last, first = timeline.programme_frame(0, a.end), timeline.programme_frame(0, b.start)
        if last is not None and first is not None:
            assert first - last <= snap(Fraction(rules.longest_pause_ms, 1000), fps) + 1


@given(episodes(), times, times)
def test_what_comes_later_is_shown_later(
    episode: tuple[Analysis, list[Cue], TrimRules, Fraction], t: Fraction, u: Fraction
) -> None:
    timeline = decided(episode)
    if timeline is not None:
        earlier, later = (timeline.programme_frame(0, x) for x in sorted((t, u)))
        assert earlier is None or later is None or earlier <= later
