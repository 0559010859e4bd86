"""Subtitle files as people send them."""

import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from videopipe.model.cues import Cue
from videopipe.model.errors import InputError
from videopipe.model.time import Span, timecode
from videopipe.stages.subtitles.kinds import KINDS
from videopipe.stages.subtitles.read import (
    EmptySubtitles,
    NotSubtitles,
    ReadSubtitles,
    UnreadableCues,
    read_subtitles,
)
from videopipe.text.encoding import UndecodableText, decode

TWO = """1
00:00:04,000 --> 00:00:05,421
各位网友大家好，

2
00:00:05,541 --> 00:00:07,174
欢迎收看
在线访谈。
"""


def read(text: str) -> ReadSubtitles:
    return read_subtitles(text.encode(), "zh.srt")


def cues(text: str) -> tuple[Cue, ...]:
    return read(text).cues


def ids(text: str) -> list[str]:
    return [finding.id for finding in read(text).findings]


def test_times_are_exact_and_line_breaks_are_kept() -> None:
    assert cues(TWO) == (
        Cue(1, Span(Fraction(4), Fraction("5.421")), "各位网友大家好，"),
        Cue(2, Span(Fraction("5.541"), Fraction("7.174")), "欢迎收看\n在线访谈。"),
    )


def test_a_neat_file_has_nothing_to_tell() -> None:
    assert (read(TWO).form, read(TWO).encoding, read(TWO).findings) == ("SRT", "UTF-8", ())


# Encodings and faults.

CLEAN = """1
00:00:13,200 --> 00:00:15,000
请问广州在大湾区建设中怎样发挥作用？

2
00:00:15,000 --> 00:00:17,500
我们正在推进机场、港口
和高铁枢纽建设。

3
00:00:18,000 --> 00:00:18,800
谢谢 2019 年的 A&B！
"""
TRADITIONAL = str.maketrans("请问广在湾区设样发挥们进机场铁枢纽谢", "請問廣在灣區設樣發揮們進機場鐵樞紐謝")
ENCODINGS: dict[str, tuple[str, bytes, bool]] = {
    "UTF-8": ("utf-8", b"", False),
    "UTF-8 with mark": ("utf-8-sig", b"", False),
    "UTF-16 LE with mark": ("utf-16-le", b"\xff\xfe", False),
    "UTF-16 BE with mark": ("utf-16-be", b"\xfe\xff", False),
    "UTF-16 LE": ("utf-16-le", b"", False),
    "UTF-16 BE": ("utf-16-be", b"", False),
    "GBK": ("gbk", b"", False),
    "GB18030": ("gb18030", b"", False),
    "traditional in GB18030": ("gb18030", b"", True),
    "Big5": ("big5", b"", True),
    "Big5-HKSCS": ("big5hkscs", b"", True),
    "Windows Big5": ("cp950", b"", True),
}
"""Name → Python's codec, mark, whether the text is traditional."""


def mixed_ends(text: str) -> str:
    lines = text.split("\n")
    return "".join(line + ("\r\n", "\r", "\n")[n % 3] for n, line in enumerate(lines))


def without_numbers(text: str) -> str:
    return "\n".join(line for line in text.split("\n") if not line.isdigit())


def backwards(text: str) -> str:
    return "\n\n".join(reversed(text.strip().split("\n\n"))) + "\n"


FAULTS: dict[str, Callable[[str], str]] = {
    "none": lambda text: text,
    "CRLF": lambda text: text.replace("\n", "\r\n"),
    "CR": lambda text: text.replace("\n", "\r"),
    "mixed line ends": mixed_ends,
    "line ends converted twice": lambda text: text.replace("\n", "\r\r\n"),
    "no numbers": without_numbers,
    "wrong numbers": lambda text: text.replace("2\n00", "7\n00").replace("3\n00", "7\n00"),
    "one number missing": lambda text: text.replace("\n2\n00", "\n00"),
    "no blank lines": lambda text: text.replace("\n\n", "\n"),
    "a blank line inside a cue": lambda text: text.replace("港口\n", "港口\n\n"),
    "every line end doubled": lambda text: text.replace("\n", "\n\n"),
    "markup": lambda text: text.replace("17,500\n", "17,500\n{\\an8}<i>").replace("港口\n", "港口</i><br/>"),
    "entities": lambda text: text.replace("A&B", "A&amp;B").replace("谢 2", "谢&nbsp;2").replace("謝 2", "謝&nbsp;2"),
    "overlap": lambda text: text.replace("15,000\n请", "16,000\n请").replace("15,000\n請", "16,000\n請"),
    "start and end swapped": lambda text: text.replace("15,000 --> 00:00:17,500", "17,500 --> 00:00:15,000"),
    "last cue first": backwards,
    "a cue twice": lambda text: text + "\n" + text.split("\n\n")[0],
    "full-width times": lambda text: text.replace("00:00:13,200 --> ", "００：００：１３，２００ －－＞ "),
    "another arrow": lambda text: text.replace("00:00:13,200 -->", "00:00:13,200→").replace("15,000 -->", "15.0 ->"),
    "invisible characters": lambda text: text.replace("，", "，\u200b").replace("。", "。\u3000"),
}  # fmt: skip
HARMLESS = {"none", "CRLF", "CR", "mixed line ends", "line ends converted twice", "invisible characters"}
SILENT = HARMLESS | {
    "no numbers",
    "one number missing",
    "no blank lines",
    "a blank line inside a cue",
    "every line end doubled",
}
"""Faults that leave nothing to guess."""


@pytest.mark.parametrize("fault", FAULTS)
@pytest.mark.parametrize("encoding", ENCODINGS)
def test_every_encoding_with_every_fault_reads_as_the_clean_file(encoding: str, fault: str) -> None:
    codec, mark, traditional = ENCODINGS[encoding]
    clean = CLEAN.translate(TRADITIONAL) if traditional else CLEAN
    text = FAULTS[fault](clean)
    if fault == "invisible characters" and codec not in ("utf-8", "utf-8-sig", "utf-16-le", "utf-16-be"):
        text = text.replace("\u200b", "")  # these encodings have none
    assert fault == "none" or text != clean
    result = read_subtitles(mark + text.encode(codec), "zh.srt")
    assert result.cues == cues(clean)
    told = [finding.id for finding in result.findings if not finding.id.startswith("subtitles.encoding")]
    assert (told == []) == (fault in SILENT)


@pytest.mark.parametrize("encoding", ENCODINGS)
def test_an_encoding_that_was_guessed_is_told(encoding: str) -> None:
    codec, mark, traditional = ENCODINGS[encoding]
    clean = CLEAN.translate(TRADITIONAL) if traditional else CLEAN
    told = {finding.id for finding in read_subtitles(mark + clean.encode(codec), "zh.srt").findings}
    assert told == (set() if mark or codec.startswith("utf-8") else {"subtitles.encoding"})


SHORT = [
    ("主持人", "主持人"),
    ("谢谢您", "謝謝您"),
    ("核心引擎", "核心引擎"),
    ("珠海是经济特区", "珠海是經濟特區"),
    ("会更方便。", "會更方便。"),
    ("开办企业的手续还能再简单一些吗？", "開辦企業的手續還能再簡單一些嗎？"),
    ("港珠澳大桥通车后，横琴会有哪些变化？", "港珠澳大橋通車後，橫琴會有哪些變化？"),
    ("制造业转型升级，政府怎么帮中小厂？", "製造業轉型升級，政府怎麼幫中小廠？"),
    ("广州将着力增强国际商贸中心和综合交通枢纽功能", "廣州將著力增強國際商貿中心和綜合交通樞紐功能"),
]  # fmt: skip


@pytest.mark.parametrize(("simplified", "traditional"), SHORT)
def test_a_few_characters_tell_gbk_from_big5(simplified: str, traditional: str) -> None:
    assert decode(simplified.encode("gbk"), "a").text == simplified
    assert decode(traditional.encode("big5"), "a").text == traditional
    assert decode(traditional.encode("gbk"), "a").text == traditional


@pytest.mark.parametrize(
    ("data", "line"),
    [
        (b"\x00\x01\x02", 1),
        (TWO.encode("utf-32"), 1),
        (b"abc\xff\xff\xff\xff", 1),
        (
            TWO.encode().replace("欢".encode(), b"\xe6\xac"),
            7,
        ),  # else GB18030 would make something else of it all
        (b"\xef\xbb\xbf" + TWO.encode().replace("线".encode(), b"\xff"), 8),
        (TWO.encode("utf-16")[:-1], 8),
        (TWO.encode() + b"\0" * 3, 9),
    ],
)
def test_bytes_that_are_no_text_are_refused_with_their_line(data: bytes, line: int) -> None:
    with pytest.raises(UndecodableText) as caught:
        decode(data, "zh.srt")
    assert caught.value.data["line"] == line
    assert "zh.srt" in caught.value.say("zh")


@pytest.mark.parametrize("codec", ["gb18030", "cp1252"])
def test_text_spoilt_by_a_wrong_encoding_is_named_and_left_as_it_is(codec: str) -> None:
    spoilt = "我们正在推进机场建设".encode().decode(codec, "ignore")
    result = read(TWO.replace("各位网友大家好", spoilt))
    assert [finding.id for finding in result.findings] == ["subtitles.garbled"]
    assert "line 2 (cue 1" in result.findings[0].what.en
    assert "我们" in result.findings[0].what.zh


@pytest.mark.parametrize("lost", ["锟斤拷锟斤拷", "\ufffd\ufffd"])
def test_lost_characters_are_named(lost: str) -> None:
    assert ids(TWO.replace("网友", lost)) == ["subtitles.lost-characters"]


# What is mended.


def test_markup_and_invisible_characters_are_taken_out_and_comparison_signs_stay() -> None:
    text = TWO.replace(
        "各位网友大家好，", "{\\an8}<i>各位</i>\u200b网友<font color='red'>好</font> 3<5 &lt;b&gt;"
    )
    assert cues(text)[0].text == "各位网友好 3<5 <b>"
    assert set(ids(text)) == {"subtitles.entities", "subtitles.markup", "subtitles.position"}


def test_a_cue_without_words_is_left_out_and_the_others_keep_their_numbers() -> None:
    text = TWO.replace("各位网友大家好，", "<i> </i>")
    assert [cue.number for cue in cues(text)] == [2]
    assert "subtitles.empty" in ids(text)


def test_a_year_alone_in_a_line_is_text() -> None:
    text = without_numbers(TWO).replace("大家好，", "大家好，\n2019")
    assert cues(text)[0].text == "各位网友大家好，\n2019"


def test_a_cue_inside_another_ends_it() -> None:
    text = TWO.replace("05,421", "09,000")
    assert [cue.span for cue in cues(text)] == [
        Span(Fraction(4), Fraction("5.541")),
        Span(Fraction("5.541"), Fraction("7.174")),
    ]
    (finding,) = read(text).findings
    assert (finding.id, finding.severity) == ("subtitles.overlap", "WARN")
    assert finding.what.en.endswith("line 2 (cue 1, 3.459 s)")
    assert finding.what.zh.endswith("第 2 行（第 1 条，3.459 s）")


def test_a_hundred_milliseconds_of_overlap_are_rounding() -> None:
    assert ids(TWO.replace("05,421", "05,641")) == ["subtitles.rounding"]


@pytest.mark.parametrize(("following", "end"), [("00:00:05,541", "29/6"), ("00:00:04,500", "4.5")])
def test_a_cue_without_length_stands_until_the_next_or_five_sixths_of_a_second(
    following: str, end: str
) -> None:
    text = TWO.replace("05,421", "04,000").replace("00:00:05,541", following)
    assert cues(text)[0].span == Span(Fraction(4), Fraction(end))
    assert ids(text) == ["subtitles.no-length"]


def test_cues_that_begin_together_are_shown_as_one() -> None:
    text = TWO.replace("00:00:05,541", "00:00:04,000")
    assert cues(text) == (
        Cue(1, Span(Fraction(4), Fraction("7.174")), "各位网友大家好，\n欢迎收看\n在线访谈。"),
    )
    assert ids(text) == ["subtitles.numbers", "subtitles.same-start"]


def test_what_lies_before_the_first_picture_is_cut_off() -> None:
    text = TWO.replace("00:00:04,000", "-00:00:01,000")
    assert cues(text)[0].span.start == 0
    assert set(ids(text)) == {"subtitles.times", "subtitles.before-start"}
    gone = text.replace("00:00:05,421", "-00:00:00,500")
    assert [cue.number for cue in cues(gone)] == [2]


def test_more_places_than_ten_are_counted() -> None:
    many = "\n".join(
        f"{n}\n{timecode(Fraction(n), ',')} --> {timecode(Fraction(n + 1), ',')}\n<i>字</i>\n"
        for n in range(1, 14)
    )
    (finding,) = read(many).findings
    assert (finding.value, finding.what.en.count("line "), finding.what.en[-6:]) == ("13", 10, "3 more")


# Times.


@pytest.mark.parametrize(
    "line",
    [
        "00:00:04.000-->00:00:05.421",
        "0:00:04,000  -- >  0:00:05,421",
        "00:00:04 —> 00:00:05.421",
        "００：００：０４，０００ → 00：00：05，421",
        "00:00:04:000 --> 00:00:05:421",
        "1 00:00:04,000 --> 00:00:05,421",
        "00: 00: 04, 000 --> 00: 00: 05, 421",
        "00:00:04,000 --> 00:00:05,421 X1:40 X2:600 Y1:20 Y2:50",
    ],
)
def test_a_time_line_in_another_form_is_read_as_it_is_meant(line: str) -> None:
    text = TWO.replace("00:00:04,000 --> 00:00:05,421", line)
    assert cues(text) == cues(TWO)
    assert ids(text) in (["subtitles.times"], ["subtitles.position"])


def test_words_beside_the_time_are_words() -> None:
    assert cues(TWO.replace("05,421\n", "05,421 ")) == cues(TWO)


# Refusals.


@pytest.mark.parametrize(
    ("text", "error", "says"),
    [
        ("", EmptySubtitles, ["zh.srt"]),
        ("\n \n", EmptySubtitles, ["zh.srt"]),
        ("1\n00:00:01,000 --> 00:00:02,000\n\n", EmptySubtitles, ["zh.srt"]),
        ("WEBVTT\n\nNOTE nothing yet\n", EmptySubtitles, ["zh.srt"]),
        ("[Script Info]\n[Events]\n", EmptySubtitles, ["zh.srt"]),
        ("主持人：大家好\n嘉宾：你好", NotSubtitles, ["line 1", "主持人：大家好"]),
        ("\n片头\n" + TWO, NotSubtitles, ["line 2", "片头"]),
        (TWO.replace("00:00:05,541", "0:5.541"), UnreadableCues, ["line 6", "0:5.541"]),
        (TWO.replace("00:00:05,541", "00:00:O5,541"), UnreadableCues, ["line 6"]),
        (TWO.replace("00:00:05,541", "00:61:05,541"), UnreadableCues, ["line 6"]),
        (TWO.replace("00:00:05,541", "00:00:05:12"), UnreadableCues, ["line 6", "frames"]),
        (TWO.replace("00:00:05,541 --> 00:00:07,174\n", ""), UnreadableCues, ["line 6", "欢迎收看", "no time"]),
        (TWO.replace(",421", ",x").replace(",541", ";12"), UnreadableCues, ["line 2", "line 6"]),
        ("[00:00:13] 主持人：好\n[00:00:14:05] 市长：好\n主持人：谢谢", UnreadableCues, ["line 2", "frames", "line 3"]),
        ("访谈记录\n[00:00:13] 主持人：好", UnreadableCues, ["line 1", "访谈记录"]),
        ("[Events]\nFormat: Start, End, Text\nDialogue: 0:00:01.00,0:00:02.00", UnreadableCues, ["line 3", "fields"]),
        ("[Events]\nDialogue: 0,0:00:01.00,0:00:0x.00,,,,,,,字", UnreadableCues, ["line 2", "0:00:0x.00"]),
        ("[Events]\nDialogue: 0,0:00:01.00,0:00:02.00,,,,,,,字\n断行", UnreadableCues, ["line 3", "断行"]),
    ],
)  # fmt: skip
def test_a_wrong_file_is_refused_with_line_and_remedy(
    text: str, error: type[InputError], says: list[str]
) -> None:
    with pytest.raises(error) as caught:
        read(text)
    assert [word for word in says if word not in caught.value.say("en")] == []
    assert "zh.srt" in caught.value.say("zh")


def test_ten_bad_lines_are_named_and_the_others_counted() -> None:
    with pytest.raises(UnreadableCues) as caught:
        read("\n\n".join(f"00:00:{n:02d},x --> 00:00:59,000\n字" for n in range(13)))
    assert caught.value.say("en").count("line ") == 10
    assert "3 more" in caught.value.say("en")
    assert "另有 3 处" in caught.value.say("zh")


# Other forms.

VTT = """WEBVTT 访谈
Kind: captions

STYLE
::cue { color: white }

NOTE 校对：第一稿
尚未定稿

intro
00:04.000 --> 00:05.421 align:start line:0
<v 主持人><c.yellow>各位</c>网友<00:00:04.500>大家好，

00:00:05.541 --> 00:00:07.174
<ruby>欢迎<rt>huānyíng</rt></ruby>收看
在线访谈&#x3002;
"""


def test_webvtt_reads_as_the_same_cues() -> None:
    result = read(VTT)
    assert result.form == "WebVTT"
    assert [(cue.span, cue.text) for cue in result.cues] == [(cue.span, cue.text) for cue in cues(TWO)]
    assert [cue.speaker for cue in result.cues] == ["主持人", ""]


ASS = """[Script Info]
Title: 访谈
[V4+ Styles]
Format: Name, Fontname
Style: Default,黑体
[Events]
Format: Layer, Start, End, Style, Name, MarginL, MarginR, MarginV, Effect, Text
Comment: 0,0:00:00.00,0:00:09.00,Default,,0,0,0,,初稿
Dialogue: 1,0:00:05.54,0:00:07.17,Default,,0,0,0,,欢迎收看\\N在线访谈。
Dialogue: 0,0:00:04.00,0:00:05.42,Default,主持人,0,0,0,,{\\pos(960,90)\\b1}各位网友{\\b0}大家好，
Dialogue: 1,0:00:04.00,0:00:05.42,Default,主持人,0,0,0,,各位网友大家好，
Dialogue: 0,0:00:04.00,0:00:05.42,Default,,0,0,0,,{\\p1}m 0 0 l 9 9{\\p0}
"""


def test_substation_reads_its_dialogue_in_time_order() -> None:
    result = read(ASS)
    assert (result.form, [(cue.speaker, cue.text) for cue in result.cues]) == (
        "ASS",
        [("主持人", "各位网友大家好，"), ("", "欢迎收看\n在线访谈。")],
    )
    assert result.cues[0].span == Span(Fraction(4), Fraction("5.42"))
    told = {finding.id for finding in result.findings}
    assert told == {f"subtitles.{id}" for id in ("unsorted", "repeated", "empty", "position", "markup")}  # noqa: A001


@pytest.mark.parametrize(
    "text",
    [
        "[00:00:13] 主持人：各位网友大家好，\n欢迎收看。\n\n[00:00:19.6] 市长：三个目标：第一，交通。",
        "00:13 主持人：各位网友大家好，\n欢迎收看。\n00:19.6 市长：三个目标：第一，交通。",
        "主持人（00:00:13）：各位网友大家好，\n欢迎收看。\n市长（00:00:19.6）：三个目标：第一，交通。",
        "主持人 00:13\n各位网友大家好，\n欢迎收看。\n\n市长 00:19.6\n三个目标：第一，交通。",
        "【00：00：13】主持人：各位网友大家好，\n欢迎收看。\n【00：00：19.6】市长：三个目标：第一，交通。",
    ],
)
def test_a_transcript_gives_speakers_and_each_turn_until_the_next(text: str) -> None:
    result = read(text)
    first = Span(Fraction(13), Fraction("19.6"))
    last = Span(Fraction("19.6"), Fraction("21.6"))
    assert result.cues == (
        Cue(1, first, "各位网友大家好，\n欢迎收看。", "主持人"),
        Cue(2, last, "三个目标：第一，交通。", "市长"),
    )
    assert (result.form, [finding.id for finding in result.findings]) == (
        "transcript",
        ["subtitles.no-ends"],
    )


def test_a_transcript_may_give_ends_and_no_names() -> None:
    result = read(
        "[00:13.000 --> 00:15.500] 目标有三个：第一，交通。\n[00:16.000 --> 00:17.000] 第二，教育。"
    )
    assert [(cue.speaker, cue.text) for cue in result.cues] == [
        ("", "目标有三个：第一，交通。"),
        ("", "第二，教育。"),
    ]
    assert (result.cues[0].span.end, result.findings) == (Fraction("15.5"), ())


# Laws.

WORDS = st.text("广州市民您好，。？！ABc019 3<5&>》", min_size=1, max_size=12).filter(
    lambda text: any("\u4e00" <= char <= "\u9fff" for char in text) and "&" not in text and "<" not in text
)
SHAPES = st.lists(st.tuples(st.integers(1, 900), st.integers(0, 300), WORDS), min_size=1, max_size=12)


def as_cues(shapes: Sequence[tuple[int, int, str]]) -> list[Cue]:
    """Times in hundredths of a second: what all three forms can say."""
    made, at = [], 0
    for number, (length, gap, text) in enumerate(shapes, 1):
        span = Span(Fraction(at + gap, 100), Fraction(at + gap + length, 100))
        made.append(Cue(number, span, " ".join(text.split())))
        at += gap + length
    return made


def as_srt(given: Sequence[Cue]) -> str:
    return "\n".join(
        f"{cue.number}\n{timecode(cue.span.start, ',')} --> {timecode(cue.span.end, ',')}\n{cue.text}\n"
        for cue in given
    )


def as_vtt(given: Sequence[Cue]) -> str:
    blocks = (
        f"{timecode(cue.span.start)} --> {timecode(cue.span.end)}\n{cue.text.replace('>', '&gt;')}\n"
        for cue in given
    )
    return "\n".join(["WEBVTT\n", *blocks])


def as_ass(given: Sequence[Cue]) -> str:
    lines = (
        f"Dialogue: 0,{timecode(cue.span.start)[1:-1]},{timecode(cue.span.end)[1:-1]},Default,,0,0,0,,{cue.text}"
        for cue in given
    )
    return "\n".join(["[Events]", *lines])


@settings(max_examples=60, deadline=None)
@given(shapes=SHAPES, render=st.sampled_from([as_srt, as_vtt, as_ass]))
def test_what_is_written_in_any_form_is_read_again(
    shapes: list[tuple[int, int, str]], render: Callable[[Sequence[Cue]], str]
) -> None:
    made = as_cues(shapes)
    assert list(cues(render(made))) == made


PIECES = st.sampled_from(
    [b"1\n", b"00:00:01,000 --> 00:00:02,000", b"-->", b"\n", b"\r", "广".encode(), b"<i", b"{\\p1}", b"WEBVTT\n",
     b"[Events]\nDialogue: ", b"0,0:00:01.00,0:00:02.00,,,,,,,", b"[00:01] ", b"\xb9\xe3", b"\0", b"&#xD800;", b"&amp;"]
)  # fmt: skip


@settings(max_examples=150, deadline=None)
@given(data=st.binary(max_size=80) | st.lists(PIECES | st.binary(max_size=4), max_size=14).map(b"".join))
def test_any_bytes_are_read_or_refused_by_name(data: bytes) -> None:
    try:
        result = read_subtitles(data, "zh.srt")
    except (UndecodableText, NotSubtitles, EmptySubtitles, UnreadableCues):
        return
    starts = [cue.span.start for cue in result.cues]
    assert starts == sorted(set(starts))
    assert all(cue.text and cue.span.end > cue.span.start >= 0 for cue in result.cues)
    assert {finding.id for finding in result.findings} <= KINDS.keys()


@pytest.mark.parametrize(
    "piece",
    [
        "<i<rt<v ", "{\\", "&amp", " ", "0", "00:", "-", "1\n", "1\n\n", "00:00:01,000 --> ", "\r", "→", "[", "广（",
        "广\n", "00:00:01,000 --> 00:00:02,000\n",
    ],
)  # fmt: skip
def test_no_garbage_takes_longer_than_its_length_asks_for(piece: str) -> None:
    def seconds(size: int) -> float:
        data = (piece * (size // len(piece.encode()) + 1)).encode()
        began = time.process_time()
        with suppress(InputError):
            read_subtitles(data, "zh.srt")
        return time.process_time() - began

    small, large = seconds(20_000), seconds(200_000)
    assert large < max(40 * small, 1)
