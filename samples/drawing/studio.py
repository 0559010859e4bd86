"""What stands between the people and the camera, and just behind them: desk, microphones, papers, cup, flowers.

The desk is drawn in figure units of the person who sits there: its far edge at y = 126.
"""

from math import cos, sin, tau

import numpy as np

from drawing.canvas import Canvas, Gradient, Point, box, oval, smooth
from drawing.people import DESK

NEAR = DESK + 29
"""Figure y of the desk's near edge."""


def draw_terrace(canvas: Canvas, floor: float) -> None:
    """A glass rail and low planting behind the desk, from edge to edge of a shot; `floor` is the y they end at."""
    _draw_rail(canvas.at(0, floor))
    rng = np.random.default_rng(21)
    for colour, lift in (("#2f6a62", 26), ("#3d7f6f", 17), ("#2a5c5c", 8)):
        for x in range(-40, 1330, 17):
            dx, dy, long, angle = (
                float(v) for v in (*rng.normal(0, 6, 2), *rng.uniform((16, -2.6), (26, -0.5)))
            )
            canvas.fill(_leaf(x + dx, floor - lift + dy, long, angle), colour, soft=0.8)
        canvas.fill(box(-40, floor - lift + 6, 1320, floor + 10), colour, soft=3)


def _draw_rail(canvas: Canvas) -> None:
    canvas.fill(box(-40, -74, 1320, 0), Gradient(("#d9ecf8", "#9fc3dd"), (0, -74), (0, 0)), opacity=0.22)
    for x in range(-60, 1400, 236):
        pane = canvas.at(x, 0)
        pane.fill(box(0, -78, 5, 0), "#e7edf4", opacity=0.9)
        pane.fill([(40, -74), (72, -74), (20, 0), (5, 0), (5, -20)], "#ffffff", opacity=0.13)
    canvas.fill(box(-40, -80, 1320, -73), Gradient(("#ffffff", "#b9c6d8"), (0, -80), (0, -73)))


def _leaf(x: float, y: float, long: float, angle: float) -> list[Point]:
    """From its stem at (x, y)."""
    dx, dy = long * cos(angle), long * sin(angle)
    left, right = (
        (x + dx / 2 + 0.2 * dy, y + dy / 2 - 0.2 * dx),
        (x + dx / 2 - 0.2 * dy, y + dy / 2 + 0.2 * dx),
    )
    return smooth([(x, y), left, (x + dx, y + dy), right], (0, 2), steps=6)


def draw_desk(canvas: Canvas, left: float, right: float, foot: float) -> None:
    """Warm wood above, navy below with one gold line: calm, since subtitles stand here."""
    lip = NEAR + 4.5
    navy = ("#102a55", "#1b3d74", "#132f5e")
    canvas.fill(box(left, DESK, right, NEAR), Gradient(("#b5794a", "#d39a64"), (0, DESK), (0, NEAR)))
    canvas.fill(box(left, DESK, right, DESK + 1.2), "#8f5c37")
    canvas.fill(box(left, NEAR, right, lip), Gradient(("#e9bd8a", "#9b6238"), (0, NEAR), (0, lip)))
    canvas.fill(box(left, lip, right, foot), Gradient(navy, (0, lip), (0, foot)))
    canvas.fill(box(left, lip, right, lip + 4.5), "#081a38", soft=1.5, opacity=0.6)
    canvas.fill(box(left, lip + 8.5, right, lip + 9.5), "#ffc74a", opacity=0.75)


def draw_microphone(canvas: Canvas) -> None:
    """A gooseneck that stands right of the speaker and leans towards the mouth."""
    canvas.fill(oval(66, 148, 15, 3.4), "#2b1d14", soft=1.5, opacity=0.45)
    foot = smooth([(54, 146), (58, 142), (74, 142), (78, 146), (66, 148.5)])
    canvas.fill(foot, Gradient(("#50586a", "#1e222b"), (0, 141), (0, 148)))
    neck = smooth([(66, 143), (67, 118), (60, 98), (49, 84)], closed=False)
    canvas.stroke(neck, 2.0, "#22262f")
    canvas.at(-0.5, 0).stroke(neck, 0.6, "#8891a3", opacity=0.8)
    canvas.stroke([(50, 85), (42, 73)], 8.2, "#16181e")
    canvas.stroke([(48.6, 84.4), (40.6, 72.4)], 3.0, "#434956", soft=1.0, opacity=0.8)
    canvas.stroke([(51.5, 87), (50.3, 85.3)], 5.4, "#c8342f")


def draw_cup(canvas: Canvas) -> None:
    """A lidded porcelain cup with a blue band, its middle at x = 0."""
    blue, glaze = "#2c66b4", Gradient(("#cfd9e8", "#ffffff", "#f3f6fb"), (-11, 0), (11, 0))
    canvas.fill(oval(3, 149, 15, 3), "#2b1d14", soft=1.5, opacity=0.4)
    canvas.stroke(smooth([(9, 131), (16, 132), (15, 141), (9, 143)], closed=False), 2.0, "#e9eef6")
    body = smooth([(-10.5, 127), (10.5, 127), (10, 145), (6.5, 149), (-6.5, 149), (-10, 145)], (0, 1))
    canvas.fill(body, glaze)
    canvas.fill(box(-12, 134, 12, 140), blue, clip=body, opacity=0.85)
    for k in range(6):
        canvas.fill(oval(-9 + k * 3.6, 137, 1.1, 1.9), "#f5f8fd", clip=body, opacity=0.9)
    lid = smooth([(-11.5, 127.5), (-8, 123.5), (0, 122), (8, 123.5), (11.5, 127.5)], (0, 4))
    canvas.fill(lid, Gradient(("#d6dfec", "#ffffff"), (-11, 0), (8, 0)))
    canvas.fill(oval(0, 121.2, 2.4, 1.7), blue)


def draw_papers(canvas: Canvas) -> None:
    """Notes lying on the desk around x = 0."""
    for shift, tone in ((2.5, "#e3e1dc"), (0.0, "#fbfaf6")):
        sheet = [(shift - 14, 134), (shift + 24, 134), (shift + 32, 152), (shift - 16, 152)]
        canvas.at(1.5, 1.5).fill(sheet, "#3c2818", soft=1.4, opacity=0.3)
        canvas.fill(sheet, tone)
    for k, end in enumerate((20, 21.2, 22.4, 23.6, 15.8)):
        y = 137 + k * 2.9
        canvas.fill(box(-11 - k * 0.4, y, end, y + 0.9), "#9aa6b8", opacity=0.8)


def draw_flowers(canvas: Canvas) -> None:
    """Red kapok, the flower of Guangzhou, in a low white bowl, its middle at x = 0."""
    canvas.fill(oval(3, 151, 30, 4), "#2b1d14", soft=2, opacity=0.4)
    rng = np.random.default_rng(8)
    for k in range(16):
        leaf = _leaf(float(rng.normal(0, 12)), 134, float(rng.uniform(20, 32)), (k - 7.5) * 0.19 - tau / 4)
        canvas.fill(leaf, ("#3f7d5f", "#2f6a55", "#5a9670")[k % 3])
    for x, y, size in ((-22, 118, 0.9), (20, 119, 0.9), (-8, 108, 1.05), (10, 111, 0.95), (1, 122, 1.1)):
        _draw_kapok(canvas.at(x, y, size))
    bowl = smooth([(-24, 132), (24, 132), (19, 147), (9, 151.5), (-9, 151.5), (-19, 147)], (0, 1))
    canvas.fill(bowl, Gradient(("#c9d5e6", "#ffffff", "#eef2f9"), (-24, 0), (24, 0)))
    canvas.fill(box(-26, 135, 26, 137), "#2c66b4", clip=bowl, opacity=0.8)


def _draw_kapok(canvas: Canvas) -> None:
    """Five petals of 10 units around the origin."""
    for k in range(5):
        angle = tau * k / 5 - tau / 4
        petal = oval(5.2 * cos(angle), 4.5 * sin(angle), 5.2, 4.8)
        canvas.fill(petal, Gradient(("#f4694a", "#cf2f2b"), (0, -10), (0, 10)))
    canvas.fill(oval(0, 0, 3.4, 3), "#a51f24", opacity=0.7)
    for k in range(6):
        canvas.fill(oval(2 * cos(k), 1.7 * sin(k * 1.7), 0.9, 0.9), "#ffd66e")
