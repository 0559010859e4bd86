"""How a source's pictures become the canvas's."""

from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.unit.pictures import VIDEO
from tests.unit.timelines import NTSC, PAL
from videopipe.model.colours import Colours
from videopipe.stages.picture.conform import Window, decide_conform

HD = (1920, 1080)


@pytest.mark.parametrize(
    ("size", "aspect", "turned", "canvas", "scale", "crop", "pad"),
    [
        ((1920, 1080), "1", 0, HD, HD, None, None),
        ((3840, 2160), "1", 0, HD, HD, None, None),
        ((1920, 1080), "159/160", 0, HD, (1920, 1086), HD, None),
        ((1920, 1088), "1", 0, HD, (1920, 1088), HD, None),
        ((4096, 2160), "1", 0, HD, HD, None, None),
        ((1440, 1080), "1", 0, HD, (1440, 1080), None, HD),
        ((1440, 1080), "4/3", 0, HD, HD, None, None),
        ((720, 576), "16/15", 0, HD, (1440, 1080), None, HD),
        ((720, 576), "64/45", 0, HD, HD, None, None),
        ((1080, 1920), "1", 0, HD, (608, 1080), None, HD),
        ((1920, 1080), "1", 90, HD, (608, 1080), None, HD),
        ((1920, 1080), "1", 270, HD, (608, 1080), None, HD),
        ((1920, 1080), "1", 180, HD, HD, None, None),
        ((1920, 1080), "1", 90, (1080, 1920), (1080, 1920), None, None),
        ((1440, 1080), "4/3", 90, (1080, 1920), (1080, 1920), None, None),
        ((1920, 1080), "1", 0, (1080, 1920), (1080, 608), None, (1080, 1920)),
    ],
    ids=[
        "as it should be", "UHD", "SAR 159:160", "1088 lines", "DCI", "4:3", "HDV", "PAL 4:3", "PAL 16:9", "portrait",
        "turned right", "turned left", "upside down", "turned for a portrait canvas", "HDV turned", "wide on portrait",
    ],
)  # fmt: skip
def test_a_picture_keeps_its_shape_on_the_canvas(
    size: tuple[int, int],
    aspect: str,
    turned: int,
    canvas: tuple[int, int],
    scale: tuple[int, int],
    crop: tuple[int, int] | None,
    pad: tuple[int, int] | None,
) -> None:
    width, height = size
    video = replace(VIDEO, width=width, height=height, sample_aspect=Fraction(aspect), rotation_deg=turned)
    done = decide_conform(video, canvas, PAL)

    assert (done.scale, done.crop, done.pad) == (scale, crop, pad)


@given(st.integers(100, 4096), st.integers(100, 4096), st.sampled_from([HD, (1080, 1920), (640, 360)]))
def test_what_comes_out_is_the_canvas_in_even_sizes(width: int, height: int, canvas: tuple[int, int]) -> None:
    done = decide_conform(replace(VIDEO, width=width, height=height), canvas, PAL)

    assert all(size % 2 == 0 and size >= 2 for size in done.scale)
    assert (done.crop or done.pad or done.scale) == canvas
    if done.crop:
        assert all(big >= small for big, small in zip(done.scale, canvas, strict=True))
    if done.pad:
        assert all(small <= big for small, big in zip(done.scale, canvas, strict=True))


@pytest.mark.parametrize(
    ("matrix", "height", "named"),
    [
        ("bt709", 1080, "bt709"), ("unknown", 1080, "bt709"), ("unknown", 720, "bt709"), ("unknown", 576, "bt601"),
        ("bt709", 576, "bt709"), ("smpte170m", 1080, "bt601"), ("bt470bg", 576, "bt601"), ("bt2020nc", 2160, "bt2020"),
        ("bt2020c", 2160, "bt2020"),
    ],
)  # fmt: skip
def test_colours_are_undone_by_their_own_matrix(matrix: str, height: int, named: str) -> None:
    width = 1920 if height >= 720 else 720
    video = replace(VIDEO, width=width, height=height, matrix=matrix)
    assert decide_conform(video, HD, PAL).matrix == named


@pytest.mark.parametrize(
    ("transfer", "hdr"),
    [("bt709", False), ("unknown", False), ("bt2020-10", False), ("smpte2084", True), ("arib-std-b67", True)],
)
def test_pq_and_hlg_are_hdr(transfer: str, hdr: bool) -> None:
    assert decide_conform(replace(VIDEO, transfer=transfer), HD, PAL).hdr is hdr


@pytest.mark.parametrize(
    ("order", "parity"),
    [("progressive", None), ("unknown", None), ("top-first", "tff"), ("bottom-first", "bff")],
)
def test_interlaced_pictures_are_deinterlaced_in_their_own_order(order: str, parity: str | None) -> None:
    assert decide_conform(replace(VIDEO, field_order=order), HD, PAL).deinterlace == parity


def test_full_range_is_passed_on() -> None:
    assert decide_conform(replace(VIDEO, full_range=True), HD, PAL).full_range


UPRIGHT, SQUARE = (1080, 1920), (1080, 1080)


@pytest.mark.parametrize(
    ("size", "canvas", "fit", "scale", "window", "pad"),
    [
        ((1920, 1080), UPRIGHT, "fill", (1080, 608), None, UPRIGHT),
        ((1920, 1080), UPRIGHT, "bars", (1080, 608), None, UPRIGHT),
        ((1920, 1080), UPRIGHT, "crop", UPRIGHT, Window(608, 1080, 656, 0), None),
        ((1920, 1080), SQUARE, "crop", SQUARE, Window(1080, 1080, 420, 0), None),
        ((1080, 1920), HD, "crop", HD, Window(1080, 608, 0, 656), None),
        ((4096, 2160), HD, "fill", HD, Window(3840, 2160, 128, 0), None),
        ((4096, 2160), HD, "bars", (1920, 1012), None, HD),
        ((720, 608), HD, "fill", (1440, 1080), Window(720, 576, 0, 32), HD),
        ((720, 608), HD, "crop", HD, Window(720, 432, 0, 104), None),
    ],
    ids=[
        "wide filled", "wide barred", "wide cropped", "square cropped", "upright cropped", "DCI nearly fits",
        "DCI barred", "IMX", "IMX cropped",
    ],
)  # fmt: skip
def test_footage_of_another_shape_is_fitted_as_the_profile_says(
    size: tuple[int, int],
    canvas: tuple[int, int],
    fit: str,
    scale: tuple[int, int],
    window: Window | None,
    pad: tuple[int, int] | None,
) -> None:
    aspect = Fraction(4 * 608, 3 * 720) if size == (720, 608) else Fraction(1)
    video = replace(VIDEO, width=size[0], height=size[1], sample_aspect=aspect)
    done = decide_conform(video, canvas, PAL, fit)

    assert (done.scale, done.window, done.pad) == (scale, window, pad)
    assert done.filled is (pad is not None and fit == "fill")


@given(st.integers(100, 4096), st.integers(100, 4096), st.sampled_from([HD, UPRIGHT, SQUARE]))
def test_a_crop_never_looks_outside_the_picture(width: int, height: int, canvas: tuple[int, int]) -> None:
    done = decide_conform(replace(VIDEO, width=width, height=height), canvas, PAL, "crop")

    if done.window:
        assert done.window.x >= 0
        assert done.window.y >= 0
        assert done.window.x + done.window.width <= width
        assert done.window.y + done.window.height <= height
        assert (done.scale, done.crop, done.pad) == (canvas, None, None)


@pytest.mark.parametrize(
    ("rate", "fps", "each_field"),
    [
        (PAL, PAL, False), (PAL, Fraction(50), True), (PAL, NTSC, True), (NTSC, NTSC, False), (NTSC, Fraction(30), False),
        (NTSC, PAL, True), (NTSC, 2 * NTSC, True), (Fraction(50), PAL, False),
    ],
    ids=["50i→25", "50i→50", "50i→29.97", "59.94i→29.97", "59.94i→30", "59.94i→25", "59.94i→59.94", "100i→25"],
)  # fmt: skip
def test_fields_become_pictures_where_whole_pictures_fit_no_frame(
    rate: Fraction, fps: Fraction, each_field: bool
) -> None:
    video = replace(VIDEO, field_order="top-first", timing=replace(VIDEO.timing, fps=rate))

    assert decide_conform(video, HD, fps).each_field is each_field
    assert not decide_conform(replace(video, field_order="progressive"), HD, fps).each_field


@pytest.mark.parametrize(
    ("rate", "fps", "late"),
    [
        (PAL, PAL, None), (Fraction(50), PAL, None), (PAL, Fraction(50), "1/100"), (PAL, NTSC, "1001/75000"),
        (NTSC, NTSC, "1001/60000"), (2 * NTSC, NTSC, "1001/120000"),
        (Fraction(30), PAL, "1/60"), (NTSC, PAL, "2/125"),
    ],
    ids=["25", "50→25", "25→50", "25→29.97", "29.97", "59.94→29.97", "30→25", "29.97→25"],
)  # fmt: skip
def test_pictures_of_rounded_clocks_are_looked_for_in_the_middle_of_their_time(
    rate: Fraction, fps: Fraction, late: str | None
) -> None:
    done = decide_conform(replace(VIDEO, timing=replace(VIDEO.timing, fps=rate)), HD, fps)

    assert done.late == (None if late is None else Fraction(late))


def test_uneven_pictures_of_an_exact_rate_are_looked_for_in_the_middle_too() -> None:
    uneven = replace(VIDEO, timing=replace(VIDEO.timing, constant=False))

    assert decide_conform(uneven, HD, PAL).late == Fraction(1, 50)


@pytest.mark.parametrize(
    ("tags", "size", "known"),
    [
        (("bt709", "bt709", "bt709"), (1920, 1080), None),
        (("unknown", "unknown", "unknown"), (1920, 1080), None),
        (("unknown", "unknown", "unknown"), (1080, 1920), None),
        (("bt709", "iec61966-2-1", "bt709"), (1920, 1080), None),
        (("unknown", "unknown", "gbr"), (640, 480), None),
        (("bt709", "bt709", "smpte170m"), (1080, 720), Colours("bt709", "bt709", "smpte170m")),
        (("unknown", "unknown", "unknown"), (720, 576), Colours("bt470bg", "bt709", "smpte170m")),
        (("unknown", "unknown", "unknown"), (720, 480), Colours("smpte170m", "bt709", "smpte170m")),
        (("unknown", "unknown", "unknown"), (640, 360), Colours("bt709", "bt709", "smpte170m")),
        (("smpte432", "bt709", "bt709"), (1920, 1080), Colours("smpte432", "bt709", "bt709")),
        (("bt2020", "bt2020-10", "bt2020nc"), (3840, 2160), Colours("bt2020", "bt709", "bt2020nc")),
        (("unknown", "arib-std-b67", "unknown"), (1920, 1080), Colours("bt2020", "arib-std-b67", "bt2020nc")),
    ],
    ids=[
        "BT.709", "HD untagged", "upright untagged", "sRGB", "RGB", "BT.601's matrix in HD", "PAL untagged",
        "NTSC untagged", "small untagged", "P3", "BT.2020", "HLG half tagged",
    ],
)  # fmt: skip
def test_colours_that_are_not_those_of_bt709_are_told(
    tags: tuple[str, str, str], size: tuple[int, int], known: Colours | None
) -> None:
    primaries, transfer, matrix = tags
    video = replace(
        VIDEO, width=size[0], height=size[1], primaries=primaries, transfer=transfer, matrix=matrix
    )

    assert decide_conform(video, HD, PAL).colours == known
