"""What is decided for whole sources: tests/golden/data/edit/<case>.in.json → <case>.edit.json.

The input has the facts of an analysis, the cues and the rules, times in seconds as text.
A new case is a new input file and a run with --update-golden.
"""

import json
import math
from collections.abc import Callable
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from videopipe.model.analysis import Analysis
from videopipe.model.cues import Cue
from videopipe.model.media import Loudness
from videopipe.model.time import Span
from videopipe.stages.edit.file import render_edit
from videopipe.stages.edit.plan import Footage, TrimRules, decide

CASES = sorted((Path(__file__).parent / "data" / "edit").glob("*.in.json"))


@pytest.mark.parametrize("case", CASES, ids=lambda path: path.name.removesuffix(".in.json"))
def test_the_decision_stays_as_it_was(case: Path, golden: Callable[[str, str], None]) -> None:
    given = json.loads(case.read_text("utf-8"))
    sources = given["footage"]
    footage = [_footage(n, source) for n, source in enumerate(sources)]
    cues = {n: _cues(source.get("cues", [])) for n, source in enumerate(sources)}
    analyses = [_analysis(source) for source in sources]
    timeline = decide(footage, analyses, cues, TrimRules(**given.get("rules", {})), Fraction(given["fps"]))
    name = case.name.replace(".in.json", ".edit.json")
    golden(f"edit/{name}", render_edit(timeline, [source.name for source in footage]))


def test_there_are_cases() -> None:
    assert CASES


def _footage(index: int, source: dict[str, Any]) -> Footage:
    points = [Fraction(source[key]) if key in source else None for key in ("in", "out")]
    return Footage(index, source["file"], Fraction(source["duration"]), *points)


def _spans(pairs: list[list[str]]) -> tuple[Span, ...]:
    return tuple(Span(Fraction(start), Fraction(end)) for start, end in pairs)


def _cues(pairs: list[list[str]]) -> list[Cue]:
    return [Cue(n, span, "") for n, span in enumerate(_spans(pairs), 1)]


def _analysis(source: dict[str, Any]) -> Analysis:
    return Analysis(
        duration=Fraction(source["duration"]),
        speech=_spans(source.get("speech", [])),
        bars=_spans(source.get("bars", [])),
        black=_spans(source.get("black", [])),
        frozen=(),
        shots=tuple(Fraction(t) for t in source.get("shots", [])),
        noise_floor_dbfs=-60.0,
        speech_level_dbfs=-30.0,
        loudness=Loudness(-math.inf, -math.inf, -math.inf, 0.0),
    )
