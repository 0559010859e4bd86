"""Pictograms, drawn here, on a square of 100 units: solids and what is cut out of them, in order."""

from dataclasses import dataclass
from functools import lru_cache
from math import floor

from PIL import Image, ImageDraw

from videopipe.drawing.shapes import FINE, FULL, Cover
from videopipe.model.infographics import Pictogram


@dataclass(frozen=True)
class Solid:
    """A polygon, or with `radius` a rectangle (two points) with round corners; `cut` takes it away."""

    points: tuple[tuple[float, float], ...]
    radius: float = -1
    cut: bool = False


def _disc(x: float, y: float, radius: float, *, cut: bool = False) -> Solid:
    return Solid(((x - radius, y - radius), (x + radius, y + radius)), radius, cut)


def _block(
    left: float, top: float, right: float, bottom: float, radius: float = 0, *, cut: bool = False
) -> Solid:
    return Solid(((left, top), (right, bottom)), radius, cut)


def _holes(
    xs: tuple[float, ...], ys: tuple[float, ...], wide: float, tall: float, radius: float = 1
) -> tuple[Solid, ...]:
    return tuple(_block(x, y, x + wide, y + tall, radius, cut=True) for y in ys for x in xs)


SHAPES: dict[Pictogram, tuple[Solid, ...]] = {
    "dot": (_disc(50, 50, 40),),
    "person": (
        _disc(50, 21, 17),
        _block(22, 44, 78, 130, 28),
        _block(0, 94, 100, 140, cut=True),
    ),
    "company": (
        _block(10, 40, 44, 94, 2),
        _block(40, 8, 90, 94, 2),
        *_holes((52, 70), (20, 36, 52), 9, 9),
        *_holes((20,), (52, 68), 12, 8),
        _block(58, 72, 73, 94, cut=True),
    ),
    "ship": (
        Solid(((4, 62), (96, 62), (82, 88), (18, 88))),
        _block(16, 40, 36, 58, 1),
        _block(39, 40, 59, 58, 1),
        _block(39, 19, 59, 37, 1),
        _block(66, 24, 84, 58, 2),
        *_holes((70,), (30,), 10, 8),
    ),
    "train": (
        _block(20, 6, 80, 78, 16),
        _block(29, 20, 71, 45, 5, cut=True),
        _disc(34, 61, 6, cut=True),
        _disc(66, 61, 6, cut=True),
        Solid(((26, 80), (38, 80), (27, 95), (15, 95))),
        Solid(((62, 80), (74, 80), (85, 95), (73, 95))),
    ),
    "plane": (
        _block(43, 4, 57, 96, 7),
        Solid(((50, 30), (97, 58), (97, 68), (50, 56))),
        Solid(((50, 30), (3, 58), (3, 68), (50, 56))),
        Solid(((50, 74), (70, 88), (70, 95), (50, 89))),
        Solid(((50, 74), (30, 88), (30, 95), (50, 89))),
    ),
    "tree": (
        Solid(((50, 4), (80, 40), (20, 40))),
        Solid(((50, 22), (88, 66), (12, 66))),
        _block(43, 64, 57, 95, 2),
    ),
    "house": (
        Solid(((50, 8), (98, 50), (2, 50))),
        _block(16, 46, 84, 92, 2),
        _block(42, 62, 58, 92, cut=True),
        *_holes((25, 65), (58,), 11, 12),
    ),
    "book": (
        Solid(((47, 22), (47, 90), (6, 80), (6, 12))),
        Solid(((53, 22), (53, 90), (94, 80), (94, 12))),
    ),
}  # fmt: skip
SIDE = 100


@lru_cache(maxsize=64)
def _drawn(name: Pictogram, size: int) -> Image.Image:
    fine = Image.new("L", (size * FINE, size * FINE), 0)
    pen, scale = ImageDraw.Draw(fine), size * FINE / SIDE
    for solid in SHAPES[name]:
        points = [(x * scale, y * scale) for x, y in solid.points]
        fill = 0 if solid.cut else FULL
        if solid.radius < 0:
            pen.polygon(points, fill=fill)
        else:
            pen.rounded_rectangle((*points[0], *points[1]), solid.radius * scale, fill)
    return fine.reduce(FINE)


def pictogram(name: Pictogram, x: float, y: float, size: float) -> Cover:
    """`name` in a square of `size` pixels at (x, y), on whole pixels."""
    return Cover(_drawn(name, round(size)), floor(x), floor(y))
