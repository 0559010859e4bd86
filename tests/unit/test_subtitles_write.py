"""The files that go out: SRT, WebVTT, transcript; and the check that the font can draw it all."""

from fractions import Fraction

import pysrt
import pytest
from hypothesis import given
from hypothesis import strategies as st

from videopipe.model.cues import ScreenCue
from videopipe.model.time import Frames
from videopipe.stages.subtitles.check import strings
from videopipe.stages.subtitles.read import read_subtitles
from videopipe.stages.subtitles.transcript import Paragraph, QuestionSpan, paragraphs, render_transcript_txt
from videopipe.stages.subtitles.write import render_srt, render_vtt
from videopipe.text.fonts import Face, Missing, MissingGlyphs, missing_glyphs, require_glyphs

FPS = Fraction(25)
CUES = [
    ScreenCue(1, Frames(0, 35), ("各位网友大家好",), "各位网友大家好，"),
    ScreenCue(3, Frames(38, 90_030), ("A & B <i>", "1 --> 2"), "A & B <i>1 --> 2。"),
]


def test_srt_is_numbered_anew_with_comma_milliseconds() -> None:
    assert render_srt(CUES, FPS) == (
        "1\n00:00:00,000 --> 00:00:01,400\n各位网友大家好\n\n"
        "2\n00:00:01,520 --> 01:00:01,200\nA & B <i>\n1 --> 2\n"
    )


def test_vtt_is_escaped() -> None:
    assert render_vtt(CUES, FPS) == (
        "WEBVTT\n\n1\n00:00:00.000 --> 00:00:01.400\n各位网友大家好\n\n"
        "2\n00:00:01.520 --> 01:00:01.200\nA &amp; B &lt;i&gt;\n1 --&gt; 2\n"
    )


@given(
    st.lists(
        st.tuples(st.integers(1, 300), st.integers(0, 100), st.text("广州，大湾区", min_size=1)), min_size=1
    ),
    st.sampled_from([FPS, Fraction(30000, 1001), Fraction(50)]),
)
def test_srt_read_back_says_the_same_to_the_millisecond(
    shapes: list[tuple[int, int, str]], fps: Fraction
) -> None:
    cues, at = [], 0
    for number, (length, gap, line) in enumerate(shapes, 1):
        cues.append(ScreenCue(number, Frames(at, at + length), (line,), line))
        at += length + gap
    back = read_subtitles(render_srt(cues, fps).encode(), "again.srt").cues
    assert [(cue.number, cue.text) for cue in back] == [(cue.number, cue.lines[0]) for cue in cues]
    for cue, again in zip(cues, back, strict=True):
        assert abs(again.span.start - cue.frames.start / fps) <= Fraction(1, 2000)
        assert abs(again.span.end - cue.frames.end / fps) <= Fraction(1, 2000)


def test_another_reader_reads_our_srt() -> None:
    assert [item.text for item in pysrt.from_string(render_srt(CUES, FPS))] == [
        "各位网友大家好",
        "A & B <i>\n1 --> 2",
    ]


QUESTION = QuestionSpan("gz-1", "核心引擎", "网友“珠江潮声”", "怎样发挥核心引擎作用？", Frames(100, 300))


def said(number: int, start: int, spoken: str) -> ScreenCue:
    return ScreenCue(number, Frames(start, start + 10), (spoken,), spoken)


def test_what_was_said_about_a_question_is_one_paragraph() -> None:
    cues = [said(1, 0, "大家好。"), said(2, 100, "网友问："), said(3, 200, "怎样？"), said(4, 300, "谢谢。")]
    assert paragraphs(cues, [QUESTION]) == (
        Paragraph(None, 0, "大家好。"),
        Paragraph(QUESTION, 100, "网友问：怎样？"),
        Paragraph(None, 300, "谢谢。"),
    )


def test_cues_without_punctuation_do_not_run_together() -> None:
    assert paragraphs([said(1, 0, "大家好"), said(2, 20, "欢迎收看")], [])[0].text == "大家好 欢迎收看"


def test_the_transcript_tells_when_what_and_who() -> None:
    assert render_transcript_txt(
        [Paragraph(None, 0, "大家好。"), Paragraph(QUESTION, 100, "网友问：")], FPS
    ) == ("[00:00:00]\n大家好。\n\n[00:00:04] 核心引擎｜网友“珠江潮声”：怎样发挥核心引擎作用？\n网友问：\n")


def test_a_missing_glyph_is_named_once_with_its_first_place() -> None:
    assert missing_glyphs(
        [("1", "ab"), ("2", "bc\n"), ("3", "c")], Face({ord("a"): 0}, ((1000, 0),), 1000)
    ) == (
        Missing("b", 0x62, "1"),
        Missing("c", 0x63, "2"),
    )


def test_every_character_that_the_font_lacks_is_named_at_once() -> None:
    cues = [said(7, 0, "广\U0001f600"), said(9, 40, "\ue000\u200d𠮷")]
    with pytest.raises(MissingGlyphs) as caught:
        require_glyphs(strings(cues, "zh-Hant"), Face({ord("广"): 0}, ((1000, 0),), 1000))
    assert caught.value.exit_code == 4
    for lang in ("zh", "en"):
        told = caught.value.say(lang)
        assert "“\U0001f600” U+1F600 (zh-Hant cue 7); U+E000 (zh-Hant cue 9); U+200D (zh-Hant cue 9)" in told
        assert "“𠮷” U+20BB7 (zh-Hant cue 9)" in told


def test_no_more_than_ten_are_named() -> None:
    letters = "abcdefghijklm"
    with pytest.raises(MissingGlyphs, match=r"^13 .*“j” U\+006A \(title\)\. ") as caught:
        require_glyphs([("title", letters)], Face({}, (), 1000))
    assert "“k”" not in caught.value.say("en")


def test_characters_that_the_font_has_pass() -> None:
    require_glyphs(strings(CUES, "zh-Hans"), Face(dict.fromkeys(range(0x10000), 0), ((1000, 0),), 1000))
