"""A description as a picture. Nothing is decided here: equal descriptions are equal bytes, in any order.

What rests is painted once and kept; a frame paints what moves over it.
"""

from fractions import Fraction
from functools import lru_cache
from math import floor

import numpy as np
from PIL import Image, ImageChops

from videopipe.assets import Weight
from videopipe.config.colour import parts_of
from videopipe.config.theme import Theme
from videopipe.drawing.canvas import Canvas
from videopipe.drawing.paint import FULL, Ink, State, gradient, letters
from videopipe.drawing.setting import fonts_at_hand
from videopipe.drawing.shapes import Cover, polygon, rectangle, sector, stroke
from videopipe.model.infographics import Scene
from videopipe.stages.infographics.describe import describe
from videopipe.stages.infographics.marks import Description, Dot, Icon, Mark, Path, Rect, Sector, Text
from videopipe.stages.infographics.pictograms import pictogram
from videopipe.text.fonts import OwnFont


def paint(scene: Scene, theme: Theme, canvas: Canvas, frame: int, fps: Fraction) -> Image.Image:
    """RGB. Not to be written on: frames at rest share one picture."""
    return picture(describe(scene, theme, canvas, frame, fps))


def picture(description: Description) -> Image.Image:
    """RGB; as above."""
    size = (description.width, description.height)
    resting, moving = description.marks[: description.resting], description.marks[description.resting :]
    ground = _at_rest(size, resting, fonts_at_hand())
    if not moving:
        return ground
    image = ground.copy()
    for mark in moving:
        _lay(image, mark)
    return image


@lru_cache(maxsize=5)
def _at_rest(size: tuple[int, int], marks: tuple[Mark, ...], _fonts: tuple[OwnFont, ...]) -> Image.Image:
    image = Image.new("RGB", size)
    for mark in marks:
        _lay(image, mark)
    return image


def _lay(image: Image.Image, mark: Mark) -> None:
    if mark.alpha <= 0:
        return
    if isinstance(mark, Text):
        _lay_text(image, mark)
        return
    cover = _cover(mark)
    if cover is None:
        return
    if isinstance(mark, Rect) and mark.colour_to is not None:
        _lay_gradient(image, mark, mark.colour_to, cover)
        return
    mask = _dimmed(_left_part(cover, _edge(mark)), mark.alpha)
    image.paste(parts_of(mark.colour), (cover.x, cover.y), mask)


def _cover(mark: Rect | Sector | Path | Dot | Icon) -> Cover | None:
    match mark:
        case Rect():
            return rectangle(mark.x, mark.y, mark.width, mark.height, mark.radius, mark.corners)
        case Sector():
            return sector(mark.x, mark.y, mark.outer, mark.inner, mark.start, mark.end, mark.gap)
        case Path(width=0):
            return polygon(mark.points, mark.radius)
        case Path():
            return stroke(mark.points, mark.width)
        case Dot():
            return sector(mark.x, mark.y, mark.radius, 0, 0, 360)
        case Icon():
            return pictogram(mark.name, mark.x, mark.y, mark.size)


def _lay_text(image: Image.Image, mark: Text) -> None:
    x, y = floor(mark.x), floor(mark.baseline)
    ink = _letters(mark.line, mark.weight, mark.size, mark.colour, fonts_at_hand())
    sprite, left, top = ink.shown(State(alpha=mark.alpha, dx=mark.x - x, dy=mark.baseline - y))
    image.paste(sprite, (x + left, y + top), sprite)


@lru_cache(maxsize=32)
def _letters(line: str, weight: Weight, size: int, colour: str, _fonts: tuple[OwnFont, ...]) -> Ink:
    return letters(line, weight, size, colour, 0, 0)


def _lay_gradient(image: Image.Image, mark: Rect, colour_to: str, cover: Cover) -> None:
    surface = _gradient(*cover.mask.size, mark.colour, colour_to)
    image.paste(surface, (cover.x, cover.y), _dimmed(cover.mask, mark.alpha))


@lru_cache(maxsize=4)
def _gradient(width: int, height: int, left: str, right: str) -> Image.Image:
    return gradient(0, 0, width, height, left, right, 100).image.convert("RGB")


def _edge(mark: Mark) -> float | None:
    """Column up to which a mark is seen; None: all of it."""
    if not isinstance(mark, Path | Icon) or mark.shown >= 1:
        return None
    if isinstance(mark, Icon):
        return mark.x + mark.size * mark.shown
    left = min(x for x, _ in mark.points) - mark.width / 2
    right = max(x for x, _ in mark.points) + mark.width / 2
    return left + (right - left) * mark.shown


def _left_part(cover: Cover, edge: float | None) -> Image.Image:
    if edge is None:
        return cover.mask
    columns = np.clip(edge - cover.x - np.arange(cover.mask.width), 0, 1)
    across = Image.fromarray(np.round(columns * FULL).astype(np.uint8)[None, :]).resize(cover.mask.size, 0)
    return ImageChops.multiply(cover.mask, across)


def _dimmed(mask: Image.Image, alpha: float) -> Image.Image:
    if alpha >= 1:
        return mask
    return mask.point([round(level * alpha) for level in range(FULL + 1)])
