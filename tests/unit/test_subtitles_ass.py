"""What the ASS file says; what libass makes of it is tested with the burned picture."""

import re
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from videopipe.model.cues import ScreenCue
from videopipe.model.time import Frames
from videopipe.stages.subtitles.ass import AssStyle, render_ass

CUE = ScreenCue(1, Frames(100, 150), ("广州", "大湾区"), "广州大湾区")
FULL_HD = (1920, 1080)


def events(text: str) -> list[str]:
    return [line for line in text.splitlines() if line.startswith("Dialogue: 1")]


def seconds(clock: str) -> Fraction:
    hours, minutes, rest = clock.split(":")
    return int(hours) * 3600 + int(minutes) * 60 + Fraction(rest)


def test_only_cues_that_meet_the_window_are_written() -> None:
    cues = [CUE, ScreenCue(2, Frames(150, 200), ("二",), "二"), ScreenCue(3, Frames(90, 100), ("三",), "三")]
    assert [
        line[-1] for line in events(render_ass(cues, Frames(100, 151), AssStyle(), FULL_HD, Fraction(25)))
    ] == [
        "区",
        "二",
    ]


def test_times_do_not_change_when_something_before_is_cut() -> None:
    earlier = ScreenCue(1, Frames(60, 110), CUE.lines, CUE.spoken)
    assert render_ass([CUE], Frames(90, 200), AssStyle(), FULL_HD, Fraction(25)) == render_ass(
        [earlier], Frames(50, 160), AssStyle(), FULL_HD, Fraction(25)
    )


@pytest.mark.parametrize(
    ("line", "written"),
    [
        ("广州 大湾区", "广州\u2002大湾区"),
        ("增长 6.2%", "增长 6.2%"),
        ("a{b}c", r"a\{b\}c"),
        ("a\\Nb", "a\\\u2060Nb"),
        ("a{\\b1}", "a\\{\\\u2060b1\\}"),
    ],
)
def test_text_is_written_so_that_libass_takes_it_literally(line: str, written: str) -> None:
    cue = ScreenCue(1, Frames(0, 10), (line,), line)
    text = render_ass([cue], Frames(0, 10), AssStyle(), FULL_HD, Fraction(25))
    assert events(text)[0].endswith(f",,{written}")


@pytest.mark.parametrize(
    ("line", "written"),
    [
        ("罗𠮷吉𠮷", r"罗{\fnown 1}𠮷{\fn}吉{\fnown 1}𠮷{\fn}"),
        ("𠮷𠮷䶮", r"{\fnown 1}𠮷𠮷{\fn}{\fnown 2}䶮{\fn}"),
        (r"{\fnown 1}𠮷", "\\{\\\u2060fnown 1\\}{\\fnown 1}𠮷{\\fn}"),
    ],
)
def test_characters_that_the_font_lacks_are_written_in_the_one_that_has_them(line: str, written: str) -> None:
    families = {"𠮷": "own 1", "䶮": "own 2"}
    cue = ScreenCue(1, Frames(0, 10), (line,), line, second=line)
    text = render_ass([cue], Frames(0, 10), AssStyle(), FULL_HD, Fraction(25), families)
    assert len(re.findall(f",,{re.escape(written)}$", text, re.MULTILINE)) == 2
    assert len(re.findall(f"}}{re.escape(written)}$", text, re.MULTILINE)) == 2, "and so are their shadows"


@given(
    st.sampled_from(
        [
            Fraction(24000, 1001),
            Fraction(24),
            Fraction(25),
            Fraction(30000, 1001),
            Fraction(30),
            Fraction(50),
            Fraction(60000, 1001),
            Fraction(60),
        ]
    ),
    st.integers(0, 500_000),
    st.integers(1, 500),
)
def test_a_cue_is_up_on_its_frames_and_on_no_other_at_any_rate(
    fps: Fraction, start: int, length: int
) -> None:
    cue = ScreenCue(1, Frames(start, start + length), ("广",), "广")
    text = render_ass([cue], Frames(0, start + length + 1), AssStyle(), FULL_HD, fps)
    begin, end = (seconds(clock) for clock in re.findall(r"\d+:\d\d:\d\d\.\d\d", events(text)[0]))

    def is_up(frame: int) -> bool:
        # libass compares whole milliseconds.
        return begin <= Fraction(int(frame / fps * 1000), 1000) < end

    assert [is_up(frame) for frame in (start, start + length - 1, start + length)] == [True, True, False]
    assert start == 0 or not is_up(start - 1)
