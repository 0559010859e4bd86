"""Surfaces, letters, and how they are laid over one another. Knows pixels, nothing of parts or time.

Letters are drawn at twice their size and scaled down, so that they can stand between pixels while moving.
"""

from dataclasses import dataclass, replace
from functools import cached_property
from math import ceil, floor
from typing import TYPE_CHECKING

import numpy as np
from PIL import Image, ImageChops, ImageDraw

from videopipe.config.colour import parts_of
from videopipe.drawing.setting import ASCENT, Setting, font, fonts_at_hand, glyphs, line_width, own_fonts
from videopipe.model.overlay import Box
from videopipe.text.fonts import OwnFont

if TYPE_CHECKING:
    from videopipe.assets import Weight

FINE = 2
"""Letters are drawn this many times larger."""
CORNER_FINE = 4
"""Round corners are drawn this many times larger."""
MARGIN = 4
"""Clear pixels around letters, for what Lanczos spreads and for standing between pixels."""
FULL = 255
BAYER = np.array([[0, 8, 2, 10], [12, 4, 14, 6], [3, 11, 1, 9], [15, 7, 13, 5]], dtype=np.float32) / 16
"""Ordered dither: without it a wide gradient shows steps; unlike noise it is the same every time."""


@dataclass(frozen=True)
class State:
    """How a sprite is shown at one instant; the default is at rest."""

    alpha: float = 1.0
    dx: float = 0.0
    dy: float = 0.0
    across: float = 1.0
    """Share of the width shown, from the left."""
    up: float = 1.0
    """Share of the height shown, from the bottom."""


REST = State()


@dataclass(frozen=True, eq=False)
class Plate:
    """A drawn surface at its place in the part's box; it wipes and fades but never moves."""

    image: Image.Image
    x: int
    y: int

    def shown(self, state: State) -> tuple[Image.Image, int, int]:
        """(RGBA, x, y) in `state`."""
        return _fade(_wipe(self.image, state), state.alpha), self.x, self.y


@dataclass(frozen=True, eq=False)
class Letters:
    """A set line; drawn when it is wanted, for most are only asked whether they fit."""

    line: str
    weight: "Weight"
    size: int
    opacity_pct: int
    fonts: tuple[OwnFont, ...]
    """Those at hand when it was set."""

    @cached_property
    def fine(self) -> Image.Image:
        """Coverage at twice the size."""
        with own_fonts(self.fonts):
            width = ceil(line_width(self.line, self.weight) * self.size) + self.size // 2 + 2 * MARGIN
            height = ceil(self.size * 1.25) + 2 * MARGIN
            fine = Image.new("L", (width * FINE, height * FINE), 0)
            pen = ImageDraw.Draw(fine)
            for glyph in glyphs(self.line, self.weight):
                at = (
                    FINE * (MARGIN + glyph.x * self.size), FINE * (_above(self.size) - glyph.rise * self.size),
                )  # fmt: skip
                face = font(glyph.char, self.weight, self.size * FINE)
                pen.text(at, glyph.char, fill=round(FULL * self.opacity_pct / 100), font=face, anchor="ls")
        return fine


@dataclass(frozen=True, eq=False)
class Ink:
    """A line of letters in one colour; it moves and fades."""

    letters: Letters
    colour: str
    x: int
    y: int

    def shown(self, state: State) -> tuple[Image.Image, int, int]:
        """(RGBA, x, y) in `state`."""
        dx, dy = floor(state.dx), floor(state.dy)
        if state.dx == dx and state.dy == dy:
            return _fade(self._at_rest, state.alpha), self.x + dx, self.y + dy
        coverage = _between_pixels(self.letters.fine, state.dx - dx, state.dy - dy)
        return _fade(_coloured(coverage, self.colour), state.alpha), self.x + dx + 1, self.y + dy + 1

    @property
    def ink_box(self) -> Box:
        """Where its letters really are, at rest, to the nearest pixel."""
        left, top, right, bottom = self.letters.fine.getbbox() or (0, 0, 0, 0)
        x, y = round(left / FINE), round(top / FINE)
        return Box(self.x + x, self.y + y, round(right / FINE) - x, round(bottom / FINE) - y)

    def moved(self, dx: int, dy: int) -> "Ink":
        """The same letters elsewhere."""
        return replace(self, x=self.x + dx, y=self.y + dy)

    @cached_property
    def _at_rest(self) -> Image.Image:
        fine = self.letters.fine
        size = (fine.width // FINE, fine.height // FINE)
        return _coloured(fine.resize(size, Image.Resampling.LANCZOS), self.colour)


Sprite = Plate | Ink


def solid(x: int, y: int, width: int, height: int, colour: str, opacity_pct: int = 100) -> Plate:
    """A surface of one colour."""
    return Plate(
        Image.new("RGBA", (width, height), (*parts_of(colour), round(FULL * opacity_pct / 100))), x, y
    )


def gradient(
    x: int, y: int, width: int, height: int, left: str, right: str, opacity_pct: int, fade_px: int = 0
) -> Plate:
    """A surface that goes from `left` to `right`; its last `fade_px` columns dissolve."""
    across = np.linspace(0, 1, width, dtype=np.float32)[None, :, None]
    colour = (1 - across) * np.array(parts_of(left), np.float32) + across * np.array(
        parts_of(right), np.float32
    )
    dither = np.tile(BAYER, (ceil(height / 4), ceil(width / 4)))[:height, :width, None]
    pixels = np.empty((height, width, 4), np.uint8)  # RGBA, 0…255
    pixels[..., :3] = np.floor(colour + dither)
    pixels[..., 3] = round(FULL * opacity_pct / 100)
    if fade_px:
        pixels[:, width - fade_px :, 3] = (
            pixels[0, 0, 3] * np.linspace(1, 0, fade_px, dtype=np.float32) ** 1.5
        )
    return Plate(Image.fromarray(pixels), x, y)


def rounded(plate: Plate, radius: int, top: bool, bottom: bool) -> Plate:
    """The surface with round corners above, below or both."""
    if radius == 0 or not (top or bottom):
        return plate
    width, height = plate.image.size
    fine = Image.new("L", (width * CORNER_FINE, height * CORNER_FINE), 0)
    reach = (width * CORNER_FINE - 1, height * CORNER_FINE - 1)
    corners = (top, top, bottom, bottom)
    ImageDraw.Draw(fine).rounded_rectangle(((0, 0), reach), radius * CORNER_FINE, FULL, corners=corners)
    mask = fine.resize((width, height), Image.Resampling.BOX)
    alpha = ImageChops.multiply(plate.image.getchannel("A"), mask)
    return Plate(_with_alpha(plate.image, alpha), plate.x, plate.y)


def letters(
    line: str, weight: "Weight", size: int, colour: str, x: int, baseline: int, opacity_pct: int = 100
) -> Ink:
    """A line whose first ink stands at `x`, on `baseline`; `size` is the em in pixels."""
    drawn = Letters(line, weight, size, opacity_pct, fonts_at_hand())
    return Ink(drawn, colour, x - MARGIN, baseline - _above(size))


def _above(size: int) -> int:
    """Rows of a line's surface above the baseline."""
    return ceil(ASCENT * size) + MARGIN


def rows(setting: Setting, colour: str, x: int, y: int, row: int) -> list[Ink]:
    """The lines of `setting`, each on the middle of a row `row` pixels high, the first row beginning at `y`."""
    return [
        letters(line, setting.weight, setting.size, colour, x, on_middle(y + turn * row, row, setting.size))
        for turn, line in enumerate(setting.lines)
    ]


def on_middle(y: int, height: int, size: int) -> int:
    """Baseline that puts the middle of the ideographs on the middle of a row."""
    return round(y + height / 2 + (ASCENT - 0.5) * size)


def compose(width: int, height: int, shown: list[tuple[Sprite, State]]) -> Image.Image:
    """All sprites over one another on a clear ground, RGBA with straight alpha."""
    ground = Image.new("RGBA", (width, height), (0, 0, 0, 0))
    for sprite, state in shown:
        if state.alpha > 0 and state.across > 0 and state.up > 0:
            image, x, y = sprite.shown(state)
            _over(ground, image, x, y)
    return ground


def bleed(image: Image.Image) -> Image.Image:
    """The same picture whose clear pixels have taken the colour of their 2×2 block.

    4:2:0 averages colour over such a block whatever the alpha: clear black would darken coloured edges.
    """
    blocks = image.convert("RGBa").reduce(2).convert("RGBA").convert("RGB")
    wide = blocks.resize(image.size, Image.Resampling.NEAREST)
    alpha = image.getchannel("A")
    seen = alpha.point([0] + [FULL] * FULL)
    bled = Image.composite(image.convert("RGB"), wide, seen)
    bled.putalpha(alpha)
    return bled


def _over(ground: Image.Image, image: Image.Image, x: int, y: int) -> None:
    """Alpha compositing that lets `image` hang over the ground's left and upper edges."""
    left, top = max(0, -x), max(0, -y)
    if left < image.width and top < image.height and x < ground.width and y < ground.height:
        ground.alpha_composite(image, (x + left, y + top), (left, top))


def _coloured(coverage: Image.Image, colour: str) -> Image.Image:
    image = Image.new("RGBA", coverage.size, (*parts_of(colour), 0))
    image.putalpha(coverage)
    return image


def _between_pixels(fine: Image.Image, dx: float, dy: float) -> Image.Image:
    """`fine` scaled down, moved right and down by 0 ≤ dx, dy < 1; one row and column fewer."""
    left, top = FINE * (1 - dx), FINE * (1 - dy)
    width, height = fine.width // FINE - 1, fine.height // FINE - 1
    part = (left, top, min(left + FINE * width, fine.width), min(top + FINE * height, fine.height))
    return fine.resize((width, height), Image.Resampling.LANCZOS, box=part)


def _fade(image: Image.Image, alpha: float) -> Image.Image:
    if alpha >= 1:
        return image
    return _with_alpha(
        image, image.getchannel("A").point([round(level * alpha) for level in range(FULL + 1)])
    )


def _wipe(image: Image.Image, state: State) -> Image.Image:
    if state.across >= 1 and state.up >= 1:
        return image
    columns = _shares(image.width, state.across)
    rows = _shares(image.height, state.up)[::-1]
    mask = Image.fromarray(np.round(np.outer(rows, columns) * FULL).astype(np.uint8))
    return _with_alpha(image, ImageChops.multiply(image.getchannel("A"), mask))


def _shares(length: int, part: float) -> "np.ndarray[tuple[int], np.dtype[np.float32]]":
    """float32 [length], 0…1: how much of each pixel lies within the first `part` of the length."""
    pixels = np.arange(length, dtype=np.float32)
    shares: np.ndarray[tuple[int], np.dtype[np.float32]] = np.clip(part * length - pixels, 0, 1)
    return shares


def _with_alpha(image: Image.Image, alpha: Image.Image) -> Image.Image:
    faded = image.copy()
    faded.putalpha(alpha)
    return faded
