"""Voice activity against two interviews in which the time of every phrase is known."""

import json
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from tests.integration.test_analyse import analyse
from videopipe.model.analysis import Analysis
from videopipe.model.cues import Cue
from videopipe.model.time import Span
from videopipe.model.timeline import Timeline
from videopipe.stages.edit.plan import Footage, TrimRules, decide

SHARED = Path(__file__).resolve().parents[3] / "shared"
needs_footage = pytest.mark.skipif(
    not (SHARED / "footage" / "raw").is_dir(), reason="the interviews of ../shared/footage are not here"
)
pytestmark = needs_footage

ALLOWED = Fraction(60, 1000)
SILENCE = Fraction(3, 10)
FILES = {"guangzhou": "guangzhou.mp4", "zhuhai": "zhuhai.mts"}


@dataclass(frozen=True)
class Interview:
    """What is known of it, and what was found."""

    phrases: tuple[Span, ...]
    dead_air: tuple[Span, ...]
    found: Analysis


@pytest.fixture(scope="module", params=sorted(FILES))
def interview(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Interview:
    city: str = request.param
    truth = json.loads((SHARED / "speech" / f"{city}.json").read_text("utf-8"))
    path = tmp_path_factory.mktemp(city) / FILES[city]
    path.symlink_to(SHARED / "footage" / "raw" / FILES[city])
    return Interview(_spans(truth["phrases"]), _spans(truth["dead_air"]), analyse(path).found)


def _spans(items: list[dict[str, Any]]) -> tuple[Span, ...]:
    return tuple(Span(Fraction(str(item["start"])), Fraction(str(item["end"]))) for item in items)


def programme(interview: Interview, with_cues: bool) -> Timeline:
    cues = [Cue(n, span, "") for n, span in enumerate(interview.phrases, 1)] if with_cues else []
    footage = Footage(0, "raw/A001", interview.found.duration, None, None)
    return decide([footage], [interview.found], {0: cues}, TrimRules(), Fraction(25))


def test_every_edge_beside_silence_is_found(interview: Interview) -> None:
    phrases, speech = interview.phrases, interview.found.speech
    before = [Fraction(-1), *(phrase.end for phrase in phrases[:-1])]
    after = [*(phrase.start for phrase in phrases[1:]), phrases[-1].end + 1]
    for phrase, last_end, next_start in zip(phrases, before, after, strict=True):
        if phrase.start - last_end >= SILENCE:
            assert min(abs(span.start - phrase.start) for span in speech) <= ALLOWED
        if next_start - phrase.end >= SILENCE:
            assert min(abs(span.end - phrase.end) for span in speech) <= ALLOWED


def test_no_phrase_is_lost(interview: Interview) -> None:
    for phrase in interview.phrases:
        heard = sum(phrase.overlap(span) for span in interview.found.speech)
        assert heard >= phrase.duration * Fraction(9, 10)


def test_nothing_is_heard_where_nobody_speaks(interview: Interview) -> None:
    for span in interview.found.speech:
        assert any(span.overlap(phrase) > 0 for phrase in interview.phrases)


@pytest.mark.parametrize("with_cues", [True, False])
def test_dead_air_goes_and_every_phrase_stays(interview: Interview, with_cues: bool) -> None:
    timeline = programme(interview, with_cues)
    for phrase in interview.phrases:
        shown = timeline.programme_span(0, phrase)
        assert shown is not None
        assert len(shown) >= phrase.duration * 25 - 1
    for dead in interview.dead_air:
        middle = (dead.start + dead.end) / 2
        assert timeline.programme_frame(0, middle) is None


def test_bars_are_found_and_not_one_frame_of_them_is_shown(interview: Interview) -> None:
    timeline = programme(interview, with_cues=True)
    shown = [timeline.programme_frame(0, bars.end - Fraction(1, 25)) for bars in interview.found.bars]
    assert shown == [None] * len(shown)
    if interview.found.duration > 90:  # Guangzhou has them, Zhuhai has not
        assert interview.found.bars == (Span(Fraction(0), Fraction(4)),)
    else:
        assert interview.found.bars == ()
