"""Guangzhou over the Pearl River towards evening: sky, clouds, towers, Canton Tower, Liede Bridge, water, a boat.

World units: the wide shot's pixels (1280 x 720).
"""

from math import pi, sin, tau

import numpy as np
from PIL import Image, ImageFilter

from drawing import landmarks
from drawing.canvas import Canvas, Gradient, Point, View, blend, box, oval, smooth
from drawing.landmarks import BANK

SKY = ("#4f9bd6", "#7db8e2", "#b3d6ea", "#f0dfcd", "#ffd0a0")
WATER = ("#e9c3a4", "#9db9d8", "#6c9fd0", "#4a86c2", "#3a74b2")


def sky(width: int, height: int, view: View) -> Image.Image:
    """RGB: evening light, warmest above the far bank, with a low sun's glow on the right."""
    ys = (np.arange(height)[:, None] - view.dy) / view.scale
    xs = (np.arange(width)[None, :] - view.dx) / view.scale
    picture = blend(SKY, np.clip(ys / BANK, 0, 1) + 0 * xs).astype(float)
    glow = np.exp(-(((xs - 1010) / 420) ** 2) - ((ys - 400) / 190) ** 2)[..., None]
    picture += glow * (np.array([255.0, 236, 196]) - picture) * 0.75
    return Image.fromarray(picture.round().astype(np.uint8))


def clouds(width: int, height: int, view: View, seed: int) -> Image.Image:
    """RGBA: long flat clouds with a warm underside."""
    rng = np.random.default_rng(seed)
    canvas = Canvas(width, height, view, fine=1)
    for x, y, size in (
        (150, 150, 1.0),
        (620, 95, 1.25),
        (1120, 170, 0.9),
        (1500, 110, 1.1),
        (400, 245, 0.6),
        (960, 265, 0.5),
    ):
        light = Gradient(("#ffffff", "#fff6ee", "#fbe0cf"), (0, y - 26 * size), (0, y + 8 * size))
        for k in range(9):
            dx = (k - 4) * 22 * size + rng.normal(0, 6)
            high = (30 - 5.5 * abs(k - 4)) * size * rng.uniform(0.7, 1.1)
            canvas.fill(oval(x + dx, y, 30 * size, high), light, clip=box(-400, 0, 2400, y), soft=1.2)
        canvas.fill(oval(x, y, 150 * size, 5 * size), light, soft=1.5)
    picture = canvas.delivered()
    picture.putalpha(picture.getchannel("A").point([round(v * 0.85) for v in range(256)]))
    return picture


def city(width: int, height: int, view: View) -> Image.Image:
    """RGBA: three rows of towers in the haze, the two landmark towers, Canton Tower, the bank."""
    canvas = Canvas(width, height, view)
    _row(canvas, 11, ("#c9cfe0", "#e6d6d0"), (70, 160), (26, 52))
    _row(canvas, 12, ("#a3b2d2", "#d0c3cd"), (70, 190), (30, 58), windows=0.25)
    landmarks.draw_town_towers(canvas)
    _row(canvas, 13, ("#7f93c0", "#a9a6c0"), (40, 118), (34, 70), windows=0.5)
    landmarks.draw_bridge(canvas)
    _bank(canvas)
    landmarks.draw_canton_tower(canvas.at(262, BANK - 6), 340)
    return canvas.delivered()


def _row(
    canvas: Canvas,
    seed: int,
    colours: tuple[str, str],
    heights: tuple[int, int],
    widths: tuple[int, int],
    windows: float = 0,
) -> None:
    """One row of towers from edge to edge; lower around Canton Tower, so that it stands free."""
    rng = np.random.default_rng(seed)
    x = -160.0
    while x < 1440:
        wide, high = rng.uniform(*widths), rng.uniform(*heights)
        high *= 0.5 + 0.5 * min(1.0, abs(x + wide / 2 - 262) / 210)
        _tower(canvas, x, wide, high, colours, rng)
        if windows:
            _windows(canvas, x, wide, high, windows, rng)
        x += wide + rng.uniform(-6, 12)


def _tower(
    canvas: Canvas, x: float, wide: float, high: float, colours: tuple[str, str], rng: np.random.Generator
) -> None:
    """One of four shapes, its right side in the sun."""
    outline = [
        (x + wide * across, BANK - high + down) for across, down in _shapes(wide, high)[int(rng.integers(4))]
    ]
    canvas.fill(outline, Gradient(colours, (0, BANK - 190), (0, BANK)))
    canvas.fill(box(x + wide * 0.62, BANK - high, x + wide, BANK), "#fff1dc", clip=outline, opacity=0.2)


def _shapes(wide: float, high: float) -> tuple[list[Point], ...]:
    """Plain, slanted, stepped, rounded: (share of the width, units from the top)."""
    stairs: list[Point] = [(0, 16), (0.2, 16), (0.2, 0), (0.8, 0), (0.8, 16), (1, 16), (1, high), (0, high)]
    return (
        box(0, 0, 1, high),
        [(0, wide * 0.35), (1, 0), (1, high), (0, high)],
        stairs,
        smooth([(0, high), (0, 18), (0.5, 0), (1, 18), (1, high)], (0, 4)),
    )


def _windows(
    canvas: Canvas, x: float, wide: float, high: float, share: float, rng: np.random.Generator
) -> None:
    for y in np.arange(BANK - high + 22, BANK - 14, 9):
        for wx in np.arange(x + 6, x + wide - 7, 7):
            if rng.random() < share * 0.45:
                canvas.fill(box(wx, y, wx + 3.2, y + 4.2), "#ffe7b8", opacity=float(rng.uniform(0.35, 0.85)))


def _bank(canvas: Canvas) -> None:
    """Trees and a promenade, with a row of lamps."""
    rng = np.random.default_rng(5)
    for x in range(-150, 1440, 13):
        if not 380 < x < 860:
            canvas.fill(
                oval(x, BANK - 7, float(rng.uniform(9, 15)), float(rng.uniform(6, 12))),
                ("#5d8f86", "#4c7f7c", "#6d9a8a")[int(rng.integers(3))],
            )
    canvas.fill(
        box(-200, BANK - 3, 1500, BANK + 6), Gradient(("#efdccb", "#7f88a6"), (0, BANK - 3), (0, BANK + 6))
    )
    for x in range(-140, 1440, 38):
        canvas.fill(oval(x, BANK - 1, 1.7, 1.7), "#fff2c9")


def water(scenery: Image.Image, view: View) -> Image.Image:
    """RGB: the river from the bank to the picture's lower edge, with what stands on the bank mirrored softly."""
    line = round((BANK + 5) * view.scale + view.dy)
    deep = scenery.height - line
    ys = np.clip(np.arange(deep)[:, None] / (250 * view.scale), 0, 1) + np.zeros((1, scenery.width))
    mirror = scenery.crop((0, line - deep, scenery.width, line)).transpose(Image.Transpose.FLIP_TOP_BOTTOM)
    mirror = mirror.filter(ImageFilter.BoxBlur((7 * view.scale, 2 * view.scale)))
    share = Image.fromarray((125 * (1 - ys) ** 2).round().astype(np.uint8))
    return Image.composite(mirror, Image.fromarray(blend(WATER, ys)), share)


def glints(width: int, height: int, view: View, seed: int) -> Image.Image:
    """L: one set of light flecks on the water, longer and sparser towards us."""
    rng = np.random.default_rng(seed)
    canvas = Canvas(width, height, view)
    for _ in range(260):
        depth = rng.random() ** 2
        y, long = BANK + 8 + depth * 240, (7 + 60 * depth) * rng.uniform(0.5, 1.3)
        x = rng.normal(1000, 260) if rng.random() < 0.6 else rng.uniform(-100, 1400)
        canvas.fill(
            oval(float(x), float(y), float(long), float(0.8 + 2.0 * depth)),
            "#ffffff",
            opacity=float(rng.uniform(0.3, 0.9)),
        )
    return canvas.delivered().getchannel("A").filter(ImageFilter.GaussianBlur(0.8 * view.scale))


def boat(width: int, height: int, view: View) -> Image.Image:
    """RGBA: a river cruiser with lit windows, its bow to the left, its middle at the origin."""
    canvas = Canvas(width, height, view)
    canvas.fill(oval(4, 12, 52, 3.4), "#2f5f92", soft=1.6, opacity=0.45)
    canvas.fill(
        smooth([(-46, 0), (48, -1), (44, 10), (-36, 10)], (0, 1, 2, 3)),
        Gradient(("#ffffff", "#c9d2e4"), (0, 0), (0, 10)),
    )
    canvas.fill(box(-46 + 4, 2, 46, 3.6), "#d8574f")
    canvas.fill(box(-30, -9, 38, 0), "#f6f0ec")
    canvas.fill(box(-18, -16, 30, -9), "#fbf7f3")
    canvas.fill(box(-22, -17.5, 34, -16), "#d8574f")
    for x in range(-26, 36, 6):
        canvas.fill(box(x, -6.5, x + 4, -2.5), "#ffd98f")
    for x in range(-14, 28, 6):
        canvas.fill(box(x, -14, x + 4, -10.5), "#ffd98f")
    return canvas.delivered()


def ripple(t: float, sets: int) -> list[float]:
    """How bright each set of flecks is at `t` seconds: they take turns, their sum hardly changes."""
    return [0.5 + 0.5 * sin(tau * (t / 5.2 + k / sets)) for k in range(sets)]


def drift(t: float) -> float:
    """How far the clouds have come at `t` seconds, in world units."""
    return 3.2 * t + 1.5 * sin(pi * t / 20)
