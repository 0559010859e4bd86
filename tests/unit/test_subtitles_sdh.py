"""Captions for the hard of hearing: names where somebody else speaks, sounds apart from words."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from videopipe.model.cues import Cue
from videopipe.model.time import Span
from videopipe.stages.subtitles.sdh import with_speakers, without_sounds


def cue(number: int, text: str, speaker: str = "") -> Cue:
    return Cue(number, Span(Fraction(number), Fraction(number + 1)), text, speaker)


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("[掌声]谢谢大家", "谢谢大家"),
        ("谢谢大家（掌声）", "谢谢大家"),
        ("【音乐】\n各位好", "各位好"),
        ("（全场笑声）好（掌声响起）", "好"),
        ("Thank you. (applause) Well [door opens] then", "Thank you. Well then"),
        ("(loud applause)", ""),
        ("［铃声］", ""),
    ],
)
def test_sounds_are_told_from_words(written: str, said: str) -> None:
    assert [each.text for each in without_sounds([cue(1, written)])] == ([said] if said else [])


@pytest.mark.parametrize(
    "text",
    ["大湾区（九市）建设", "国发[2018]123号", "（音乐学院院长）", "（微笑服务）", "〔2018〕", "he said (laughing matters)", "好  的"],
)  # fmt: skip
def test_what_is_said_in_brackets_stays(text: str) -> None:
    assert without_sounds([cue(1, text)])[0].text in (text, text.replace("  ", " "))


def test_a_cue_without_words_goes_and_the_others_keep_their_numbers() -> None:
    cues = [cue(1, "一"), cue(2, "[掌声]"), cue(3, "三")]
    assert [each.number for each in without_sounds(cues)] == [1, 3]


def test_names_stand_where_somebody_else_begins() -> None:
    cues = [cue(1, "[音乐]", "甲"), cue(2, "你好", "甲"), cue(3, "请问"), cue(4, "好", "乙"), cue(5, "是", "乙"), cue(6, "再见", "甲")]  # fmt: skip
    told = [each.text for each in with_speakers(cues, lambda cue: cue.speaker, "：")]
    assert told == ["[音乐]", "甲：你好", "请问", "乙：好", "是", "甲：再见"]


@given(st.lists(st.tuples(st.text("好[]掌声（）笑a "), st.sampled_from(["", "甲", "乙"]))))
def test_nothing_that_is_written_is_lost_and_sounds_go_once(texts: list[tuple[str, str]]) -> None:
    cues = [cue(number, text, who) for number, (text, who) in enumerate(texts, 1)]
    named = with_speakers(cues, lambda cue: cue.speaker, "：")
    assert all(after.text.endswith(before.text) for before, after in zip(cues, named, strict=True))
    said = without_sounds(cues)
    assert {each.number for each in said} <= {each.number for each in cues}
