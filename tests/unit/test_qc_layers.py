"""Subtitles and graphics in their places: boxes written by hand."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from videopipe.model.findings import Severity, Words
from videopipe.model.layers import Layer
from videopipe.model.overlay import Box
from videopipe.model.time import Frames, Seconds, Span
from videopipe.stages.qc.layers import check_layers, within

FPS = Fraction(25)
SAFE = Box(96, 54, 1728, 972)
SUBTITLE_BOX, STRAP_BOX = Box(500, 950, 900, 70), Box(96, 700, 800, 148)


TWO_SECONDS = Frames(50, 100)


def layer(box: Box, frames: Frames = TWO_SECONDS, *, subtitle: bool = False, reading_s: int = 0) -> Layer:
    name = Words("subtitle 5", "第 5 条字幕") if subtitle else Words("lower-third 1", "姓名条 1")
    return Layer(name.en, name, frames, box, subtitle, Seconds(reading_s))


def found(*layers: Layer) -> list[tuple[str, str]]:
    return [(finding.id, finding.value) for finding in check_layers(layers, SAFE, 24, FPS)]


def test_a_programme_as_it_should_be_has_no_finding() -> None:
    assert found(layer(SUBTITLE_BOX, subtitle=True), layer(STRAP_BOX, reading_s=2)) == []


@pytest.mark.parametrize(
    ("box", "over"),
    [
        (Box(95, 54, 100, 100), "1 px"),
        (Box(96, 50, 100, 100), "4 px"),
        (Box(1800, 54, 30, 30), "6 px"),
        (Box(96, 1000, 30, 33), "7 px"),
    ],
)
def test_what_stands_outside_the_safe_area_fails_and_says_how_far(box: Box, over: str) -> None:
    (finding,) = check_layers([layer(box)], SAFE, 24, FPS)
    assert (finding.id, finding.value, finding.severity) == ("layout.outside-safe", over, Severity.FAIL)
    assert finding.span == Span(Seconds(2), Seconds(4))


def test_subtitles_keep_24_pixels_from_graphics_while_both_are_shown() -> None:
    near = Box(500, STRAP_BOX.bottom + 23, 900, 70)
    assert found(layer(near, subtitle=True), layer(STRAP_BOX)) == [("layout.too-near", "23 px")]
    assert found(layer(near, Frames(100, 120), subtitle=True), layer(STRAP_BOX)) == []
    clear = Box(500, STRAP_BOX.bottom + 24, 900, 70)
    assert found(layer(clear, subtitle=True), layer(STRAP_BOX)) == []


def test_an_overlap_lasts_as_long_as_both_are_shown() -> None:
    subtitle = layer(STRAP_BOX, Frames(90, 130), subtitle=True)
    (finding,) = check_layers([subtitle, layer(STRAP_BOX)], SAFE, 24, FPS)
    assert finding.span == Span(Seconds(90, 25), Seconds(4))
    assert "姓名条 1" in finding.what.zh


def test_graphics_may_touch_but_not_cover_one_another() -> None:
    below = Box(STRAP_BOX.x, STRAP_BOX.bottom, 100, 40)
    assert found(layer(below), layer(STRAP_BOX)) == []
    assert found(layer(Box(below.x, below.y - 1, 100, 40)), layer(STRAP_BOX)) == [("layout.overlap", "1 px")]


def test_a_strap_that_is_gone_before_it_is_read_is_a_warning() -> None:
    (finding,) = check_layers([layer(STRAP_BOX, Frames(0, 124), reading_s=5)], SAFE, 24, FPS)
    assert (finding.id, finding.severity, finding.threshold) == ("layout.brief", Severity.WARN, "5.0 s")
    assert found(layer(STRAP_BOX, Frames(0, 125), reading_s=5)) == []


def test_a_clip_is_told_of_what_it_shows_in_its_own_time() -> None:
    findings = check_layers([layer(Box(0, 0, 10, 10))], SAFE, 24, FPS)  # 2 s to 4 s
    (shown,) = within(findings, Span(Seconds(3), Seconds(9)))
    assert shown.span == Span(Seconds(0), Seconds(1))
    assert within(findings, Span(Seconds(4), Seconds(9))) == ()


BOXES = st.builds(Box, *[st.integers(0, 60)] * 2, *[st.integers(1, 40)] * 2)


def pixels(box: Box) -> set[tuple[int, int]]:
    return {(x, y) for x in range(box.x, box.right) for y in range(box.y, box.bottom)}


@given(BOXES, BOXES)
def test_boxes_meet_where_they_share_a_pixel_and_hold_what_lies_within(one: Box, other: Box) -> None:
    assert one.meets(other) == bool(pixels(one) & pixels(other))
    assert one.holds(other) == (pixels(other) <= pixels(one))
