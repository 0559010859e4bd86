"""Which stretches differ, which gains bring them together, and when those change."""

from fractions import Fraction
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from videopipe.model.time import Seconds, Span
from videopipe.stages.audio.even import Evening, GainStep, decide_evening, find_stretches, spoken


def phrases(*levels: float, length: str = "2", pause: str = "0.5") -> tuple[list[Span], list[float]]:
    """One after the other, from 1 s on."""
    spans, at = [], Fraction(1)
    for _ in levels:
        spans.append(Span(at, at + Fraction(length)))
        at += Fraction(length) + Fraction(pause)
    return spans, list(levels)


def evened(
    speech: list[Span], levels: list[float], turns: tuple[Seconds, ...] = (), allowed: bool = True
) -> Evening:
    return decide_evening(speech, levels, turns, allowed=allowed, where="sound")


def test_one_speaker_with_the_scatter_of_a_reader_is_left_alone() -> None:
    # The phrases of the Guangzhou interview, whose host and guest are 3.0 LU apart.
    levels = [
        -27.2,
        -28.4,
        -27.3,
        -31.6,
        -30.9,
        -30.6,
        -28.8,
        -30.2,
        -31.0,
        -31.4,
        -28.5,
        -29.3,
        -30.4,
        -30.2,
        -27.2,
    ]
    assert evened(*phrases(*levels, length="4")) == Evening()


def test_host_and_guest_meet_in_the_middle() -> None:
    done = evened(*phrases(-20, -20, -20, -26, -26, -26))
    assert [step.gain_mb for step in done.steps] == [-300, 300]
    assert [one.id for one in done.findings] == ["sound.level-jump"]
    assert done.repairs[0].before == "6.0 LU"
    assert done.repairs[0].after == "0.0 LU"


def test_a_gain_changes_in_the_pause_just_before_the_next_word() -> None:
    speech, levels = phrases(-20, -20, -26, -26)
    (first, second) = evened(speech, levels).steps
    assert first == GainStep(Fraction(0), Fraction(0), -300)
    assert second.end == speech[2].start - Fraction(2, 100)
    assert second.start == second.end - Fraction(1, 5)


def test_in_a_short_pause_the_change_is_quicker() -> None:
    speech, levels = phrases(-20, -20, -26, -26, pause="0.2")
    (_, second) = evened(speech, levels).steps
    assert (second.start, second.end) == (speech[1].end, speech[2].start - Fraction(2, 100))


def test_no_gain_is_larger_than_nine_decibels() -> None:
    done = evened(*phrases(*[-20.0] * 12, -38, -38))
    assert min(step.gain_mb for step in done.steps) >= -900
    assert max(step.gain_mb for step in done.steps) == 900


def test_a_profile_can_forbid_it_and_is_still_told() -> None:
    done = evened(*phrases(-20, -20, -26, -26), allowed=False)
    assert (done.steps, done.repairs) == ((), ())
    assert [one.id for one in done.findings] == ["sound.level-jump"]


def test_one_loud_word_is_no_speaker() -> None:
    speech, levels = phrases(-26, -26, -26, -26)
    loud = Span(speech[-1].end + Fraction(1, 2), speech[-1].end + 1)
    assert evened([*speech, loud], [*levels, -20.0]) == Evening()


@pytest.mark.parametrize(("level", "length"), [(-46.0, "0.5"), (-60.0, "2.5"), (-80.0, "3")])
def test_breaths_and_the_room_are_nobody(level: float, length: str) -> None:
    speech, levels = phrases(-26, -26, -26)
    last = speech[-1].end
    assert spoken([*speech, Span(last + 1, last + 1 + Fraction(length))], [*levels, level]) == list(
        zip(speech, levels, strict=True)
    )


def test_where_the_episode_says_that_somebody_else_speaks_less_is_enough() -> None:
    speech, levels = phrases(-26, -29.5, -29.5, -29.5)
    assert evened(speech, levels) == Evening()
    assert len(evened(speech, levels, (speech[1].start,)).steps) == 2


def test_without_speech_there_is_nothing_to_even() -> None:
    assert evened([], []) == Evening()
    assert evened([Span(Fraction(1), Fraction(2))], [-90.0]) == Evening()


@given(st.lists(st.tuples(st.integers(10, 600), st.integers(20, 300), st.integers(-45, -10)), max_size=25))
def test_stretches_cover_every_phrase_once_and_gains_change_in_pauses_only(
    made: list[tuple[int, int, int]],
) -> None:
    at, speech = Fraction(0), []
    for length, pause, _ in made:
        speech.append(Span(at, at + Fraction(length, 100)))
        at += Fraction(length + pause, 100)
    levels = [float(level) for *_, level in made]
    heard = spoken(speech, levels)
    stretches = find_stretches(heard, [])

    assert sum((one.speech for one in stretches), Fraction(0)) == sum(
        (s.duration for s, _ in heard), Fraction(0)
    )
    assert all(a.span.end < b.span.start for a, b in pairwise(stretches))
    for step in evened(speech, levels).steps[1:]:
        assert step.start <= step.end
        assert not any(Span(step.start, step.end).overlap(span) for span, _ in heard)


def test_two_hours_are_decided_in_a_moment() -> None:
    levels = [-24.0 - 3 * (n // 40 % 2) for n in range(2500)]
    assert len(find_stretches(list(zip(*phrases(*levels), strict=True)), [])) == 63
