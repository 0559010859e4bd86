"""Characters that stand for others: what is offered, where it is told, and that nothing happens unasked."""

from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from videopipe.app.written import read_words
from videopipe.assets import font_path
from videopipe.config.episode import LoadedEpisode, parse_episode
from videopipe.model.findings import Severity
from videopipe.stages.subtitles.read import read_subtitles
from videopipe.text.fonts import MissingGlyphs, read_face, require_glyphs
from videopipe.text.normalise import KINDS, normalised, offered

PROSE = "广州市2018年地区生产总值22859.35亿元，同比增长6.2%……“好”——《纲要》（全文）、ABC：GDP；ok？"


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("⼈民政府的⻓⻋⻔", "人民政府的长车门"),
        ("\uf901\U0002f800", "更丽"),
        ("ｶﾞﾝﾀﾞﾑ", "ガンダム"),
        ("葛\ufe00城\U000e0100\u200b", "葛城"),
        ("中\u00a0国", "中 国"),
        ("ＧＤＰ增长６.２％", "GDP增长6.2％"),
        ("5㎡、10㎞、8㎥、ﬁn", "5m²、10km、8m³、fin"),
        ("他说:好,再见;是?好!", "他说：好，再见；是？好！"),
        ("你好, 大家", "你好，大家"),
        ('他说"广州"好', "他说“广州”好"),
        ("大湾区(九市)的", "大湾区（九市）的"),
        ("然后...我。。。不", "然后……我……不"),
        ("他--我们", "他——我们"),
        ("结束了.", "结束了。"),
        ('(广州),"湾区".', "（广州），“湾区”。"),
    ],
)
def test_what_is_meant_is_offered(written: str, meant: str) -> None:
    assert normalised(written)[0] == meant


@pytest.mark.parametrize(
    "text",
    [
        PROSE, "10:30", "3,000 and 4.5", 'He said "yes", then left... (maybe)', "①②③ Ⅲ ℃ ％ 〇 ㊙",
        "http://example.cn/a--b", "𠮷野家", "a.b", "GDP: 6.2", "2018—2019年", "“Pearl River”, of all places", "“‘引’”", "･", "\ufa0e",
    ],
)  # fmt: skip
def test_what_is_well_written_is_left_alone(text: str) -> None:
    assert normalised(text) == (text, ())


@given(st.text(st.sampled_from(list('广a1⼈Ａｶﾞ㎡\ufe00\u00a0,.:;?!"()（）“”…。- \n'))) | st.text())
@example('"a" 广 "b"')
@example("((广州))")
def test_once_is_enough_and_every_change_is_told(text: str) -> None:
    better, offers = normalised(text)
    assert normalised(better) == (better, ())
    assert (better != text) == bool(offers)
    assert offered(text).keys() == {offer.kind for offer in offers} <= KINDS.keys()


def test_an_offer_says_what_cannot_be_seen() -> None:
    assert offered("⼈\u200b") == {"text.look-alikes": "U+200B→∅ ⼈ U+2F08→人 U+4EBA"}
    assert offered("人,人") == {"text.punctuation": ",→，"}
    assert offered('他说"广州的明天会更好"')["text.punctuation"] == '"…"→“…”'


SRT = b"1\n00:00:01,000 --> 00:00:02,000\n\xe2\xbc\x88\xe6\xb0\x91,\xe5\xa5\xbd\n"
"""⼈民,好"""


def test_a_subtitle_file_is_read_as_it_is_and_the_offer_told() -> None:
    read = read_subtitles(SRT, "zh.srt")
    assert read.cues[0].text == "⼈民,好"
    told = {finding.id: finding for finding in read.findings}
    assert told["text.look-alikes"].severity is Severity.WARN
    assert told["text.look-alikes"].what.say("zh").endswith("第 2 行（第 1 条，⼈ U+2F08→人 U+4EBA）")
    assert told["text.punctuation"].severity is Severity.INFO


def test_a_profile_may_ask_for_it() -> None:
    read = read_subtitles(SRT, "zh.srt", normalise=True)
    assert read.cues[0].text == "人民，好"
    assert [finding.id for finding in read.findings] == ["text.normalised"]


EPISODE = """\
version: 1
id: a
series: b
city: "440100"
title: ⼈民的城市
date: 2019-05-10T10:00+08:00
people: {mayor: {name: 罗ＡＢ}}
footage:
  - {file: raw/ＡＢ.mp4}
questions:
  - {id: q-1, text: "好吗,⼈们?", at: 1s}
"""


def episode() -> LoadedEpisode:
    return parse_episode(EPISODE, "episode.yaml", Path())


def test_words_of_the_episode_are_checked_with_line_and_key_but_no_file_name() -> None:
    loaded, findings = read_words(episode(), normalise=False)
    assert loaded.episode == episode().episode
    told = {finding.id: finding.what.say("en").partition(": ")[2] for finding in findings}
    assert told == {
        "text.look-alikes": "line 5 (title, ⼈ U+2F08→人 U+4EBA); line 11 (questions.0.text, ⼈ U+2F08→人 U+4EBA)",
        "text.wide-forms": "line 7 (people.mayor.name, ＡＢ→AB)",
        "text.punctuation": "line 11 (questions.0.text, ,→， ?→？)",
    }


def test_they_are_written_anew_if_the_profile_asks() -> None:
    loaded, findings = read_words(episode(), normalise=True)
    new = loaded.episode
    assert (new.title, new.people["mayor"].name, new.questions[0].text) == (
        "人民的城市",
        "罗AB",
        "好吗，人们？",
    )
    assert new.footage == episode().episode.footage
    assert [finding.id for finding in findings] == ["text.normalised"]
    assert read_words(loaded, normalise=True) == (loaded, ())


def test_a_missing_glyph_says_what_could_be_written_instead() -> None:
    with pytest.raises(MissingGlyphs) as caught:
        require_glyphs([("title", "\U0002f800\ufe0e")], read_face(font_path("Medium")))
    assert "U+2F800 (title: write “丽” U+4E3D instead); U+FE0E (title: leave it out)" in caught.value.say(
        "en"
    )
    assert "U+2F800 (title：请改用“丽” U+4E3D); U+FE0E (title：请删去)" in caught.value.say("zh")
