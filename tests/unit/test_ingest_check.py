"""Does the episode fit its footage?"""

from fractions import Fraction
from pathlib import Path

import pytest

from videopipe.config.episode import LoadedEpisode, parse_episode
from videopipe.model.cues import Cue
from videopipe.model.errors import BadValue
from videopipe.model.time import Span
from videopipe.stages.ingest.check import FootageUnfit, check_footage, check_times
from videopipe.stages.ingest.kinds import KINDS

EPISODE = """\
version: 1
id: gz
series: gd
city: 广州
title: 题
date: 2019-05-10
people: {mayor: {name: 市长}}
footage:
  - {file: a.mp4, in: 4, out: 30}
  - {file: b.mp4, role: broll, out: 500}
questions:
  - {id: q-1, text: 怎样？, at: 5, until: 20}
  - {id: q-2, text: 何时？, at: {cue: 2}, until: {cue: 2..3}}
lower_thirds:
  - {who: mayor, at: 6}
highlights: [{id: h, label: 总值, value: 1}]
cut_ins: [{scene: h, at: 7}]
"""
CUES = [Cue(number, Span(Fraction(number), Fraction(number + 1)), "字") for number in (1, 2, 3)]


def loaded(right: str = "", wrong: str = "") -> LoadedEpisode:
    assert right in EPISODE
    return parse_episode(EPISODE.replace(right, wrong), "gz/episode.yaml", Path("gz"))


def check(episode: LoadedEpisode, *, seconds: int = 30) -> None:
    check_times(episode, {"a.mp4": Fraction(seconds)}, Fraction(seconds), CUES)


def test_an_episode_that_fits_passes() -> None:
    check(loaded())


@pytest.mark.parametrize(
    ("right", "wrong", "line", "key", "said"),
    [
        ("in: 4, out: 30", "in: 31", 9, "footage.0.in", "00:00:31.000 is beyond the footage, which ends at 00:00:30.000"),
        ("out: 30", "out: 30.04", 9, "footage.0.out", "00:00:30.040 is beyond"),
        ("at: 5, until: 20", "at: 31", 12, "questions.0.at", "is beyond the footage"),
        ("until: 20", "until: 31", 12, "questions.0.until", "is beyond the footage"),
        ("cue: 2}", "cue: 4}, until: {cue: 4}} #", 13, "questions.1.at", "there is no cue 4: the subtitles have 3"),
        ("2..3", "2..4", 13, "questions.1.until", "there is no cue 4"),
        ("at: 6", "at: 31", 15, "lower_thirds.0.at", "Times count from the first picture"),
        ("at: 6", "at: {cue: 9}", 15, "lower_thirds.0.at", "there is no cue 9"),
        ("at: 7", "at: 31", 17, "cut_ins.0.at", "is beyond the footage"),
        ("at: 7", "at: {cue: 9}", 17, "cut_ins.0.at", "there is no cue 9"),
    ],
)  # fmt: skip
def test_what_the_footage_does_not_reach_is_told_with_line_and_key(
    right: str, wrong: str, line: int, key: str, said: str
) -> None:
    with pytest.raises(BadValue) as caught:
        check(loaded(right, wrong))
    assert (caught.value.data["line"], caught.value.data["key"]) == (line, key)
    assert said in caught.value.say("en")
    assert caught.value.say("zh").startswith(f"gz/episode.yaml 第 {line} 行：“{key}”：")


def test_a_cue_that_was_left_out_keeps_its_number_and_cannot_be_named() -> None:
    kept = [CUES[0], CUES[2]]
    with pytest.raises(BadValue) as caught:
        check_times(loaded(), {"a.mp4": Fraction(30)}, Fraction(30), kept)
    assert "cue 2 has no words" in caught.value.say("en")
    check_times(loaded("{cue: 2}, until: {cue: 2..3}", "{cue: 1}, until: {cue: 3}"), {}, Fraction(30), kept)


def test_footage_that_is_not_read_is_not_judged() -> None:
    assert loaded().episode.footage[1].out == 500
    check(loaded())


def test_a_finding_that_refuses_is_told_with_file_and_remedy_in_both_languages() -> None:
    fault = KINDS["picture.too-short"].at("picture.too-short", "picture", value="24")

    with pytest.raises(FootageUnfit) as caught:
        check_footage("a.mp4", [fault])
    assert caught.value.say("en") == "a.mp4: it shows only 24 pictures. Send the whole recording"
    assert caught.value.say("zh") == "a.mp4：只有 24 帧画面。请提交完整的录像"
    assert caught.value.exit_code == 3


def test_findings_that_are_repaired_refuse_nothing() -> None:
    check_footage("a.mp4", [KINDS["picture.full-range"].at("picture.full-range", "picture")])
