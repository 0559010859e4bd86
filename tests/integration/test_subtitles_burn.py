"""Subtitles as libass draws them: measured on decoded pixels."""

import subprocess
from collections.abc import Mapping
from dataclasses import replace
from fractions import Fraction
from importlib import resources
from pathlib import Path
from types import MappingProxyType

import imageio_ffmpeg
import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFont

from tests.fonts import make_font
from videopipe.drawing.setting import face_with
from videopipe.model.cues import ScreenCue
from videopipe.model.time import Frames
from videopipe.stages.picture.make import prepare_drawing
from videopipe.stages.subtitles.ass import AssStyle, render_ass
from videopipe.stages.subtitles.boxes import ink_box
from videopipe.stages.subtitles.plate import BRIGHTEST, PAD_X, PAD_Y, plated
from videopipe.text.fonts import missing_glyphs, read_face
from videopipe.text.own_fonts import open_font

FONTS = Path(str(resources.files("videopipe").joinpath("assets/fonts")))
GREY = 110
WIDE, HD, UPRIGHT = (1920, 1080), (1280, 720), (1080, 1920)
STYLES = {WIDE: AssStyle(), HD: AssStyle(), UPRIGHT: AssStyle(baseline=1400)}

Luma = NDArray[np.uint8]
"""[frames, height, width], limited range."""


def burn(
    folder: Path,
    cues: list[ScreenCue],
    window: Frames,
    canvas: tuple[int, int],
    fps: Fraction,
    ground: int = GREY,
    families: Mapping[str, str] = MappingProxyType({}),
) -> tuple[Luma, str]:
    """Luma of a grey clip with the cues burned in, and what libass said."""
    text = render_ass(cues, window, STYLES[canvas], canvas, fps, families)
    (folder / "cues.ass").write_text(text, encoding="utf-8")
    width, height = canvas
    grey = f"color=black:s={width}x{height}:r={fps},format=yuv420p,lutyuv=y={ground}"
    words = f"-hide_banner -v verbose -f lavfi -i {grey} -frames:v {len(window)} -f rawvideo -pix_fmt yuv420p".split()
    draw = ["-vf", f"ass=filename=cues.ass:fontsdir={'fonts' if families else FONTS}"]
    done = subprocess.run(
        [imageio_ffmpeg.get_ffmpeg_exe(), *words, *draw, "-"], cwd=folder, capture_output=True, check=True
    )
    planes = np.frombuffer(done.stdout, np.uint8).reshape(len(window), -1)
    return planes[:, : width * height].reshape(-1, height, width), done.stderr.decode()


def one(line: str, *more: str) -> list[ScreenCue]:
    return [ScreenCue(1, Frames(0, 1), (line, *more), line)]


def box(ink: NDArray[np.bool_]) -> tuple[int, int, int, int]:
    """left, top, right, bottom of what is set; right and bottom exclusive."""
    rows, columns = np.flatnonzero(ink.any(axis=1)), np.flatnonzero(ink.any(axis=0))
    return int(columns[0]), int(rows[0]), int(columns[-1]) + 1, int(rows[-1]) + 1


@pytest.mark.parametrize("fps", [Fraction(25), Fraction(30000, 1001), Fraction(60)])
def test_a_cue_is_seen_on_exactly_its_frames(tmp_path: Path, fps: Fraction) -> None:
    cues = [
        ScreenCue(n, Frames(a, b), ("广州",), "")
        for n, (a, b) in enumerate([(90, 103), (105, 106), (108, 111), (113, 140)])
    ]
    luma, _ = burn(tmp_path, cues, Frames(100, 120), HD, fps)
    shown = [100 + n for n, picture in enumerate(luma) if (picture != GREY).any()]
    assert shown == [100, 101, 102, 105, 108, 109, 110, *range(113, 120)]


@pytest.mark.parametrize("canvas", [WIDE, HD, UPRIGHT])
def test_a_chinese_character_is_58_pixels_square_at_1080(tmp_path: Path, canvas: tuple[int, int]) -> None:
    (long, *_), _ = burn(tmp_path, one("国" * 13), Frames(0, 1), canvas, Fraction(25))
    (short, *_), _ = burn(tmp_path, one("国"), Frames(0, 1), canvas, Fraction(25))
    left, _, right, _ = box(long > 200)
    first, _, last, _ = box(short > 200)
    assert ((right - left) - (last - first)) / 12 == pytest.approx(58 * min(canvas) / 1080, abs=0.2)


@pytest.mark.parametrize(("canvas", "baseline"), [(WIDE, 1010), (HD, 673), (UPRIGHT, 1400)])
def test_letters_stand_on_the_baseline(tmp_path: Path, canvas: tuple[int, int], baseline: int) -> None:
    (picture, *_), _ = burn(tmp_path, one("HHH"), Frames(0, 1), canvas, Fraction(25))
    assert box(picture > 180)[3] == pytest.approx(baseline, abs=1)


@pytest.mark.parametrize(("canvas", "width"), [(WIDE, 16), (HD, 16), (UPRIGHT, 13)])
def test_two_full_lines_stay_in_the_safe_area(tmp_path: Path, canvas: tuple[int, int], width: int) -> None:
    (picture, *_), _ = burn(tmp_path, one("国" * width, "湾" * width), Frames(0, 1), canvas, Fraction(25))
    left, top, right, bottom = box(np.abs(picture.astype(int) - GREY) > 60)  # text and outline
    across, down = canvas[0] * 0.05, canvas[1] * 0.05
    assert across <= left < right <= canvas[0] - across
    assert down <= top < bottom <= canvas[1] - down
    assert left == pytest.approx(canvas[0] - right, abs=3)


def test_text_is_white_inside_a_dark_outline_of_three_pixels(tmp_path: Path) -> None:
    (picture, *_), _ = burn(tmp_path, one("HHH"), Frames(0, 1), WIDE, Fraction(25))
    left, top, _, bottom = box(picture > 200)
    row = picture[(top + bottom) // 2]
    assert picture.max() == 235
    assert int(np.sum(row[left - 8 : left] < 60)) in (3, 4)


@pytest.mark.parametrize("text", ["广州大湾区，增长6.2%…“好”？", "祂䶮〇镕"])
def test_noto_sans_sc_is_what_is_drawn_and_nothing_in_its_place(tmp_path: Path, text: str) -> None:
    (picture, *_), log = burn(tmp_path, one(text), Frames(0, 1), WIDE, Fraction(25))
    assert "(Noto Sans SC Medium, 400, 0) -> NotoSansSC-Medium" in log
    assert "not found" not in log
    assert log.count("fontselect:") == 1
    left, top, right, bottom = box(picture > 180)
    wanted = drawn_by_pillow(text)
    ink = np.asarray(Image.fromarray(picture[top:bottom, left:right]).resize(wanted.size), float) > 170
    assert np.mean(ink == (np.asarray(wanted, float) > 128)) > 0.9


def drawn_by_pillow(text: str) -> Image.Image:
    """The text at 58 px in the font of the file, cropped to its ink."""
    font = ImageFont.truetype(str(FONTS / "NotoSansSC-Medium.ttf"), 58)
    image = Image.new("L", (1920, 200))
    ImageDraw.Draw(image).text((20, 20), text, font=font, fill=255)
    return image.crop(image.getbbox())


@pytest.mark.parametrize("postscript", [False, True])
def test_a_rare_character_is_drawn_from_the_episodes_font_as_large_and_on_the_same_line(
    tmp_path: Path, *, postscript: bool
) -> None:
    font = open_font(make_font(tmp_path / "own.ttf", postscript=postscript))
    face = face_with("Medium", (font,))
    (cue,) = one("国𠮷H国")
    prepare_drawing("", tmp_path, [font])
    families = {char: own.family for char, own in face.borrowed(cue.lines[0]).items()}
    (picture, *_), log = burn(tmp_path, [cue], Frames(0, 1), WIDE, Fraction(25), families=families)
    assert f"({font.family}, 400, 0) -> {font.family}" in log
    wanted = ink_box(cue, AssStyle(), WIDE, face)
    assert wanted is not None
    drawn = box(np.abs(picture.astype(int) - GREY) > 30)
    assert drawn == pytest.approx((wanted.x, wanted.y, wanted.right, wanted.bottom), abs=2)
    left = (WIDE[0] - 58 * sum(map(face.advance, cue.lines[0]))) / 2 + 58 * (1 + 0.1)
    square = picture[900:, round(left) - 4 : round(left + 58 * 0.6) + 4] > 180
    assert box(square) == pytest.approx((4, 110 - 58 * 0.6, 4 + 58 * 0.6, 110), abs=1)
    assert square[box(square)[1] : box(square)[3], 5:-5].all(), "filled, as no other glyph is"


def test_braces_and_backslashes_are_drawn_not_obeyed(tmp_path: Path) -> None:
    (plain, *_), _ = burn(tmp_path, one("ab"), Frames(0, 1), HD, Fraction(25))
    (odd, *_), _ = burn(tmp_path, one(r"a{\fs90}\Nb"), Frames(0, 1), HD, Fraction(25))
    plain_box, odd_box = box(plain > 180), box(odd > 180)
    assert odd_box[2] - odd_box[0] > 3 * (plain_box[2] - plain_box[0])
    assert odd_box[3] - odd_box[1] < 60  # one line


def test_the_font_in_the_package_has_what_subtitles_put_in() -> None:
    cmap = read_face(FONTS / "NotoSansSC-Medium.ttf")
    assert missing_glyphs([("own", "\u2002 …–·℃％“”《》")], cmap) == ()
    assert [missing.codepoint for missing in missing_glyphs([("emoji", "广\U0001f600")], cmap)] == [0x1F600]


def test_the_metrics_in_the_style_are_those_of_the_font() -> None:
    from fontTools.ttLib import TTFont

    with TTFont(FONTS / "NotoSansSC-Medium.ttf") as font:
        em, os2 = font["head"].unitsPerEm, font["OS/2"]
        metrics = Fraction(os2.usWinAscent, em), Fraction(os2.usWinDescent, em)
    style = AssStyle()
    assert replace(style, ascent=metrics[0], descent=metrics[1]) == style


@pytest.mark.parametrize("canvas", [WIDE, HD, UPRIGHT])
@pytest.mark.parametrize(
    "lines",
    [
        ("广州大湾区，增长6.2%…“好”？",),
        ("国",),
        ("怎样发挥 引擎作用？", "AV To，一二"),
        ("HHH", r"gy{p\N"),
        ("国" * 13,) * 2,
    ],
)
def test_the_box_that_is_checked_before_rendering_is_the_one_that_is_drawn(
    tmp_path: Path, canvas: tuple[int, int], lines: tuple[str, ...]
) -> None:
    (picture, *_), _ = burn(tmp_path, one(*lines), Frames(0, 1), canvas, Fraction(25))
    wanted = ink_box(
        ScreenCue(1, Frames(0, 1), lines, ""),
        STYLES[canvas],
        canvas,
        read_face(FONTS / "NotoSansSC-Medium.ttf"),
    )
    assert wanted is not None
    drawn = box(np.abs(picture.astype(int) - GREY) > 30)
    assert drawn == pytest.approx((wanted.x, wanted.y, wanted.right, wanted.bottom), abs=2)


def test_a_subtitle_without_ink_has_no_box() -> None:
    assert (
        ink_box(
            ScreenCue(1, Frames(0, 1), ("  ",), ""),
            AssStyle(),
            WIDE,
            read_face(FONTS / "NotoSansSC-Medium.ttf"),
        )
        is None
    )


def reach(mask: NDArray[np.bool_], pixels: int) -> NDArray[np.bool_]:
    """The mask and all within so many pixels of it."""
    grown = mask.copy()
    for dy in range(-pixels, pixels + 1):
        for dx in range(-pixels, pixels + 1):
            if dx * dx + dy * dy <= pixels * pixels:
                grown |= np.roll(mask, (dy, dx), (0, 1))
    return grown


def luminance(luma: Luma) -> NDArray[np.float64]:
    """Relative, as WCAG has it: 0 to 1."""
    signal = np.clip((luma.astype(float) - 16) / 219, 0, 1)
    return np.asarray(np.where(signal <= 0.04045, signal / 12.92, ((signal + 0.055) / 1.055) ** 2.4))


def contrast(folder: Path, ground: int, *, plate: bool) -> float:
    """Of white letters with the ground from beyond their outline (4 px) to 8 px around them."""
    (cue,) = one("广州将着力增强国际商贸中心", "一二三人力口")
    letters = ink_box(cue, AssStyle(), WIDE, read_face(FONTS / "NotoSansSC-Medium.ttf"))
    luma = 235 if plate else 16
    cues = list(plated([cue], [letters], [luma], [None], (PAD_X, PAD_Y), 12))
    (dark, *_), _ = burn(folder, one(*cue.lines), Frames(0, 1), WIDE, Fraction(25), 16)
    (picture, *_), _ = burn(folder, cues, Frames(0, 1), WIDE, Fraction(25), ground)
    glyphs = dark[800:] > 225
    around = reach(glyphs, 8) & ~reach(glyphs, 4)
    return float(1.05 / (0.05 + luminance(picture[800:])[around].mean()))


def test_white_letters_keep_their_contrast_on_grounds_that_need_no_plate(tmp_path: Path) -> None:
    assert contrast(tmp_path, BRIGHTEST, plate=False) == pytest.approx(4.5, abs=0.05)
    assert contrast(tmp_path, 200, plate=False) < 3


@pytest.mark.parametrize("ground", [BRIGHTEST, 200, 235])
def test_on_a_plate_they_keep_it_on_every_ground(tmp_path: Path, ground: int) -> None:
    assert contrast(tmp_path, ground, plate=True) > 4.5
