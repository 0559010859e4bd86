"""What people are told of what is done to footage."""

from dataclasses import replace
from fractions import Fraction
from typing import Any

import pytest

from tests.unit.pictures import VIDEO
from tests.unit.timelines import NTSC, PAL
from videopipe.model.findings import Repair
from videopipe.stages.picture.conform import decide_conform
from videopipe.stages.picture.repairs import repairs

UNEVEN = replace(
    VIDEO.timing, constant=False, fps=Fraction(30), shortest=Fraction(1, 30), longest=Fraction(1, 10)
)
WIDE, UPRIGHT, SQUARE = (1920, 1080), (1080, 1920), (1080, 1080)


def told(
    canvas: tuple[int, int] = WIDE, fps: Fraction = PAL, fit: str = "fill", **changes: Any
) -> tuple[Repair, ...]:
    video = replace(VIDEO, **changes)
    return repairs(video, decide_conform(video, canvas, fps, fit), canvas, fps)


def test_footage_that_is_as_it_should_be_needs_nothing() -> None:
    assert told() == ()


CASES: dict[str, tuple[dict[str, Any], list[tuple[str, str, str, str]]]] = {
    "variable rate": (
        {"timing": UNEVEN, "average_fps": Fraction(1350, 61)},
        [("constant-rate", "picture.variable-rate", "22.131 fps, 33–100 ms", "25 fps")],
    ),
    "turned": (
        {"width": 1080, "height": 1920, "rotation_deg": 90},
        [("turn", "picture.rotated", "90°", "0°")],
    ),
    "fields": (
        {"field_order": "top-first"},
        [
            ("deinterlace", "picture.interlaced", "50 fields/s, top-first", "25 progressive pictures/s"),
            ("limit-levels", "picture.interlaced", "beyond 100 %", "0–100 %"),
        ],
    ),
    "HLG": (
        {"transfer": "arib-std-b67", "primaries": "bt2020", "matrix": "bt2020nc", "bit_depth": 10, "hdr": "HLG"},
        [("tone-map", "picture.hdr", "HDR (HLG), 10 bit", "SDR, BT.709, 8 bit")],
    ),
    "full range": ({"full_range": True}, [("limit-range", "picture.full-range", "0–255", "16–235")]),
    "HDV's wide pixels": (
        {"width": 1440, "sample_aspect": Fraction(4, 3)},
        [("square-pixels", "picture.not-square", "1440x1080, pixels 4:3", "1920x1080, pixels 1:1")],
    ),
    "odd": (
        {"width": 1919, "height": 1079},
        [("even-size", "picture.odd-size", "1919x1079", "1920x1080")],
    ),
    "ten bits": (
        {"chroma": "4:2:2", "bit_depth": 10},
        [("reduce-depth", "picture.deep-colour", "4:2:2, 10 bit", "4:2:0, 8 bit")],
    ),
    "another matrix": (
        {"matrix": "smpte170m"},
        [("convert-colours", "picture.other-colours", "BT.709, matrix BT.601", "BT.709")],
    ),
    "a guessed matrix": (
        {"primaries": "unknown", "matrix": "unknown", "width": 1024, "height": 576},
        [("convert-colours", "picture.untagged", "BT.601 of 625 lines, matrix BT.601", "BT.709")],
    ),
    "mirrored": ({"mirrored": True}, [("mirror", "picture.mirrored", "mirrored", "as seen")]),
    "another rate": (
        {"timing": replace(VIDEO.timing, fps=NTSC)},
        [("convert-rate", "picture.other-rate", "29.97 fps", "25 fps")],
    ),
    "a late start": (
        {"first_picture": Fraction(30)},
        [("start-at-zero", "picture.late-start", "30.000 s", "0 s")],
    ),
    "upright": (
        {"width": 1080, "height": 1920},
        [("fill", "picture.narrow", "1080x1920", "1920x1080")],
    ),
    "4:3": (
        {"width": 1440},
        [("fill", "picture.narrow", "1440x1080", "1920x1080")],
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", CASES)
def test_each_step_tells_what_asked_for_it_and_both_facts(name: str) -> None:
    changes, wanted = CASES[name]

    assert [(step.id, step.finding, step.before, step.after) for step in told(**changes)] == wanted


@pytest.mark.parametrize(("fit", "step"), [("fill", "fill"), ("crop", "crop"), ("bars", "bars")])
@pytest.mark.parametrize("canvas", [UPRIGHT, SQUARE], ids=["upright", "square"])
def test_a_wide_picture_on_another_canvas_is_told_by_what_the_profile_wants(
    canvas: tuple[int, int], fit: str, step: str
) -> None:
    assert [(each.id, each.finding) for each in told(canvas, fit=fit)] == [(step, "picture.wide")]


def test_levels_that_go_too_far_are_told_with_their_finding() -> None:
    (step,) = repairs(VIDEO, decide_conform(VIDEO, WIDE, PAL, limit=True), WIDE, PAL)

    assert (step.id, step.finding, step.before, step.after) == (
        "limit-levels", "picture.levels", "beyond 100 %", "0–100 %"
    )  # fmt: skip


def test_fields_that_become_pictures_are_told_so() -> None:
    step, _ = told(fps=Fraction(50), field_order="bottom-first")

    assert (step.before, step.after) == ("50 fields/s, bottom-first", "50 progressive pictures/s")


def test_lines_of_data_and_bars_are_two_steps() -> None:
    found = told(fit="bars", width=720, height=608, sample_aspect=Fraction(152, 135))

    assert [each.id for each in found] == ["cut-data-lines", "square-pixels", "bars"]


def test_every_step_speaks_both_languages() -> None:
    found = [step for changes, _ in CASES.values() for step in told(**changes)]

    assert all(any("一" <= letter <= "鿿" for letter in step.what.zh) for step in found)
    assert all(step.what.en.isascii() for step in found)
