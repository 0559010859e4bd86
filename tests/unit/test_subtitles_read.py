"""Subtitle files as people send them."""

from fractions import Fraction

import pytest

from videopipe.model.cues import Cue
from videopipe.model.errors import InputError
from videopipe.model.time import Span
from videopipe.stages.subtitles.read import (
    BadCueTime,
    CueEndsBeforeItStarts,
    CuesOverlap,
    EmptySubtitles,
    NotSubtitles,
    UndecodableSubtitles,
    decode,
    parse_srt,
)

TWO = """1
00:00:04,000 --> 00:00:05,421
各位网友大家好，

2
00:00:05,541 --> 00:00:07,174
欢迎收看
在线访谈。
"""


def seconds(text: str) -> Fraction:
    return Fraction(text)


def test_times_are_exact_and_line_breaks_are_kept() -> None:
    assert parse_srt(TWO, "zh.srt") == (
        Cue(1, Span(seconds("4"), seconds("5.421")), "各位网友大家好，"),
        Cue(2, Span(seconds("5.541"), seconds("7.174")), "欢迎收看\n在线访谈。"),
    )


@pytest.mark.parametrize("newline", ["\r\n", "\r", "\n"])
def test_every_kind_of_line_end_reads_the_same(newline: str) -> None:
    assert parse_srt(TWO.replace("\n", newline), "zh.srt") == parse_srt(TWO, "zh.srt")


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "gb18030"]
)  # the four that Windows editors in China write
def test_every_encoding_reads_the_same(encoding: str) -> None:
    text, _ = decode(TWO.encode(encoding), "zh.srt")
    assert parse_srt(text, "zh.srt") == parse_srt(TWO, "zh.srt")


def test_big_endian_utf16_reads_by_its_mark() -> None:
    assert decode(b"\xfe\xff" + TWO.encode("utf-16-be"), "zh.srt") == (TWO, "utf-16")


def test_the_encoding_is_named() -> None:
    assert [decode(data, "a")[1] for data in (b"\xef\xbb\xbfa", b"a", "广".encode("gb18030"))] == [
        "utf-8-sig",
        "utf-8",
        "gb18030",
    ]


@pytest.mark.parametrize(
    "data", [b"\x00\x01\x02", TWO.encode("utf-16-le"), TWO.encode("utf-32"), b"abc\xff\xff\xff\xff"]
)
def test_bytes_that_are_no_text_are_refused(data: bytes) -> None:
    with pytest.raises(UndecodableSubtitles) as caught:
        decode(data, "zh.srt")
    assert "zh.srt" in str(caught.value)


def test_a_blank_line_inside_a_cue_loses_nothing() -> None:
    text = TWO.replace("欢迎收看\n", "欢迎收看\n\n")
    assert parse_srt(text, "zh.srt") == parse_srt(TWO, "zh.srt")


def test_a_missing_blank_line_between_cues_loses_nothing() -> None:
    assert parse_srt(TWO.replace("\n\n2", "\n2"), "zh.srt") == parse_srt(TWO, "zh.srt")


def test_cues_in_any_order_come_out_in_time_order() -> None:
    first, second = TWO.split("\n\n")
    assert parse_srt(second + "\n" + first, "zh.srt") == parse_srt(TWO, "zh.srt")


def test_markup_and_invisible_characters_are_taken_out_and_comparison_signs_stay() -> None:
    text = TWO.replace(
        "各位网友大家好，",
        r"{\an8}<i>各位</i>\u200b网友<font color='red'>好</font> 3<5".replace(r"\u200b", "\u200b"),
    )
    assert parse_srt(text, "zh.srt")[0].text == "各位网友好 3<5"


def test_a_cue_without_words_is_left_out_and_the_others_keep_their_numbers() -> None:
    assert [cue.number for cue in parse_srt(TWO.replace("各位网友大家好，", "<i> </i>"), "zh.srt")] == [2]


def test_a_hundred_milliseconds_of_overlap_are_let_through() -> None:
    assert len(parse_srt(TWO.replace("05,421", "05,641"), "zh.srt")) == 2


@pytest.mark.parametrize(
    ("text", "error", "says"),
    [
        ("", EmptySubtitles, ["zh.srt"]),
        ("\n \n", EmptySubtitles, ["zh.srt"]),
        ("1\n00:00:01,000 --> 00:00:02,000\n\n", EmptySubtitles, ["zh.srt"]),
        ("主持人：大家好\n嘉宾：你好", NotSubtitles, ["line 1", "主持人：大家好"]),
        ("\n片头\n" + TWO, NotSubtitles, ["line 2", "片头"]),
        (TWO.replace("00:00:05,541", "0:5.541"), BadCueTime, ["line 6", "0:5.541"]),
        (TWO.replace("00:00:05,541", "00:00:O5,541"), BadCueTime, ["line 6"]),
        (TWO.replace("07,174", "05,541"), CueEndsBeforeItStarts, ["line 6", "cue 2", "00:00:05,541"]),
        (TWO.replace("05,421", "05,642"), CuesOverlap, ["cue 1", "line 2", "cue 2", "line 6", "0.101 s"]),
    ],
)
def test_a_wrong_file_is_refused_with_line_and_remedy(
    text: str, error: type[InputError], says: list[str]
) -> None:
    with pytest.raises(error) as caught:
        parse_srt(text, "zh.srt")
    assert [word for word in says if word not in caught.value.say("en")] == []
    assert "zh.srt" in caught.value.say("zh")
