"""Every subtitle of the real interviews, wide and upright, as the film shows it: judged by the pixels of the text
layer alone. A few of each, unless `--full`.
"""

import shutil
from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path

import numpy as np
import pytest
from fontTools.ttLib import TTFont
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFont

from tests.shared.episodes import SHARED, guangzhou_episode, zhuhai_episode
from videopipe.app.job import Job, Material, durations, load_job
from videopipe.app.layers import check_layout, layers_of
from videopipe.app.preview import heard_everywhere
from videopipe.app.programme import Programme, View, decide_programme, decide_timeline, subtitles_of
from videopipe.assets import FONTS_DIR, font_path
from videopipe.drawing.canvas import CLEAR_OF_SUBTITLES, Canvas
from videopipe.media.probe import probe
from videopipe.media.run import run_tool
from videopipe.media.tools import ffmpeg_path
from videopipe.model.cues import ScreenCue
from videopipe.model.findings import Severity
from videopipe.model.overlay import Box
from videopipe.model.time import Frames
from videopipe.stages.subtitles.ass import AssStyle, render_ass, set_line
from videopipe.stages.subtitles.boxes import ink_box
from videopipe.text.fonts import read_face

pytestmark = pytest.mark.skipif(not SHARED.is_dir(), reason="../shared with the real footage is not here")

GREY = 110
CHINESE = "zh-Hans"
MEDIUM = "NotoSansSC-Medium.ttf"
QUICK = 5
"""Every so manieth cue."""
ALIKE = 0.75
"""Least overlap (intersection by union) of a character with itself drawn by Pillow. The worst of both interviews, wide
and upright, has 0.80 (一); of ten others put in each one's place the likest has 0.64, but for 囯 in place of 国 (0.94).
"""
Luma = NDArray[np.uint8]
"""[frames, height, width], limited range."""


@pytest.fixture(scope="module", params=[guangzhou_episode, zhuhai_episode], ids=["guangzhou", "zhuhai"])
def city(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> tuple[Job, Programme]:
    folder, _ = request.param(tmp_path_factory.mktemp("layout") / "episode")
    job = load_job(folder, ["portal", "vertical"])
    material = Material((), tuple(probe(job.loaded.path(item.file)) for item in job.footage))
    lengths = durations(material)
    heard = heard_everywhere(material)
    timeline = decide_timeline(job, lengths, heard)
    return job, decide_programme(job, timeline, material, heard)


@pytest.fixture(params=["wide", "vertical"])
def layout(request: pytest.FixtureRequest) -> str:
    name: str = request.param
    return name


def drawn(folder: Path, cues: list[ScreenCue], style: AssStyle, canvas: tuple[int, int], fonts: Path) -> Luma:
    """The text layer over grey, one frame a cue."""
    apart = [ScreenCue(cue.number, Frames(n, n + 1), cue.lines, cue.spoken) for n, cue in enumerate(cues)]
    script = render_ass(apart, Frames(0, len(cues)), style, canvas, Fraction(25))
    (folder / "cues.ass").write_text(script, "utf-8")
    (width, height), raw = canvas, folder / "layer.yuv"
    grey = f"color=black:s={width}x{height}:r=25,format=yuv420p,lutyuv=y={GREY}"
    argv = [
        ffmpeg_path(), "-hide_banner", "-v", "error", "-f", "lavfi", "-i", grey, "-frames:v", str(len(cues)),
        "-vf", f"ass=filename=cues.ass:fontsdir={fonts},extractplanes=y", "-f", "rawvideo", "-y", raw,
    ]  # fmt: skip
    run_tool(list(map(str, argv)), stopped=lambda: False, cwd=folder)
    return np.fromfile(raw, np.uint8).reshape(len(cues), height, width)


def box_of(ink: NDArray[np.bool_]) -> Box:
    rows, columns = np.flatnonzero(ink.any(axis=1)), np.flatnonzero(ink.any(axis=0))
    x, y = int(columns[0]), int(rows[0])
    return Box(x, y, int(columns[-1]) + 1 - x, int(rows[-1]) + 1 - y)


def places(lines: tuple[str, ...], box: Box, style: AssStyle) -> Iterator[tuple[str, float, float]]:
    """Where each character of a centred cue stands: (character, pen x, baseline y), canvases of 1080."""
    face = read_face(font_path("Medium"))
    pitch = float(style.em * (style.ascent + style.descent))
    for row, line in enumerate(reversed(lines)):
        text = set_line(line)
        pen = box.x - style.em * sum(map(face.advance, text)) / 2
        for char in text:
            if face.ink(char) is not None:
                yield char, pen, box.y - row * pitch
            pen += style.em * face.advance(char)


def likeness(picture: Luma, char: str, pen: float, baseline: float, em: int) -> float:
    """Intersection by union of the white ink in the character's cell with the character drawn alone; libass and Pillow
    may round its place differently by a pixel.
    """
    font = ImageFont.truetype(str(FONTS_DIR / MEDIUM), em, layout_engine=ImageFont.Layout.BASIC)
    left, top, right, bottom = font.getbbox(char, anchor="ls")
    alone = Image.new("L", (round(right - left) + 2, round(bottom - top) + 2))
    ImageDraw.Draw(alone).text((1 - left, 1 - top), char, font=font, fill=255, anchor="ls")
    wanted = np.asarray(alone) > 127
    x, y = round(pen + left) - 1, round(baseline + top) - 1
    shifts = [(dx, dy) for dx in (-1, 0, 1) for dy in (-1, 0, 1)]
    cells = [picture[y + dy :, x + dx :][: wanted.shape[0], : wanted.shape[1]] > 170 for dx, dy in shifts]
    return max(float((cell & wanted).sum() / (cell | wanted).sum()) for cell in cells)


def worst(picture: Luma, cue: ScreenCue, style: AssStyle) -> tuple[float, str]:
    """The character that is least like itself."""
    middle = Box(picture.shape[1] // 2, style.baseline, 0, 0)
    marks = list(places(cue.lines, middle, style))
    return min((likeness(picture, char, x, y, style.em), char) for char, x, y in marks)


def test_nothing_is_found_outside_the_safe_area_or_over_something_else(
    city: tuple[Job, Programme], layout: str
) -> None:
    job, programme = city
    found = check_layout(job, programme, View(layout, CHINESE))
    assert [finding.id for finding in found if finding.severity is Severity.FAIL] == []


def test_every_subtitle_is_drawn_where_it_was_checked_with_its_own_characters(
    city: tuple[Job, Programme], layout: str, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    job, programme = city
    canvas = job.profile.layouts[layout]
    style, all_cues = subtitles_of(programme, canvas, CHINESE)
    cues = list(all_cues if request.config.getoption("--full") else all_cues[::QUICK])
    size, safe = (canvas.width, canvas.height), Canvas(canvas.width, canvas.height).safe
    graphics = [layer for layer in layers_of(job, programme, View(layout, CHINESE)) if not layer.is_subtitle]
    for cue, picture in zip(cues, drawn(tmp_path, cues, style, size, FONTS_DIR), strict=True):
        ink = box_of(np.abs(picture.astype(int) - GREY) > 30)
        wanted = ink_box(cue, style, size, read_face(font_path("Medium")))
        assert wanted is not None
        assert (ink.x, ink.y, ink.right, ink.bottom) == pytest.approx(
            (wanted.x, wanted.y, wanted.right, wanted.bottom), abs=2
        )
        assert safe.holds(ink)
        met = [layer for layer in graphics if layer.frames.meets(cue.frames)]
        assert [layer.where for layer in met if layer.box.grown(CLEAR_OF_SUBTITLES).meets(ink)] == []
        least, char = worst(picture, cue, style)
        assert least >= ALIKE, char


def test_a_font_that_lacks_a_character_is_seen_in_the_pixels(
    city: tuple[Job, Programme], tmp_path: Path
) -> None:
    """The same font, whose table leads one character of a cue to `.notdef`."""
    _, programme = city
    cue, fonts = programme.cues[0], tmp_path / "fonts"
    fonts.mkdir()
    shutil.copy(FONTS_DIR / MEDIUM, fonts / MEDIUM)
    char = next(char for char in "".join(cue.lines) if ord(char) > 0x4E00)
    with TTFont(FONTS_DIR / MEDIUM) as font:
        for table in font["cmap"].tables:
            if ord(char) in getattr(table, "cmap", {}):
                table.cmap[ord(char)] = ".notdef"
        font.save(fonts / MEDIUM)
    (picture,) = drawn(tmp_path, [cue], AssStyle(), (1920, 1080), fonts)
    least, seen = worst(picture, cue, AssStyle())
    assert least < ALIKE
    assert seen == char
