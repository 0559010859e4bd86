"""Subtitles of every language and layout: what is wrong with one alone is said of that one, once."""

from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import pytest

from videopipe.app.job import Job, load_job
from videopipe.app.languages import decide_texts, variant
from videopipe.model.cues import Cue
from videopipe.model.time import Frames, Span
from videopipe.model.timeline import Piece, Timeline
from videopipe.stages.subtitles.limits import SubtitleLimits
from videopipe.stages.subtitles.plan import Note, lay_out

SAMPLE = Path(__file__).parents[2] / "samples" / "guangzhou"
LIMITS = SubtitleLimits()
WHOLE = Timeline(Fraction(25), (Piece(0, Frames(0, 1000), True, "speech"),))
TITLE = "《粤港澳大湾区发展规划纲要》正式发布。"
"""The title alone is fourteen wide."""


@pytest.fixture(scope="module")
def sample() -> Job:
    return load_job(SAMPLE, ["portal", "vertical"])


def notes(
    job: Job, chinese: Sequence[Cue], english: Sequence[Cue] = ()
) -> list[tuple[str, int, tuple[str, ...]]]:
    return [(each.kind, each.cue, each.only) for each in all_notes(job, chinese, english)]


def all_notes(job: Job, chinese: Sequence[Cue], english: Sequence[Cue]) -> tuple[Note, ...]:
    """Those besides the plain ones."""
    files = {"subs/zh.srt": chinese, "subs/en.srt": english}
    read = {name: replace(job.subtitles[name], cues=tuple(cues)) for name, cues in files.items()}
    plain = lay_out(chinese, WHOLE, LIMITS)
    return decide_texts(replace(job, subtitles=read), WHOLE, LIMITS, (), plain.notes).notes


def cue(number: int, start: int, end: int, text: str) -> Cue:
    return Cue(number, Span(Fraction(start, 25), Fraction(end, 25)), text)


def test_what_breaks_a_rule_in_the_upright_picture_only_is_said_of_it(sample: Job) -> None:
    (found,) = all_notes(sample, [cue(1, 0, 100, TITLE)], ())
    assert (found.kind, found.cue, found.only) == ("shape", 1, ("upright",))
    assert found.say("en").startswith("upright: cue 1 breaks")
    assert found.say("zh").startswith("竖屏：第 1 条字幕拆开")


def test_what_is_wrong_everywhere_is_not_said_again(sample: Job) -> None:
    assert notes(sample, [cue(1, 0, 10, TITLE), cue(2, 12, 60, "广州")]) == [("shape", 1, ("upright",))]


def test_english_captions_are_held_to_their_own_limits(sample: Job) -> None:
    english = [cue(1, 0, 25, "Guangzhou is a core engine of the Greater Bay Area."), cue(2, 26, 99, "Yes.")]
    assert notes(sample, [cue(1, 0, 100, "广州")], english) == [("fast", 1, ("English",))]


def test_a_cue_that_was_cut_away_is_missing_in_every_language_and_said_once(sample: Job) -> None:
    assert notes(sample, [cue(1, 2000, 2050, "广州")], [cue(1, 2000, 2050, "Guangzhou")]) == []


def test_a_variant_is_named_by_what_sets_it_apart() -> None:
    assert variant("zh-Hans", upright=False) == ()
    assert variant("zh-Hans+en", upright=True) == ("bilingual", "upright")
    assert variant("zh-Hant", upright=False) == ("traditional",)
    assert variant("en", upright=False) == ("English",)
