"""A supersampled canvas in free units: smooth outlines, gradients, soft shading. Knows nothing of what is drawn."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil, cos, floor, pi, sin

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageChops, ImageColor, ImageDraw, ImageFilter

Point = tuple[float, float]
Outline = Sequence[Point]


@dataclass(frozen=True)
class View:
    """Where free units fall on the picture: pixel = (unit * scale * side + dx, unit * scale + dy)."""

    scale: float = 1.0
    dx: float = 0.0
    dy: float = 0.0
    side: int = 1
    """−1: seen in a mirror that stands on x = 0."""

    def within(self, scale: float, x: float, y: float, side: int = 1) -> "View":
        """The view of something drawn `scale` times larger, its origin at (x, y), perhaps mirrored there."""
        return View(
            self.scale * scale,
            self.dx + x * self.scale * self.side,
            self.dy + y * self.scale,
            self.side * side,
        )


@dataclass(frozen=True)
class Gradient:
    """Colours spread evenly from `start` to `end` (units); beyond them the outer colours go on."""

    colours: tuple[str, ...]
    start: Point
    end: Point


Paint = str | Gradient
Area = tuple[int, int, int, int]


def rgba(colour: str) -> tuple[int, int, int, int]:
    """Four bytes of "#rrggbb" or "#rrggbbaa"."""
    found = ImageColor.getcolor(colour, "RGBA")
    assert isinstance(found, tuple)
    assert len(found) == 4
    return found


def smooth(
    points: Outline, corners: Sequence[int] = (), *, closed: bool = True, steps: int = 10
) -> list[Point]:
    """A Catmull-Rom curve through `points`; those numbered in `corners` stay pointed."""
    ring = np.array(points, dtype=float)
    before, after = np.roll(ring, 1, axis=0), np.roll(ring, -1, axis=0)
    if not closed:
        before[0], after[-1] = ring[0], ring[-1]
    tangents = (after - before) / 2
    tangents[list(corners)] = 0
    t = np.linspace(0, 1, steps, endpoint=False)[:, None]
    spans = len(ring) if closed else len(ring) - 1
    pieces = [
        (2 * t**3 - 3 * t**2 + 1) * ring[i]
        + (t**3 - 2 * t**2 + t) * tangents[i]
        + (3 * t**2 - 2 * t**3) * ring[(i + 1) % len(ring)]
        + (t**3 - t**2) * tangents[(i + 1) % len(ring)]
        for i in range(spans)
    ]
    if not closed:
        pieces.append(ring[-1:])
    return [(float(x), float(y)) for x, y in np.concatenate(pieces)]


def oval(x: float, y: float, rx: float, ry: float) -> list[Point]:
    """The outline of an ellipse."""
    return [(x + rx * cos(2 * pi * k / 60), y + ry * sin(2 * pi * k / 60)) for k in range(60)]


def box(x0: float, y0: float, x1: float, y1: float) -> list[Point]:
    """The outline of a rectangle."""
    return [(x0, y0), (x1, y0), (x1, y1), (x0, y1)]


class Canvas:
    """Transparent at first; drawn `fine` times larger than it is delivered, so that edges come out smooth."""

    def __init__(self, width: int, height: int, view: View | None = None, fine: int = 2) -> None:
        self.size = (width, height)
        view = view or View()
        self.view = View(fine).within(view.scale, view.dx, view.dy)
        self.image = Image.new("RGBA", (width * fine, height * fine))

    def at(self, x: float, y: float, scale: float = 1, side: int = 1) -> "Canvas":
        """The same picture with the origin at (x, y), drawn `scale` times larger; side −1 mirrors it there."""
        other = object.__new__(Canvas)
        other.size, other.image = self.size, self.image
        other.view = self.view.within(scale, x, y, side)
        return other

    def fill(
        self,
        outline: Outline,
        paint: Paint,
        *,
        clip: Outline | None = None,
        soft: float = 0,
        opacity: float = 1,
    ) -> None:
        """Paint the inside of `outline`; `soft` blurs its edge (units), `clip` is never left."""
        blur = soft * self.view.scale
        pixels = self._pixels(outline)
        area = self._area(pixels, 3 * blur)
        mask = _inside(pixels, area)
        if blur:
            mask = mask.filter(ImageFilter.GaussianBlur(blur))
        if clip is not None:
            mask = ImageChops.multiply(mask, _inside(self._pixels(clip), area))
        self._paint(mask, area, paint, opacity)

    def stroke(
        self, points: Outline, width: float, paint: Paint, *, soft: float = 0, opacity: float = 1
    ) -> None:
        """Draw along `points` with a round pen."""
        blur, thick = soft * self.view.scale, max(1, round(width * self.view.scale))
        pixels = self._pixels(points)
        area = self._area(pixels, 3 * blur + thick)
        local = [(x - area[0], y - area[1]) for x, y in pixels]
        mask = Image.new("L", (area[2] - area[0], area[3] - area[1]))
        pen = ImageDraw.Draw(mask)
        pen.line(local, fill=255, width=thick, joint="curve")
        for x, y in (local[0], local[-1]):
            pen.ellipse((x - thick / 2, y - thick / 2, x + thick / 2, y + thick / 2), fill=255)
        if blur:
            mask = mask.filter(ImageFilter.GaussianBlur(blur))
        self._paint(mask, area, paint, opacity)

    def delivered(self) -> Image.Image:
        """The picture at its real size."""
        return self.image.resize(self.size, Image.Resampling.BOX)

    def _pixels(self, points: Outline) -> list[Point]:
        view = self.view
        return [(x * view.scale * view.side + view.dx, y * view.scale + view.dy) for x, y in points]

    def _area(self, pixels: Outline, margin: float) -> Area:
        """Where `pixels` and `margin` around them lie on the canvas; at least one pixel."""
        xs, ys = [x for x, _ in pixels], [y for _, y in pixels]
        x0, y0 = max(0, floor(min(xs) - margin)), max(0, floor(min(ys) - margin))
        x1 = min(self.image.width, ceil(max(xs) + margin) + 1)
        y1 = min(self.image.height, ceil(max(ys) + margin) + 1)
        return x0, y0, max(x0 + 1, x1), max(y0 + 1, y1)

    def _paint(self, mask: Image.Image, area: Area, paint: Paint, opacity: float) -> None:
        if area[0] >= self.image.width or area[1] >= self.image.height:
            return
        if isinstance(paint, str):
            *colour, alpha = rgba(paint)
            opacity *= alpha / 255
            patch = Image.new("RGB", mask.size, tuple(colour))
        else:
            patch = self._gradient(paint, area)
        patch.putalpha(mask if opacity >= 1 else mask.point([round(v * opacity) for v in range(256)]))
        self.image.alpha_composite(patch, area[:2])

    def _gradient(self, paint: Gradient, area: Area) -> Image.Image:
        (x0, y0), (x1, y1) = self._pixels((paint.start, paint.end))
        x, y = np.arange(area[0], area[2])[None, :], np.arange(area[1], area[3])[:, None]
        along = ((x - x0) * (x1 - x0) + (y - y0) * (y1 - y0)) / ((x1 - x0) ** 2 + (y1 - y0) ** 2)
        return Image.fromarray(blend(paint.colours, along))


def _inside(pixels: Outline, area: Area) -> Image.Image:
    mask = Image.new("L", (area[2] - area[0], area[3] - area[1]))
    ImageDraw.Draw(mask).polygon([(x - area[0], y - area[1]) for x, y in pixels], fill=255)
    return mask


def blend(colours: Sequence[str], along: NDArray[np.float64]) -> NDArray[np.uint8]:
    """Colours at positions 0…1: uint8 [..., 3]."""
    stops = np.linspace(0, 1, len(colours))
    bands = [np.interp(along, stops, [rgba(c)[band] for c in colours]) for band in range(3)]
    return np.stack(bands, axis=-1).round().astype(np.uint8)
