"""TTML: read back with another reader, in step with SRT, inside the safe area."""

import re
from fractions import Fraction
from xml.etree import ElementTree as ET

import pysrt
from hypothesis import given
from hypothesis import strategies as st

from videopipe.model.cues import ScreenCue
from videopipe.model.time import Frames
from videopipe.stages.subtitles.ttml import render_ttml
from videopipe.stages.subtitles.write import CAPTION_FORMATS, render_srt

TT = "{http://www.w3.org/ns/ttml}"
TTS = "{http://www.w3.org/ns/ttml#styling}"
CUES = [
    ScreenCue(1, Frames(50, 85), ("各位网友<大家好>", "A & B"), ""),
    ScreenCue(2, Frames(88, 129), ("欢迎收看 --> 在线访谈",), ""),
]


def millis(clock: str) -> int:
    hours, minutes, seconds = clock.split(":")
    return round((int(hours) * 3600 + int(minutes) * 60 + float(seconds)) * 1000)


def test_it_says_language_time_base_and_profile() -> None:
    root = ET.fromstring(render_ttml(CUES, Fraction(25), "zh-Hant"))
    assert root.get("{http://www.w3.org/XML/1998/namespace}lang") == "zh-Hant"
    assert root.get("{http://www.w3.org/ns/ttml#parameter}timeBase") == "media"
    assert str(root.get("{http://www.w3.org/ns/ttml#parameter}contentProfiles")).endswith("imsc1.1/text")


def test_regions_lie_inside_five_per_cent_a_side() -> None:
    root = ET.fromstring(render_ttml(CUES, Fraction(25), "en"))
    regions = root.findall(f".//{TT}region")
    assert regions
    for region in regions:
        x, y = (int(n) for n in re.findall(r"(\d+)%", str(region.get(f"{TTS}origin"))))
        width, height = (int(n) for n in re.findall(r"(\d+)%", str(region.get(f"{TTS}extent"))))
        assert x >= 5
        assert y >= 5
        assert x + width <= 95
        assert y + height <= 95


def test_another_reader_finds_the_same_words_and_lines() -> None:
    from ttconv.imsc.reader import to_model

    document = to_model(ET.ElementTree(ET.fromstring(render_ttml(CUES, Fraction(25), "zh-Hans"))))
    body = document.get_body()
    assert body is not None
    texts = [each.get_text() for each in body.dfs_iterator() if hasattr(each, "get_text")]
    assert [text for text in texts if text.strip()] == [line for cue in CUES for line in cue.lines]


@given(
    st.lists(st.tuples(st.integers(1, 900), st.integers(1, 900)), min_size=1, max_size=8),
    st.sampled_from([Fraction(25), Fraction(30000, 1001), Fraction(60000, 1001), Fraction(24)]),
)
def test_all_formats_are_in_step_to_the_millisecond(runs: list[tuple[int, int]], fps: Fraction) -> None:
    cues, at = [], 0
    for number, (gap, length) in enumerate(runs, 1):
        cues.append(ScreenCue(number, Frames(at + gap, at + gap + length), ("字",), "字"))
        at += gap + length
    srt = [(item.start.ordinal, item.end.ordinal) for item in pysrt.from_string(render_srt(cues, fps))]
    root = ET.fromstring(render_ttml(cues, fps, "zh-Hans"))
    ttml = [(millis(str(p.get("begin"))), millis(str(p.get("end")))) for p in root.iter(f"{TT}p")]
    vtt = CAPTION_FORMATS["vtt"][1](cues, fps, "zh-Hans")
    lines = [line.split(" --> ") for line in vtt.splitlines() if "-->" in line]
    web = [(millis(start), millis(end)) for start, end in lines]
    for one, other, third in zip(srt, ttml, web, strict=True):
        assert max(abs(a - b) for a, b in (*zip(one, other, strict=True), *zip(one, third, strict=True))) <= 1
