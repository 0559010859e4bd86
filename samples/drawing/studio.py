"""What stands between the people and the camera, and just behind them: desk, microphones, papers, cup, flowers.

The desk is drawn in figure units of the person who sits there: its far edge at y = 126.
"""

from math import cos, sin, tau

import numpy as np

from drawing.canvas import Canvas, Gradient, box, oval, smooth
from drawing.people import DESK

NEAR = DESK + 29
"""Figure y of the desk's near edge."""


def draw_terrace(canvas: Canvas, floor: float) -> None:
    """A glass rail and low planting behind the desk; `floor` is the y (pixels of the shot) they end at."""
    rng = np.random.default_rng(21)
    canvas.fill(box(-40, floor - 74, 1320, floor), Gradient(("#d9ecf8", "#9fc3dd"), (0, floor - 74), (0, floor)), opacity=0.22)
    for x in range(-60, 1400, 236):
        canvas.fill(box(x, floor - 78, x + 5, floor), "#e7edf4", opacity=0.9)
        canvas.fill([(x + 40, floor - 74), (x + 72, floor - 74), (x + 20, floor), (x + 5, floor), (x + 5, floor - 20)], "#ffffff", opacity=0.13)
    canvas.fill(box(-40, floor - 80, 1320, floor - 73), Gradient(("#ffffff", "#b9c6d8"), (0, floor - 80), (0, floor - 73)))
    for colour, lift in (("#2f6a62", 26), ("#3d7f6f", 17), ("#2a5c5c", 8)):
        for x in np.arange(-40, 1330, 17):
            leaf = _leaf(float(x + rng.normal(0, 6)), floor - lift + float(rng.normal(0, 6)), float(rng.uniform(16, 26)), float(rng.uniform(-2.6, -0.5)))
            canvas.fill(leaf, colour, soft=0.8)
        canvas.fill(box(-40, floor - lift + 6, 1320, floor + 10), colour, soft=3)


def _leaf(x: float, y: float, long: float, angle: float) -> list[tuple[float, float]]:
    tip = (x + long * cos(angle), y + long * sin(angle))
    side = (0.2 * long * sin(angle), -0.2 * long * cos(angle))
    middle = ((x + tip[0]) / 2, (y + tip[1]) / 2)
    return smooth([(x, y), (middle[0] + side[0], middle[1] + side[1]), tip, (middle[0] - side[0], middle[1] - side[1])], (0, 2), steps=6)


def draw_desk(canvas: Canvas, left: float, right: float, foot: float) -> None:
    """Warm wood above, navy below with one gold line: calm, since subtitles stand here."""
    canvas.fill(box(left, DESK, right, NEAR), Gradient(("#b5794a", "#d39a64"), (0, DESK), (0, NEAR)))
    canvas.fill(box(left, DESK, right, DESK + 1.2), "#8f5c37")
    canvas.fill(box(left, NEAR, right, NEAR + 4.5), Gradient(("#e9bd8a", "#9b6238"), (0, NEAR), (0, NEAR + 4.5)))
    canvas.fill(box(left, NEAR + 4.5, right, foot), Gradient(("#102a55", "#1b3d74", "#132f5e"), (0, NEAR + 4.5), (0, foot)))
    canvas.fill(box(left, NEAR + 4.5, right, NEAR + 9), "#081a38", soft=1.5, opacity=0.6)
    canvas.fill(box(left, NEAR + 13, right, NEAR + 14), "#ffc74a", opacity=0.75)


def draw_microphone(canvas: Canvas, side: int) -> None:
    """A gooseneck from the desk towards the speaker's mouth, on one side."""
    canvas.fill(oval(side * 66, 148, 15, 3.4), "#2b1d14", soft=1.5, opacity=0.45)
    canvas.fill(smooth([(side * 66 - 12, 146), (side * 66 - 8, 142), (side * 66 + 8, 142), (side * 66 + 12, 146), (side * 66, 148.5)]), Gradient(("#50586a", "#1e222b"), (0, 141), (0, 148)))
    neck = smooth([(side * 66, 143), (side * 67, 118), (side * 60, 98), (side * 49, 84)], closed=False)
    canvas.stroke(neck, 2.0, "#22262f")
    canvas.stroke([(x - 0.5, y) for x, y in neck], 0.6, "#8891a3", opacity=0.8)
    head = [(side * 50, 85), (side * 42, 73)]
    canvas.stroke(head, 8.2, "#16181e")
    canvas.stroke([(x - side * 1.4, y - 0.6) for x, y in head], 3.0, "#434956", soft=1.0, opacity=0.8)
    canvas.stroke([(side * 51.5, 87), (side * 50.3, 85.3)], 5.4, "#c8342f")


def draw_cup(canvas: Canvas, x: float) -> None:
    """A lidded porcelain cup with a blue band."""
    canvas.fill(oval(x + 3, 149, 15, 3), "#2b1d14", soft=1.5, opacity=0.4)
    canvas.stroke(smooth([(x + 9, 131), (x + 16, 132), (x + 15, 141), (x + 9, 143)], closed=False), 2.0, "#e9eef6")
    body = smooth([(x - 10.5, 127), (x + 10.5, 127), (x + 10, 145), (x + 6.5, 149), (x - 6.5, 149), (x - 10, 145)], (0, 1))
    canvas.fill(body, Gradient(("#cfd9e8", "#ffffff", "#f3f6fb"), (x - 11, 0), (x + 11, 0)))
    canvas.fill(box(x - 12, 134, x + 12, 140), "#2c66b4", clip=body, opacity=0.85)
    for k in range(6):
        canvas.fill(oval(x - 9 + k * 3.6, 137, 1.1, 1.9), "#f5f8fd", clip=body, opacity=0.9)
    canvas.fill(smooth([(x - 11.5, 127.5), (x - 8, 123.5), (x, 122), (x + 8, 123.5), (x + 11.5, 127.5)], (0, 4)), Gradient(("#d6dfec", "#ffffff"), (x - 11, 0), (x + 8, 0)))
    canvas.fill(oval(x, 121.2, 2.4, 1.7), "#2c66b4")


def draw_papers(canvas: Canvas, x: float) -> None:
    """Notes lying on the desk."""
    for shift, tone in ((2.5, "#e3e1dc"), (0, "#fbfaf6")):
        sheet = [(x - 14 + shift, 134), (x + 24 + shift, 134), (x + 32 + shift, 152), (x - 16 + shift, 152)]
        canvas.fill([(px + 1.5, py + 1.5) for px, py in sheet], "#3c2818", soft=1.4, opacity=0.3)
        canvas.fill(sheet, tone)
    for k in range(5):
        y = 137 + k * 2.9
        canvas.fill(box(x - 11 - k * 0.4, y, x + 20 + k * 1.2 - (9 if k == 4 else 0), y + 0.9), "#9aa6b8", opacity=0.8)


def draw_flowers(canvas: Canvas, x: float) -> None:
    """Red kapok, the flower of Guangzhou, in a low white bowl."""
    canvas.fill(oval(x + 3, 151, 30, 4), "#2b1d14", soft=2, opacity=0.4)
    rng = np.random.default_rng(8)
    for k in range(16):
        leaf = _leaf(x + float(rng.normal(0, 12)), 134, float(rng.uniform(20, 32)), -tau / 4 + (k - 7.5) * 0.19)
        canvas.fill(leaf, ("#3f7d5f", "#2f6a55", "#5a9670")[k % 3])
    for dx, y, size in ((-22, 118, 9), (20, 119, 9), (-8, 108, 10.5), (10, 111, 9.5), (1, 122, 11)):
        _kapok(canvas, x + dx, y, size)
    bowl = smooth([(x - 24, 132), (x + 24, 132), (x + 19, 147), (x + 9, 151.5), (x - 9, 151.5), (x - 19, 147)], (0, 1))
    canvas.fill(bowl, Gradient(("#c9d5e6", "#ffffff", "#eef2f9"), (x - 24, 0), (x + 24, 0)))
    canvas.fill(box(x - 26, 135, x + 26, 137), "#2c66b4", clip=bowl, opacity=0.8)


def _kapok(canvas: Canvas, x: float, y: float, size: float) -> None:
    for k in range(5):
        angle = -tau / 4 + tau * k / 5
        petal = oval(x + size * 0.52 * cos(angle), y + size * 0.45 * sin(angle), size * 0.52, size * 0.48)
        canvas.fill(petal, Gradient(("#f4694a", "#cf2f2b"), (x, y - size), (x, y + size)))
    canvas.fill(oval(x, y, size * 0.34, size * 0.3), "#a51f24", opacity=0.7)
    for k in range(6):
        canvas.fill(oval(x + size * 0.2 * cos(k), y + size * 0.17 * sin(k * 1.7), 0.9, 0.9), "#ffd66e")
