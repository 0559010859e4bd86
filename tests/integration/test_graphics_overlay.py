"""Overlays as they are stored: decoded again by PyAV, compared with what was drawn."""

from fractions import Fraction
from pathlib import Path
from typing import Any

import av
import numpy as np
import pytest

from videopipe.config.colour import parts_of
from videopipe.config.theme import load_theme
from videopipe.drawing.canvas import Canvas
from videopipe.engine.work import Work
from videopipe.model.graphics import Bug, Graphic, LowerThird
from videopipe.model.time import Frames
from videopipe.stages.graphics.draw import draw
from videopipe.stages.graphics.layout import box
from videopipe.stages.graphics.make import RECIPES
from videopipe.stages.graphics.params import to_params
from videopipe.text.fonts import MissingGlyphs

THEME = load_theme("gov-blue")
SMALL = Canvas(640, 360)
STRAP = LowerThird(Frames(0, 40), "广州市政府负责同志", "微视频访谈")


def work(graphic: Graphic, folder: Path, fps: Fraction = Fraction(25)) -> Work:
    params: dict[str, Any] = {**to_params(graphic, THEME, SMALL, fps), "fps": str(fps)}
    return Work(params, {}, ("overlay.mkv",), folder)


def stored(folder: Path) -> list[av.VideoFrame]:
    with av.open(str(folder / "overlay.mkv")) as container:
        return list(container.decode(video=0))


def plane(frame: av.VideoFrame, index: int) -> Any:
    part = frame.planes[index]
    return (
        np.frombuffer(bytes(part), np.uint8).reshape(part.height, part.line_size)[:, : part.width].astype(int)
    )


def bt709(colour: str) -> tuple[int, int, int]:
    """Limited-range Y′CbCr by ITU-R BT.709-6, section 3."""
    red, green, blue = (part / 255 for part in parts_of(colour))
    luma = 0.2126 * red + 0.7152 * green + 0.0722 * blue
    return (
        round(16 + 219 * luma),
        round(128 + 224 * (blue - luma) / 1.8556),
        round(128 + 224 * (red - luma) / 1.5748),
    )


@pytest.mark.parametrize("fps", [Fraction(25), Fraction(30000, 1001)])
def test_every_change_is_there_at_its_time_and_says_how_it_is_coded(tmp_path: Path, fps: Fraction) -> None:
    RECIPES["graphics.overlay"](work(STRAP, tmp_path, fps))
    frames, area = stored(tmp_path), box(STRAP, SMALL)
    drawn = [draw(STRAP, THEME, SMALL, number, fps).tobytes() for number in range(40)]
    changes = [number for number in range(40) if number in (0, 39) or drawn[number] != drawn[number - 1]]
    assert len(changes) < 40
    assert {frame.format.name for frame in frames} == {"yuva420p"}
    assert {(frame.width, frame.height) for frame in frames} == {(area.width, area.height)}
    assert {(int(frame.colorspace), int(frame.color_range)) for frame in frames} == {
        (1, 1)
    }  # BT.709, limited
    for number, frame in zip(changes, frames, strict=True):
        assert frame.time == pytest.approx(float(number / fps), abs=0.0006)  # Matroska counts milliseconds


def test_colour_is_bt709_and_transparency_is_untouched(tmp_path: Path) -> None:
    RECIPES["graphics.overlay"](work(STRAP, tmp_path))
    drawn = np.asarray(draw(STRAP, THEME, SMALL, 30, Fraction(25)))
    frame = [frame for frame in stored(tmp_path) if frame.time <= 30 / 25][-1]
    alpha, wanted = plane(frame, 3), drawn[..., 3].astype(int)
    assert np.abs(alpha - wanted).max() <= 1
    assert (alpha[wanted == 0] == 0).all()
    assert (alpha[wanted == 255] == 255).all()
    bottom = frame.height - 2
    for x, colour in ((0, THEME.colours.accent), (60, THEME.colours.tier)):
        got = (
            plane(frame, 0)[bottom, x],
            plane(frame, 1)[bottom // 2, x // 2],
            plane(frame, 2)[bottom // 2, x // 2],
        )
        assert got == pytest.approx(bt709(colour), abs=1)


def test_a_coloured_edge_keeps_its_colour_next_to_nothing(tmp_path: Path) -> None:
    RECIPES["graphics.overlay"](work(STRAP, tmp_path))
    accent = bt709(THEME.colours.accent)
    for frame in stored(tmp_path)[:3]:
        covered = plane(frame, 3)[:, 0] > 0
        blue = plane(frame, 1)[np.flatnonzero(covered) // 2, 0]
        assert np.abs(blue - accent[1]).max() <= 2


def test_a_bug_is_one_frame(tmp_path: Path) -> None:
    RECIPES["graphics.overlay"](work(Bug(Frames(0, 900), "在线访谈", "广州"), tmp_path))
    assert len(stored(tmp_path)) == 1


def test_the_same_task_gives_the_same_bytes(tmp_path: Path) -> None:
    made = []
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
        RECIPES["graphics.overlay"](work(STRAP, tmp_path / name))
        made.append((tmp_path / name / "overlay.mkv").read_bytes())
    assert made[0] == made[1]


def test_a_character_without_glyph_stops_it_before_anything_is_drawn(tmp_path: Path) -> None:
    with pytest.raises(MissingGlyphs):
        RECIPES["graphics.overlay"](work(LowerThird(Frames(0, 40), "\U0001f600", ""), tmp_path))
    assert list(tmp_path.iterdir()) == []
