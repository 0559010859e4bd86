"""What makes it Guangzhou: Canton Tower, the two towers of Zhujiang New Town, Liede Bridge.

World units, as in skyline.py; the far bank's water line lies at `BANK`.
"""

from math import cos, sin, sqrt, tau

from drawing.canvas import Canvas, Gradient, Point, box, oval, smooth

BANK = 430.0


def draw_town_towers(canvas: Canvas) -> None:
    """The two tallest of Zhujiang New Town: one slender and rounded, one stepped."""
    west = smooth(
        [(868, BANK), (862, 300), (870, 205), (884, 176), (908, 176), (922, 205), (930, 300), (924, BANK)],
        (0, 7),
    )
    canvas.fill(west, Gradient(("#6f8fc4", "#8fabd6", "#efcfb2"), (866, 0), (934, 0)))
    for k in range(9):
        y = 190 + k * 24
        for a, b in ((0, 24), (24, 0)):
            zigzag = [(863, y + a), (896, y + b), (929, y + a)]
            net = zigzag + [(x, low + 1) for x, low in reversed(zigzag)]
            canvas.fill(net, "#ffffff", clip=west, opacity=0.4)
    for inset, top in ((0, 262), (6, 214), (13, 178), (20, 150)):
        step = box(968 + inset, top, 1030 - inset, BANK)
        canvas.fill(step, Gradient(("#7a93c2", "#a9b6d4", "#f0d2b4"), (968, 0), (1030, 0)))
    for x in range(974, 1028, 6):
        canvas.stroke([(x, 268), (x, BANK)], 0.8, "#ffffff", opacity=0.28)


def draw_canton_tower(canvas: Canvas, high: float) -> None:
    """Its foot at the origin. Straight columns between two rings, the upper one turned: that makes the waist."""
    body = high * 0.78
    parts = [part / 40 for part in range(41)]
    edge = [(_waist(part), -part * body) for part in parts]
    hull = edge + [(-x, y) for x, y in reversed(edge)]
    tint = Gradient(("#ffb27a", "#f58f8f", "#b58ad6", "#6f8fe0"), (0, -body), (0, 0))
    canvas.fill(hull, tint, opacity=0.42)
    canvas.fill(box(-6, -body, 6, 0), "#5d6aa8", clip=hull, opacity=0.55)
    for x, y in edge[1:-1]:
        canvas.stroke([(-x, y), (x, y + 1.5)], 0.6, "#fff6ee", opacity=0.35)
    for k in range(_COLUMNS):
        front = sin(tau * k / _COLUMNS + _TURN / 2) > 0
        thick, paint, opacity = (1.25, "#fffaf4", 0.95) if front else (0.8, tint, 0.6)
        canvas.stroke([_on_column(k, 0, body), _on_column(k, 1, body)], thick, paint, opacity=opacity)
    canvas.fill(oval(0, -body, _TOP, 3.4), "#fff3e6")
    canvas.fill([(-3.2, -body), (-0.7, -high), (0.7, -high), (3.2, -body)], "#fbe9e4")
    canvas.stroke([(0, -body - (high - body) * 0.45), (0, -body)], 4.4, "#f2b9ad")


_BOTTOM, _TOP, _TURN, _COLUMNS = 33.0, 21.0, 2.2, 26
"""Canton Tower: radius of both rings, how far the upper one is turned (radians), number of columns."""


def _on_column(k: int, part: float, body: float) -> Point:
    """A point of column `k` at `part` of the body's height."""
    foot, head = tau * k / _COLUMNS, tau * k / _COLUMNS + _TURN
    across = (1 - part) * _BOTTOM * cos(foot) + part * _TOP * cos(head)
    deep = (1 - part) * _BOTTOM * sin(foot) + part * _TOP * sin(head)
    return across, deep * 0.12 - part * body


def _waist(part: float) -> float:
    """Half the tower's width at `part` of its height: how far a leaning column is from the axis there."""
    low, up = (1 - part) * _BOTTOM, part * _TOP
    return sqrt(low**2 + up**2 + 2 * low * up * cos(_TURN))


def draw_bridge(canvas: Canvas) -> None:
    """Liede Bridge: a shell-shaped pylon, fanned cables, a long flat deck."""
    deck, pylon = BANK - 12, 610
    for side in (-1, 1):
        for k in range(1, 10):
            canvas.stroke(
                [(pylon, deck - 86 + k * 3), (pylon + side * k * 21, deck)], 0.7, "#f8f3f5", opacity=0.75
            )
    outside = [(596, BANK), (600, deck - 50), (610, deck - 96), (620, deck - 50), (624, BANK)]
    inside = [(616, BANK), (613, deck - 44), (610, deck - 60), (607, deck - 44), (604, BANK)]
    arch = smooth([*outside, *inside], (0, 4, 5, 9))
    canvas.fill(arch, Gradient(("#ffffff", "#d9c6cf"), (0, deck - 96), (0, BANK)))
    canvas.fill(box(350, deck, 900, deck + 4.5), "#efe6ea")
    for x in range(380, 900, 46):
        canvas.fill(box(x, deck + 4, x + 5, BANK + 2), "#c5bccd")
