"""Plates below subtitles: where the footage is as bright as they are, and steadily."""

from fractions import Fraction

import numpy as np
import pytest

from tests.unit.pictures import VIDEO
from videopipe.app.behind import BLACK, Behind, Footage, grounds_of
from videopipe.config.profile import Layout
from videopipe.config.theme import load_theme
from videopipe.media.levels import luma_grid
from videopipe.model.analysis import LUMA_COLUMNS, LUMA_ROWS
from videopipe.model.cues import ScreenCue
from videopipe.model.marks import CutInMark
from videopipe.model.overlay import Box
from videopipe.model.time import Frames
from videopipe.model.timeline import Piece, Timeline
from videopipe.stages.picture.conform import decide_conform, part_behind
from videopipe.stages.subtitles.ass import AssStyle, render_ass
from videopipe.stages.subtitles.plate import BRIGHTEST, plated

FPS = Fraction(25)
WIDE = Layout(width=1920, height=1080)
LOW = Box(600, 950, 720, 80)


def cue(number: int, start: int, end: int) -> ScreenCue:
    return ScreenCue(number, Frames(start, end), ("字幕",), "字幕")


def plates(cues: list[ScreenCue], luma: list[int], grounds: list[int | None] | None = None) -> list[bool]:
    boxes: list[Box | None] = [LOW] * len(cues)
    shown = plated(cues, boxes, luma, grounds or [None] * len(cues), (30, 16), 12)
    return [each.plate is not None for each in shown]


def test_only_bright_footage_asks_for_a_plate_with_air_around_the_letters() -> None:
    (shown,) = plated([cue(1, 0, 50)], [LOW], [BRIGHTEST + 1], [None], (30, 16), 12)
    assert shown.plate == Box(570, 934, 780, 112)
    assert plates([cue(1, 0, 50)], [BRIGHTEST]) == [False]


def test_what_follows_at_once_is_alike_and_what_follows_later_is_not() -> None:
    cues = [cue(1, 0, 50), cue(2, 52, 90), cue(3, 110, 150)]
    assert plates(cues, [100, 200, 100]) == [True, True, False]


def test_a_cut_in_that_fills_the_picture_hides_the_footage_and_a_panel_does_not() -> None:
    whole, panel = CutInMark("gdp", Frames(0, 50), side=None), CutInMark("gdp", Frames(80, 99), side="right")
    (dark, beside) = grounds_of((), (whole, panel), load_theme("gov-blue"))
    (bright, _) = grounds_of((), (whole, panel), load_theme("light"))
    assert (dark.frames, dark.panel) == (whole.frames, False)
    assert (beside.frames, beside.panel) == (panel.frames, True)
    assert dark.tinted(235) < BRIGHTEST < bright.tinted(16)


def test_a_card_is_a_ground_of_its_own() -> None:
    assert plates([cue(1, 0, 50), cue(2, 52, 90)], [200, 60], [None, 0]) == [True, False]


def test_no_cues_no_plates() -> None:
    assert plates([], []) == []


def test_the_plate_lies_below_the_letters_for_as_long_as_they_stand() -> None:
    (shown,) = plated([cue(1, 10, 60)], [LOW], [235], [None], (30, 16), 12)
    script = render_ass([shown], Frames(0, 100), AssStyle(), (1920, 1080), FPS)
    events = [line for line in script.splitlines() if line.startswith("Dialogue")]
    assert (
        events[0]
        == r"Dialogue: 0,0:00:00.38,0:00:02.38,Plate,,0,0,0,,{\an7\pos(570,934)\p1}m 0 0 l 780 0 780 112 0 112"
    )
    assert [line.split(",")[3] for line in events] == ["Plate", "Shadow", "Text"]
    assert "Plate" not in render_ass([cue(1, 10, 60)], Frames(0, 100), AssStyle(), (1920, 1080), FPS)


def grid(bright: dict[int, int], seconds: int = 3) -> tuple[bytes, ...]:
    """Dark, but for the given cells of the second second."""
    dark = [bytes([20]) * (LUMA_ROWS * LUMA_COLUMNS) for _ in range(seconds)]
    second = bytearray(dark[1])
    for cell, luma in bright.items():
        second[cell] = luma
    return (dark[0], bytes(second), *dark[2:])


def behind(luma: tuple[bytes, ...]) -> Behind:
    kept = Piece(0, Frames(25, 75), keep=True, reason="person")
    return Behind(Timeline(FPS, (kept,)), (Footage(VIDEO, luma),))


BELOW = 8 * LUMA_COLUMNS + 8
"""The cell at x 960–1080, y 960–1080."""


def test_the_footage_behind_a_box_is_found_in_place_and_time() -> None:
    seen = behind(grid({BELOW: 201}))
    assert seen.brightest(Frames(0, 25), LOW, WIDE) == 201
    assert seen.brightest(Frames(25, 50), LOW, WIDE) == 20
    assert seen.brightest(Frames(0, 25), Box(600, 100, 720, 80), WIDE) == 20
    assert behind(()).brightest(Frames(0, 25), LOW, WIDE) == BLACK


@pytest.mark.parametrize(
    ("layout", "box", "seen"),
    [
        # 1080x608 in the middle of an upright canvas, 656 to 1264; below it lies its dark blur.
        (Layout(width=1080, height=1920), Box(560, 1220, 40, 30), 201),
        (Layout(width=1080, height=1920), Box(560, 1340, 40, 60), BLACK),
        # The middle of the picture alone: x 656 to 1264 of it.
        (Layout(width=1080, height=1920, fit="crop"), Box(600, 1800, 60, 60), 201),
        (Layout(width=1080, height=1920, fit="crop"), Box(60, 1800, 60, 60), 20),
    ],
)
def test_it_is_found_in_every_layout(layout: Layout, box: Box, seen: int) -> None:
    assert behind(grid({BELOW: 201})).brightest(Frames(0, 25), box, layout) == seen


def test_the_whole_canvas_shows_the_whole_picture() -> None:
    conform = decide_conform(VIDEO, (1280, 720), FPS)
    whole = part_behind(conform, VIDEO, (1280, 720), Box(0, 0, 1280, 720))
    assert whole == (Fraction(0), Fraction(0), Fraction(1), Fraction(1))


def test_the_grid_keeps_the_brightest_of_each_second_in_each_part() -> None:
    luma = np.full((4, 108, 192), 30, np.uint8)
    luma[1, 96:, :12] = 220
    luma[3, :12, 180:] = 90
    first, second = luma_grid(luma, LUMA_ROWS, LUMA_COLUMNS, 3)
    assert first[8 * LUMA_COLUMNS] == 220
    assert set(first) == {30, 220}
    assert second[LUMA_COLUMNS - 1] == 90
    assert sorted(set(second)) == [30, 90]
