"""Which languages and variants of the texts there are, on the sample's own words."""

from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import pytest

from tests.unit.timelines import timeline
from videopipe.app.job import Job, load_job
from videopipe.app.languages import Texts, decide_texts
from videopipe.model.cues import Cue
from videopipe.stages.edit.marks import place_questions
from videopipe.stages.subtitles.limits import SubtitleLimits

SAMPLE = Path(__file__).parents[2] / "samples" / "guangzhou"
WHOLE = timeline((0, 0, 1000, True))


@pytest.fixture(scope="module")
def job(tmp_path_factory: pytest.TempPathFactory) -> Job:
    """The sample, asked for all captions."""
    profile = tmp_path_factory.mktemp("profile") / "sdh.yaml"
    captions = "captions: {sdh: true, languages: [zh-Hans, zh-Hant, en]}\n"
    profile.write_text(f"version: 1\nextends: portal\n{captions}", "utf-8")
    return load_job(SAMPLE, [str(profile)])


def texts_of(job: Job) -> Texts:
    questions = place_questions(job.loaded.episode, job.cues, WHOLE, Fraction(40))
    return decide_texts(job, WHOLE, SubtitleLimits(), (), questions, ())


def reworded(job: Job, language: str, number: int, text: str, speaker: str = "") -> Job:
    """The job with another text in one cue."""
    name = job.loaded.episode.subtitles[language]  # type: ignore[index] # by name, as a person says it
    read = job.subtitles[name]

    def changed(cue: Cue) -> Cue:
        return replace(cue, text=text, speaker=speaker) if cue.number == number else cue

    return replace(job, subtitles={**job.subtitles, name: replace(read, cues=tuple(map(changed, read.cues)))})


def named(texts: Texts, language: str) -> dict[int, str]:
    """Cue → name before its words."""
    spoken = {cue.number: cue.spoken for cue in reversed(texts.sdh[language])}
    return {number: text.partition("：")[0] for number, text in spoken.items() if "：" in text[:-1]}


def test_who_speaks_is_told_by_the_questions_where_no_file_tells_it(job: Job) -> None:
    host, guest = "主持人", "广州市政府负责同志"
    assert named(texts_of(job), "zh-Hans") == {1: host, 5: guest, 7: host, 9: guest, 11: host}
    assert named(texts_of(job), "zh-Hant")[5] == "廣州市政府負責同志"


def test_a_file_that_names_speakers_is_followed(job: Job) -> None:
    told = reworded(job, "zh-Hans", 6, "会的。", "mayor")
    assert named(texts_of(told), "zh-Hans") == {6: "广州市政府负责同志"}


def test_a_language_with_nothing_more_to_tell_has_no_file_of_its_own(job: Job) -> None:
    assert texts_of(job).sdh.keys() == {"zh-Hans", "zh-Hant"}
    heard = texts_of(reworded(job, "en", 9, "It will. [applause]"))
    assert [cue.spoken for cue in heard.sdh["en"] if cue.number == 9] == ["It will. [applause]"]
    assert [cue.spoken for cue in heard.captions["en"] if cue.number == 9] == ["It will."]


def test_sounds_stand_in_one_place_only(job: Job) -> None:
    texts = texts_of(reworded(job, "zh-Hans", 2, "[掌声]"))
    assert [cue.lines for cue in texts.sdh["zh-Hans"] if cue.number == 2] == [("[掌声]",)]
    assert 2 not in {cue.number for cue in texts.captions["zh-Hans"]}
    assert 2 not in {cue.number for cue in texts.burned["zh-Hans", False]}


def test_unless_it_is_asked_for_brackets_are_words(job: Job) -> None:
    captions = job.profile.captions.model_copy(update={"sdh": False})
    plain = replace(job, profile=job.profile.model_copy(update={"captions": captions}))
    texts = texts_of(reworded(plain, "zh-Hans", 2, "[掌声]"))
    assert texts.sdh == {}
    assert [cue.lines for cue in texts.captions["zh-Hans"] if cue.number == 2] == [("[掌声]",)]
