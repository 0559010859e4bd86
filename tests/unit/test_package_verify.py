"""Captions, links and measurements, judged on literals."""

import math
from dataclasses import replace
from fractions import Fraction

import pytest

from videopipe.model.bundle import ImageInfo, Measured
from videopipe.model.media import Loudness
from videopipe.stages.package.captions import find_caption_fault
from videopipe.stages.package.compare import differences
from videopipe.stages.package.links import broken_links

VTT = "WEBVTT\n\n1\n00:00:01.000 --> 00:00:02.500 line:80%\n大家好\n\n00:03.000 --> 00:04.000\n再见\n"
SRT = "1\r\n00:00:01,000 --> 00:00:02,500\r\n大家好\r\n"
LEVELS = Loudness(-16.0, -1.5, -12.0, 3.0)
FILM = Measured("ab", 10, loudness=LEVELS, sound=Fraction(2))


@pytest.mark.parametrize(("name", "text"), [("a.vtt", VTT), ("a.srt", SRT), ("a.txt", "nothing of the kind")])
def test_captions_as_they_should_be_have_no_fault(name: str, text: str) -> None:
    assert find_caption_fault(name, text.encode()) is None


@pytest.mark.parametrize(
    ("name", "content", "word"),
    [
        ("a.vtt", VTT.encode("utf-16"), "UTF-8"),
        ("a.vtt", VTT[7:].encode(), "WEBVTT"),
        ("a.vtt", VTT.replace("02.500", "00.500").encode(), "backwards"),
        ("a.vtt", VTT.replace("00:03.000 -->", "00:00.000 -->").encode(), "backwards"),
        ("a.vtt", VTT.replace("01.000", "01,000").encode(), "no timing"),
        ("a.srt", SRT.replace("01,000", "01.000").encode(), "no timing"),
        ("a.srt", SRT.replace("01,000", "1,000").encode(), "no timing"),
        ("a.srt", b"", "no cues"),
        ("a.vtt", b"WEBVTT\n", "no cues"),
    ],
)
def test_captions_that_no_player_takes_are_named(name: str, content: bytes, word: str) -> None:
    fault = find_caption_fault(name, content)
    assert fault is not None
    assert word in fault.en


@pytest.mark.parametrize(
    "link",
    ['<a href="video/%E5%B9%BF%E5%B7%9E%201.mp4#t=3">', '<a href="#t=12.5">', '<a href="#top">', '<h1 id="top">',
     '<a href="https://www.gd.gov.cn/x">', '<track src="data:text/vtt;base64,AA">', '<a href="./a/../page.css">',
     '<video poster="page.css">'],
)  # fmt: skip
def test_links_that_lead_somewhere_are_fine(link: str) -> None:
    assert broken_links('<h2 id="top">' + link, {"video/广州 1.mp4", "page.css"}) == []


@pytest.mark.parametrize(
    "link",
    ['<a href="gone.mp4">', '<a href="/page.css">', '<a href="#nowhere">', '<img src="https://example.com/a.png">',
     '<a href="../page.css">', '<video poster="//cdn/a.jpg">', '<a href="javascript:alert(1)">', '<a href="">',
     '<link href="http://example.com/a.css">', '<a href="file:///page.css">', '<a href="http://[">'],
)  # fmt: skip
def test_links_that_lead_nowhere_or_load_from_outside_are_named(link: str) -> None:
    assert len(broken_links(link, {"page.css"})) == 1


def test_the_same_measurement_twice_has_no_difference() -> None:
    assert differences(FILM, FILM) == ()
    silent = replace(FILM, loudness=Loudness(-math.inf, -math.inf, -math.inf, 0.0))
    assert differences(silent, silent) == ()


@pytest.mark.parametrize(("level", "count"), [(-16.1, 0), (-15.9, 0), (-16.2, 1), (-math.inf, 1)])
def test_loudness_may_differ_by_a_tenth(level: float, count: int) -> None:
    assert len(differences(FILM, replace(FILM, loudness=replace(LEVELS, integrated_lufs=level)))) == count


def test_each_figure_that_differs_is_named_with_both_values() -> None:
    other = replace(FILM, sound=Fraction(3), loudness=None, image=ImageInfo("JPEG", 2, 2))
    assert [one.what for one in differences(FILM, other)] == ["image", "sound length", "loudness"]
    assert [(one.recorded, one.found) for one in differences(FILM, other)][1] == ("2", "3")
