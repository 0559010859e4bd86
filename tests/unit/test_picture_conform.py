"""How a source's pictures become the canvas's."""

from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.unit.pictures import VIDEO
from tests.unit.timelines import PAL
from videopipe.stages.picture.conform import decide_conform

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
