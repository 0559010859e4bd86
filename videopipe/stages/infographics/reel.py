"""Scenes one after the other. A new one is wiped over the last picture of the one before, from the left.

Scenes keep their lengths: the wipe falls into the beginning of the new one, so nothing is held shorter.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

import numpy as np
from PIL import Image

from videopipe.config.colour import parts_of
from videopipe.config.theme import Theme
from videopipe.drawing.canvas import Canvas
from videopipe.model.infographics import Scene
from videopipe.stages.infographics.paint import paint
from videopipe.stages.infographics.tempo import WIPE_MS, length

EDGE = 12
"""Of the accent that leads, on the 1080 canvas."""


@dataclass(frozen=True)
class Shown:
    """What a frame of a reel shows."""

    scene: int
    """Index of the scene."""
    frame: int
    """Of that scene."""


def reel_length(scenes: Sequence[Scene], fps: Fraction) -> int:
    """Frames of all scenes together."""
    return sum(length(scene, fps) for scene in scenes)


def shown_at(scenes: Sequence[Scene], fps: Fraction, frame: int) -> Shown:
    """The scene that a frame belongs to. IndexError beyond the last."""
    left = frame
    for turn, scene in enumerate(scenes):
        if 0 <= left < length(scene, fps):
            return Shown(turn, left)
        left -= length(scene, fps)
    raise IndexError(frame)


def paint_reel(
    scenes: Sequence[Scene], theme: Theme, canvas: Canvas, frame: int, fps: Fraction
) -> Image.Image:
    """RGB. Not to be written on."""
    shown = shown_at(scenes, fps, frame)
    picture = paint(scenes[shown.scene], theme, canvas, shown.frame, fps)
    part = _wiped(shown.frame, fps)
    if shown.scene == 0 or part >= 1:
        return picture
    before = scenes[shown.scene - 1]
    under = paint(before, theme, canvas, length(before, fps) - 1, fps)
    return _wipe(under, picture, part, canvas.px(EDGE), parts_of(theme.colours.accent))


def _wiped(frame: int, fps: Fraction) -> Fraction:
    """Share of the breadth that frame `frame` of a scene has won: slow, quick, slow."""
    part = 1000 * (frame + 1) / fps / WIPE_MS
    return part**2 * (3 - 2 * part) if part < 1 else Fraction(1)


def _wipe(
    under: Image.Image, over: Image.Image, part: Fraction, edge: int, colour: tuple[int, int, int]
) -> Image.Image:
    """`over` left of a bar of the accent, `under` right of it; the bar enters and leaves the picture whole."""
    end = float(part) * (over.width + edge)
    columns = np.arange(over.width)
    new = _mask(np.clip(end - edge - columns, 0, 1), over.size)
    bar = _mask(np.clip(end - columns, 0, 1), over.size)
    mixed = under.copy()
    mixed.paste(colour, (0, 0), bar)
    mixed.paste(over, (0, 0), new)
    return mixed


def _mask(shares: "np.ndarray[tuple[int], np.dtype[np.float64]]", size: tuple[int, int]) -> Image.Image:
    row = Image.fromarray(np.round(shares * 255).astype(np.uint8)[None, :])
    return row.resize(size, Image.Resampling.NEAREST)
