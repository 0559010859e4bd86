"""The sample episode that ships with the project: small, whole, and true to its own times."""

import json
from fractions import Fraction
from pathlib import Path
from typing import Any

import av
import pysrt
import pytest

from videopipe.config.episode import Episode, load_episode
from videopipe.model.time import Seconds

SAMPLE = Path(__file__).parents[2] / "samples" / "guangzhou"
BUDGET_BYTES = 4_500_000


@pytest.fixture(scope="module")
def truth() -> dict[str, Any]:
    document: dict[str, Any] = json.loads((SAMPLE / "speech-times.json").read_text(encoding="utf-8"))
    return document


@pytest.fixture(scope="module")
def episode() -> Episode:
    return load_episode(SAMPLE).episode


def millis(t: object) -> int:
    assert isinstance(t, Fraction)
    return int(t * 1000)


def spoken(truth: dict[str, Any], question: str) -> list[dict[str, Any]]:
    return [phrase for phrase in truth["phrases"] if phrase["question"] == question]


def test_the_cues_are_the_phrases_to_the_millisecond(truth: dict[str, Any]) -> None:
    cues = pysrt.open(str(SAMPLE / "subs" / "zh.srt"), encoding="utf-8")
    assert [(cue.index, cue.start.ordinal, cue.end.ordinal, cue.text) for cue in cues] == [
        (phrase["cue"], phrase["start_ms"], phrase["end_ms"], phrase["text"]) for phrase in truth["phrases"]
    ]


def test_the_footage_is_what_the_times_say(truth: dict[str, Any]) -> None:
    with av.open(str(SAMPLE / truth["footage"])) as container:
        picture, sound = container.streams.video[0], container.streams.audio[0]
        pictures = sum(1 for packet in container.demux(picture) if packet.pts is not None)
        assert (picture.width, picture.height, picture.average_rate) == (1280, 720, truth["fps"])
        assert (picture.codec_context.name, sound.codec_context.name) == ("h264", "aac")
        assert (sound.rate, sound.layout.nb_channels) == (48_000, 2)
        assert pictures == truth["frames"]


def test_every_phrase_ends_before_the_footage_does(truth: dict[str, Any]) -> None:
    ends = [phrase["end_ms"] for phrase in truth["phrases"]]
    assert max(ends) < truth["frames"] * 1000 / truth["fps"]
    assert truth["bars_ms"][1] < truth["phrases"][0]["start_ms"]


def test_dead_air_is_free_of_speech(truth: dict[str, Any]) -> None:
    for start, end in truth["dead_air_ms"]:
        assert not [p for p in truth["phrases"] if p["start_ms"] < end and start < p["end_ms"]]


def test_the_shots_cover_the_footage_without_a_gap(truth: dict[str, Any]) -> None:
    shots = truth["shots"]
    assert [shot["end"] for shot in shots[:-1]] == [shot["start"] for shot in shots[1:]]
    assert (shots[0]["start"], shots[-1]["end"]) == (0, truth["frames"])


def test_each_question_holds_its_phrases_and_no_others(truth: dict[str, Any], episode: Episode) -> None:
    for question in episode.questions:
        assert isinstance(question.at, Fraction)
        assert isinstance(question.until, Fraction)
        inside = [
            phrase
            for phrase in truth["phrases"]
            if millis(question.at) < phrase["end_ms"] and phrase["start_ms"] < millis(question.until)
        ]
        assert inside == spoken(truth, question.id)
        assert millis(question.at) <= inside[0]["start_ms"]
        assert inside[-1]["end_ms"] <= millis(question.until)


def test_the_strap_stands_while_the_guest_speaks(truth: dict[str, Any], episode: Episode) -> None:
    strap = episode.lower_thirds[0]
    assert isinstance(strap.at, Fraction)
    answer = [phrase for phrase in spoken(truth, "gz-1") if phrase["speaker"] == "guest"]
    assert Seconds(answer[0]["start_ms"], 1000) <= strap.at
    assert strap.at + strap.for_ <= Seconds(answer[-1]["end_ms"], 1000)


def test_the_sample_stays_small() -> None:
    assert sum(file.stat().st_size for file in SAMPLE.rglob("*") if file.is_file()) <= BUDGET_BYTES
