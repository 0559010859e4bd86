"""Coverage of rectangles, sectors, lines and polygons with edges between pixels: 0…255 in one channel.

Curved edges are drawn several times larger and averaged. Knows no colours and no time.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from math import ceil, cos, floor, radians, sin

import numpy as np
from PIL import Image, ImageDraw

FINE = 4
"""Curved and slanted edges are drawn this many times larger."""
FULL = 255

Point = tuple[float, float]


@dataclass(frozen=True, eq=False)
class Cover:
    """How much of each pixel a shape covers."""

    mask: Image.Image
    """L."""
    x: int
    y: int
    """Where the mask's first pixel lies."""


Corners = tuple[bool, bool, bool, bool]
"""Upper left, upper right, lower right, lower left."""
ALL: Corners = (True, True, True, True)


def rectangle(
    x: float, y: float, width: float, height: float, radius: float = 0, corners: Corners = ALL
) -> Cover | None:
    """A rectangle; `radius` rounds those `corners`. None where nothing of it is seen."""
    if width <= 0 or height <= 0:
        return None
    left, top = floor(x), floor(y)
    if radius > 0:
        box = (x - left, y - top, x - left + width, y - top + height)
        return Cover(_rounded(*box, min(radius, width / 2, height / 2), corners), left, top)
    rows, columns = _shares(y - top, height), _shares(x - left, width)
    return Cover(Image.fromarray(np.round(np.outer(rows, columns) * FULL).astype(np.uint8)), left, top)


@lru_cache(maxsize=256)
def _rounded(
    left: float, top: float, right: float, bottom: float, radius: float, corners: Corners
) -> Image.Image:
    size = (ceil(right) * FINE, ceil(bottom) * FINE)
    fine = Image.new("L", size, 0)
    box = (left * FINE, top * FINE, right * FINE - 1, bottom * FINE - 1)
    ImageDraw.Draw(fine).rounded_rectangle(box, radius * FINE, FULL, corners=corners)
    return fine.reduce(FINE)


def _shares(start: float, length: float) -> "np.ndarray[tuple[int], np.dtype[np.float64]]":
    """float64 [pixels], 0…1: how much of each pixel lies between `start` and `start + length`."""
    pixels = np.arange(ceil(start + length), dtype=np.float64)
    shares: np.ndarray[tuple[int], np.dtype[np.float64]] = np.clip(
        np.minimum(start + length, pixels + 1) - np.maximum(start, pixels), 0, 1
    )
    return shares


@lru_cache(maxsize=64)
def sector(
    x: float, y: float, outer: float, inner: float, start: float, end: float, gap: float = 0
) -> Cover | None:
    """A piece of a ring around (x, y); degrees clockwise from twelve o'clock. `gap` pixels are left at its ends."""
    if end <= start or outer <= inner:
        return None
    left, top, side = floor(x - outer), floor(y - outer), ceil(2 * outer) + 2
    fine = Image.new("L", (side * FINE, side * FINE), 0)
    pen = ImageDraw.Draw(fine)
    middle = ((x - left) * FINE, (y - top) * FINE)
    if end - start >= 360:
        pen.ellipse(_around(middle, outer * FINE), FULL)
    else:
        pen.pieslice(_around(middle, outer * FINE), start - 90, end - 90, FULL)
    if inner > 0:
        pen.ellipse(_around(middle, inner * FINE), 0)
    if gap > 0 and end - start < 360:
        for angle in (start, end):
            far = _on_circle(middle, (outer + 2) * FINE, angle)
            pen.line((*middle, *far), fill=0, width=round(gap * FINE))
    return Cover(fine.reduce(FINE), left, top)


def on_circle(x: float, y: float, radius: float, angle: float) -> Point:
    """The point at `angle` degrees clockwise from twelve o'clock."""
    return _on_circle((x, y), radius, angle)


@lru_cache(maxsize=64)
def stroke(points: tuple[Point, ...], width: float) -> Cover:
    """A line through `points` with round joints and ends."""
    left, top, fine = _sheet(points, width)
    pen = ImageDraw.Draw(fine)
    moved = [((x - left) * FINE, (y - top) * FINE) for x, y in points]
    pen.line(moved, fill=FULL, width=max(1, round(width * FINE)), joint="curve")
    for end in (moved[0], moved[-1]):
        pen.ellipse(_around(end, width * FINE / 2), FULL)
    return Cover(fine.reduce(FINE), left, top)


@lru_cache(maxsize=64)
def polygon(points: tuple[Point, ...], radius: float = 0) -> Cover:
    """The area inside `points`; `radius` rounds the corners of a convex one."""
    left, top, fine = _sheet(points, 0)
    pen = ImageDraw.Draw(fine)
    moved = [((x - left) * FINE, (y - top) * FINE) for x, y in points]
    if radius > 0:
        moved = list(_drawn_in(moved, radius * FINE))
        pen.line([*moved, moved[0], moved[1]], fill=FULL, width=round(2 * radius * FINE), joint="curve")
    pen.polygon(moved, fill=FULL)
    return Cover(fine.reduce(FINE), left, top)


def _drawn_in(points: Sequence[Point], by: float) -> list[Point]:
    """Corners moved towards the middle, so that a line `2·by` wide around them ends at the old ones."""
    middle = (sum(x for x, _ in points) / len(points), sum(y for _, y in points) / len(points))
    reach = max(((x - middle[0]) ** 2 + (y - middle[1]) ** 2) ** 0.5 for x, y in points)
    half_corner = radians(90 - 180 / len(points))
    share = 1 - by / sin(half_corner) / reach
    return [(middle[0] + (x - middle[0]) * share, middle[1] + (y - middle[1]) * share) for x, y in points]


def _sheet(points: Sequence[Point], width: float) -> tuple[int, int, Image.Image]:
    """(left, top, clear drawing) that holds the points and half a line around them."""
    room = width / 2 + 2
    left, top = floor(min(x for x, _ in points) - room), floor(min(y for _, y in points) - room)
    right, bottom = ceil(max(x for x, _ in points) + room), ceil(max(y for _, y in points) + room)
    return left, top, Image.new("L", ((right - left) * FINE, (bottom - top) * FINE), 0)


def _around(middle: Point, radius: float) -> tuple[float, float, float, float]:
    return middle[0] - radius, middle[1] - radius, middle[0] + radius, middle[1] + radius


def _on_circle(middle: Point, radius: float, angle: float) -> Point:
    return middle[0] + radius * sin(radians(angle)), middle[1] - radius * cos(radians(angle))
