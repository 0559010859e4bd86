"""Where the picture's parts come to stand: turned, mirrored, odd, narrow, wide, interlaced."""

from fractions import Fraction
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest

from tests.conformed import Picture, conformed, encoded, video_of
from tests.media import CORNERS, corners, ffmpeg, panning_fields, patches, raw_video
from videopipe.media.probe import probe

RED, GREEN, BLUE, WHITE = CORNERS
TURNS: dict[str, tuple[tuple[str, ...], tuple[int, int], tuple[str, str, str, str]]] = {
    "not at all": ((), (160, 90), (RED, GREEN, BLUE, WHITE)),
    "a quarter to the left": (("-display_rotation", "90"), (90, 160), (GREEN, WHITE, RED, BLUE)),
    "upside down": (("-display_rotation", "180"), (160, 90), (WHITE, BLUE, GREEN, RED)),
    "a quarter to the right": (("-display_rotation", "270"), (90, 160), (BLUE, RED, WHITE, GREEN)),
    "mirrored": (("-display_hflip",), (160, 90), (GREEN, RED, WHITE, BLUE)),
    "head over": (("-display_vflip",), (160, 90), (BLUE, WHITE, RED, GREEN)),
    "left and mirrored": (("-display_rotation", "90", "-display_hflip"), (90, 160), (WHITE, GREEN, BLUE, RED)),
    "right and mirrored": (("-display_rotation", "270", "-display_hflip"), (90, 160), (RED, BLUE, GREEN, WHITE)),
}  # fmt: skip
"""Options of ffmpeg's input (flips come after the turn), upright size, colours at top left, top right, bottom left,
bottom right.
"""


def colour_at(picture: Picture, x: int, y: int) -> str:
    """The nearest of CORNERS."""
    luma, blue, red = (float(number) for number in picture.at(x, y))
    rgb = np.array([luma - 16 + 1.793 * (red - 128), luma - 16 - 0.213 * (blue - 128) - 0.533 * (red - 128), luma - 16 + 2.112 * (blue - 128)])  # fmt: skip
    return min(CORNERS, key=lambda name: float(np.abs(rgb * 255 / 219 - np.array(CORNERS[name])).sum()))


def corners_of(picture: Picture, inset: int = 4) -> tuple[str, ...]:
    height, width = picture.y.shape
    places = [
        (x, y) for y in (inset, height - 1 - inset) for x in (inset, width - 1 - inset)
    ]  # top left, top right, bottom left, bottom right
    return tuple(colour_at(picture, x, y) for x, y in places)


@pytest.mark.parametrize("name", TURNS)
def test_turns_and_flips_are_baked_in(name: str, tmp_path: Path) -> None:
    turn, size, wanted = TURNS[name]
    source = tmp_path / "source.mp4"
    corners(source, *turn)
    (picture,) = conformed(source, size)

    assert corners_of(picture) == wanted


def test_nothing_is_left_to_turn_in_what_comes_out(tmp_path: Path) -> None:
    source, output = tmp_path / "source.mp4", tmp_path / "output.mp4"
    corners(source, "-display_rotation", "90")
    encoded(source, output, (180, 320), (0, 5))
    video = probe(output).video

    assert video is not None
    assert (video.width, video.height, video.rotation_deg) == (180, 320, 0)
    assert video.sample_aspect == 1


def test_an_odd_size_with_wide_pixels_keeps_its_shape(tmp_path: Path) -> None:
    """1277x1063 at 120:71 is 2.03 wide to 1 high: on 16:9 it is 640 by 316, on black above and below."""
    source, output = tmp_path / "source.mp4", tmp_path / "output.mp4"
    ffmpeg(
        "-f", "lavfi", "-i", "color=white:s=1277x1063:r=25:d=0.2,setsar=120/71", "-pix_fmt", "yuv444p",
        "-c:v", "libx264", "-preset", "ultrafast", source,
    )  # fmt: skip
    encoded(source, output, (640, 360), (0, 5), fit="bars")
    video = probe(output).video
    (picture,) = conformed(source, (640, 360), fit="bars")
    rows = (picture.y[:, 320] > 128).sum()

    assert video is not None
    assert (video.width, video.height) == (640, 360)
    assert video.sample_aspect == 1
    assert rows == pytest.approx(640 / (1277 * 120 / 1063 / 71), abs=1)


def test_what_is_delivered_is_tagged_limited_bt709_in_eight_bits(tmp_path: Path) -> None:
    source, output = tmp_path / "source.mkv", tmp_path / "output.mp4"
    planes = np.array([[300.0, 512, 512], [600, 500, 520]]).T
    tags = ("range=limited", "color_primaries=bt2020", "color_trc=arib-std-b67", "colorspace=bt2020nc")
    patches(source, planes, "yuv420p10le", *tags)
    encoded(source, output, (320, 180), (0, 2))
    video = probe(output).video

    assert video is not None
    assert (video.pixel_format, video.full_range) == ("yuv420p", False)
    assert (video.primaries, video.transfer, video.matrix) == ("bt709", "bt709", "bt709")


UPRIGHT, WIDE = (180, 320), (320, 180)


def test_an_upright_picture_stands_sharp_over_its_own_blur(tmp_path: Path) -> None:
    source = tmp_path / "source.mp4"
    checker(source, UPRIGHT)
    (picture,) = conformed(source, WIDE)
    left, middle = picture.y[:, 20:90].astype(float), picture.y[:, 115:205].astype(float)

    assert np.abs(np.diff(middle, axis=1)).mean() > 20 * np.abs(np.diff(left, axis=1)).mean()
    assert left.mean() - 16 == pytest.approx((middle.mean() - 16) / 2, rel=0.1)
    assert left.min() > 30


def test_bars_are_black(tmp_path: Path) -> None:
    source = tmp_path / "source.mp4"
    checker(source, UPRIGHT)
    (picture,) = conformed(source, WIDE, fit="bars")

    assert set(picture.y[:, :100].ravel().tolist()) == {16}


def checker(path: Path, size: tuple[int, int]) -> None:
    """Squares of 8 pixels, dark and light grey, lossless."""
    width, height = size
    tiles = np.add.outer(np.arange(height) // 8, np.arange(width) // 8) % 2
    raw_video(path, [(tiles * 160 + 40).astype(np.uint8).tobytes()] * 3, size, "gray", "25",
              "-c:v", "libx264", "-qp", "0", "-pix_fmt", "yuv420p")  # fmt: skip


@pytest.mark.parametrize("canvas", [(90, 160), (160, 160)], ids=["upright", "square"])
def test_a_crop_is_the_middle(canvas: tuple[int, int], tmp_path: Path) -> None:
    """Columns of 320 have the luma 16 + x / 2: what is shown begins and ends as far from the edges."""
    source = tmp_path / "source.mp4"
    row = (40 + np.arange(320) / 2).astype(np.uint8)
    raw_video(source, [np.tile(row, (180, 1)).tobytes()] * 2, (320, 180), "gray", "25",
              "-c:v", "libx264", "-qp", "0", "-pix_fmt", "yuv420p")  # fmt: skip
    (picture,) = conformed(source, canvas, fit="crop")
    encoded_row = picture.y[80].astype(float)
    # gray is full range, the canvas limited
    shown = ((encoded_row - 16) * 255 / 219 - 40) * 2
    kept = 180 * canvas[0] / canvas[1]

    assert shown[0] == pytest.approx((320 - kept) / 2, abs=5)
    assert shown[-1] == pytest.approx((320 + kept) / 2, abs=5)


@pytest.mark.parametrize("top_first", [True, False], ids=["top field first", "bottom field first"])
def test_nothing_combs_after_deinterlacing(top_first: bool, tmp_path: Path) -> None:
    source = tmp_path / "source.mov"
    panning_fields(source, 12, top_first=top_first)
    order = "top-first" if top_first else "bottom-first"
    woven = conformed(source, (320, 180), (2, 10), field_order="progressive")
    repaired = conformed(source, (320, 180), (2, 10), field_order=order)
    each = conformed(source, (320, 180), (4, 20), field_order=order, fps=Fraction(50))

    assert min(combing(picture) for picture in woven) > 10
    assert max(combing(picture) for picture in repaired + each) < 1
    steps = [shift(one, two) for one, two in pairwise(each)]
    assert steps == pytest.approx([3] * len(steps), abs=0.5)


def combing(picture: Picture) -> float:
    """How much neighbouring lines differ from those between them, mean of luma."""
    luma = picture.y.astype(float)
    return float(np.abs(2 * luma[1:-1] - luma[:-2] - luma[2:]).mean())


def shift(one: Picture, two: Picture) -> float:
    """Pixels that the stripes of `panning_fields` move to the left."""
    across = np.arange(320) / 6.0
    phases = [
        np.angle((picture.y.astype(float).mean(0) * np.exp(-1j * across)).sum()) for picture in (one, two)
    ]
    return float((phases[1] - phases[0]) % (2 * np.pi) * 6)


def test_lines_of_data_above_an_imx_picture_are_left_out(tmp_path: Path) -> None:
    """720x608: 32 lines of data (here white), then 576 of picture (here grey) in 4:3."""
    source = tmp_path / "source.mkv"
    picture = np.full((608, 720), 100, np.uint8)
    picture[:32] = 255
    raw_video(source, [picture.tobytes()] * 2, (720, 608), "gray", "25",
              "-vf", "setsar=152/135", "-c:v", "libx264", "-qp", "4", "-pix_fmt", "yuv420p")  # fmt: skip
    (shown,) = conformed(source, (320, 240), fit="bars")

    assert shown.y.max() - shown.y.min() <= 2
    assert video_of(source).height == 608
