"""Dressed bodies, and hands on the desk, in figure units (see people.py)."""

from dataclasses import dataclass

from drawing.canvas import Canvas, Gradient, Outline, Point, oval, smooth
from drawing.people import GUEST, HOST, Person

SIDES = (-1, 1)


@dataclass(frozen=True)
class Cloth:
    """A jacket's colours: plain, in the folds, in the sun, on the lapels, at their edges."""

    plain: Gradient
    dark: str
    light: str
    lapel: Gradient
    edge: str


_NAVY = Cloth(
    Gradient(("#33466f", "#22304f"), (-60, 40), (60, 170)),
    "#141d35",
    "#6f86b8",
    Gradient(("#3d527f", "#293a61"), (0, 20), (0, 130)),
    "#17213c",
)
_CORAL = Cloth(
    Gradient(("#ea6a5c", "#cf4748"), (-60, 40), (60, 170)),
    "#a32f38",
    "#ffab93",
    Gradient(("#f58271", "#d9514f"), (0, 26), (0, 140)),
    "#a8343b",
)


def draw_guest_body(canvas: Canvas) -> None:
    """Navy suit, white shirt, blue tie."""
    _draw_neck(canvas, GUEST, 19)
    half = [(15, 19), (32, 30), (60, 40), (82, 50), (93, 70), (98, 108), (103, 150), (100, 180)]
    _draw_jacket(canvas, half, _NAVY)
    shirt = [(-17, 18), (17, 18), (27, 36), (4, 132), (-4, 132), (-27, 36)]
    canvas.fill(shirt, Gradient(("#dfe6f2", "#ffffff"), (-24, 0), (20, 0)))
    canvas.fill([(-16, 15), (16, 15), (0, 35)], GUEST.shade)
    _draw_tie(canvas)
    inner, outer = [(2, 134), (5, 110), (22, 62), (20, 22)], [(33, 31), (45, 66), (36, 70), (38, 79)]
    for side in SIDES:
        half_canvas = canvas.at(0, 0, side=side)
        half_canvas.fill(
            [(15.5, 13), (21.5, 21), (13.5, 45), (0, 33.5)], "#ffffff" if side > 0 else "#eef2f9"
        )
        half_canvas.stroke([(0, 34), (13.5, 45), (21, 22)], 0.7, "#b9c4d8")
        _draw_lapel(half_canvas, inner, outer, _NAVY)
    canvas.fill([(50, 84), (72, 81), (72, 84.5), (50, 87.5)], "#1c2745")
    canvas.fill([(54, 84), (58, 77), (61, 82), (65, 75.5), (68.5, 81.8)], "#f7f9fd")
    canvas.fill(oval(-29, 60, 2.2, 2.8), "#14161c")


def draw_host_body(canvas: Canvas) -> None:
    """Coral blazer over a white blouse, a small pearl necklace."""
    _draw_neck(canvas, HOST, 14.5)
    half = [(12.5, 21), (25, 31), (48, 40), (66, 50), (76, 69), (81, 108), (87, 150), (85, 180)]
    body = _draw_jacket(canvas, half, _CORAL)
    throat = [(-15, 18), (-25, 31), (0, 122), (25, 31), (15, 18)]
    canvas.fill(throat, Gradient((HOST.shade, HOST.skin), (0, 4), (0, 48)))
    blouse = [(-25, 30), (-10, 58), (0, 62), (10, 58), (25, 30), (34, 60), (6, 150), (-6, 150), (-34, 60)]
    white = Gradient(("#e3e8f0", "#ffffff"), (-24, 0), (16, 0))
    canvas.fill(smooth(blouse, (0, 4, 6, 7)), white, clip=body)
    canvas.stroke(smooth([(-19, 36), (-8, 50), (0, 52.5), (8, 50), (19, 36)], closed=False), 1.0, "#f7e8cf")
    canvas.fill(oval(0, 54.6, 2.1, 2.1), "#fffaf0")
    inner, outer = [(1, 142), (3, 126), (24, 70), (19, 25)], [(28, 31), (42, 58), (34, 64), (37, 72)]
    for side in SIDES:
        _draw_lapel(canvas.at(0, 0, side=side), inner, outer, _CORAL)
    canvas.fill(oval(30, 52, 2.0, 2.6), "#191a20")


def draw_guest_hands(canvas: Canvas) -> None:
    """Sleeves and folded hands on the desk."""
    _draw_forearms(canvas, _NAVY, 100, 27)
    back = Gradient((GUEST.skin, GUEST.shade), (0, 126), (0, 156))
    canvas.fill(
        smooth([(-27, 134), (-16, 128), (2, 127), (10, 134), (8, 147), (-8, 151), (-25, 147.5)]), back
    )
    canvas.fill(smooth([(27, 134), (18, 127.5), (6, 127), (2, 136), (8, 149), (25, 147.5)]), back)
    for k in range(4):
        y = 129.5 + k * 5
        _draw_finger(canvas, GUEST, [(13 - k * 0.5, y), (-7 + abs(k - 1) * 1.6, y + 1.6)], 6.0)
    for x, y in ((-2, 126.5), (7, 124.5)):
        _draw_finger(canvas, GUEST, [(x + 4, y + 3), (x - 4, y + 1.5)], 5.6)


def draw_host_hands(canvas: Canvas) -> None:
    """Sleeves, and a cue card held with both hands."""
    _draw_forearms(canvas, _CORAL, 84, 31)
    palm = smooth([(34, 133.5), (27, 127), (18, 128), (17, 143), (24, 149), (33, 147.5)])
    for side in SIDES:
        canvas.at(0, 0, side=side).fill(palm, Gradient((HOST.skin, HOST.shade), (0, 126), (0, 156)))
    _draw_card(canvas)
    for side in SIDES:
        for k in range(4):
            y = 123.5 + k * 5
            finger = [(28.0, y + 2.5), (17.5 + abs(k - 1) * 1.1, y)]
            _draw_finger(canvas.at(0, 0, side=side), HOST, finger, 5.3)


def _draw_neck(canvas: Canvas, person: Person, half: float) -> None:
    side = [(half + 1, 23), (half, 10), (half, -14)]
    neck = smooth([*[(-x, y) for x, y in reversed(side)], (0, 44), *side], (0, 6))
    canvas.fill(neck, person.skin)
    canvas.fill(oval(-2, 4, half * 1.3, 16), person.shade, clip=neck, soft=3)
    canvas.fill(oval(-half, 20, 6, 24), person.shade, clip=neck, soft=3, opacity=0.7)


def _draw_jacket(canvas: Canvas, half: Outline, cloth: Cloth) -> list[Point]:
    """Both halves of a jacket with the fold between arm and breast; its outline comes back."""
    other = [(-x, y) for x, y in reversed(half)]
    body = smooth([*half, *other], (0, len(half) - 1, len(half), 2 * len(half) - 1))
    wide = max(x for x, _ in half)
    canvas.fill(body, cloth.plain)
    _draw_light(canvas, body, cloth, wide)
    crease = [(wide * 0.66, 84), (wide * 0.73, 108), (wide * 0.7, 150)]
    hollow = [(wide * 0.66, 84), (wide * 0.76, 110), (wide * 0.72, 150), (wide * 0.62, 150)]
    for side in SIDES:
        arm = canvas.at(0, 0, side=side)
        arm.stroke(smooth(crease, closed=False), 1.4, cloth.dark, opacity=0.8)
        arm.fill(smooth(hollow), cloth.dark, soft=3, opacity=0.35)
    return body


def _draw_light(canvas: Canvas, clip: Outline, cloth: Cloth, wide: float) -> None:
    """Sun on the right arm, shade on the left; the same on body and sleeves, so that they melt into each other."""
    canvas.fill(oval(wide * 0.98, 90, 12, 60), cloth.light, clip=clip, soft=6, opacity=0.35)
    canvas.fill(oval(-wide, 110, 22, 70), cloth.dark, clip=clip, soft=8, opacity=0.55)


def _draw_lapel(canvas: Canvas, inner: Outline, outer: Outline, cloth: Cloth) -> None:
    """The right one; `inner` runs up from the button, `outer` down from the collar to below the notch."""
    canvas.fill([*inner, *outer], cloth.lapel)
    canvas.stroke(inner[1:], 0.9, cloth.edge, opacity=0.85)
    canvas.stroke([*outer[1:], (inner[0][0] + 1, inner[0][1] - 2)], 0.8, cloth.edge, opacity=0.65)


def _draw_tie(canvas: Canvas) -> None:
    blade = [(-4.6, 44), (4.6, 44), (8.2, 128), (0, 136), (-8.2, 128)]
    canvas.fill(blade, Gradient(("#2f74bd", "#1d4f92"), (6, 40), (-6, 130)))
    for y in range(50, 136, 13):
        stripe = [(-12, y + 7), (12, y - 4), (12, y - 1.2), (-12, y + 9.8)]
        canvas.fill(stripe, "#9cc4ee", clip=blade, opacity=0.75)
    knot = [(-7, 33.5), (7, 33.5), (4.8, 45.5), (-4.8, 45.5)]
    canvas.fill(knot, Gradient(("#3f86cf", "#235a9f"), (4, 33), (-4, 46)))


def _draw_forearms(canvas: Canvas, cloth: Cloth, wide: float, reach: float) -> None:
    """Two sleeves lying on the desk, white cuffs towards the middle at ±`reach`."""
    canvas.fill(oval(0, 149, wide * 1.05, 7), "#1a1512", soft=4, opacity=0.35)
    elbow = [(wide - 9, 104), (wide - 1.5, 116), (wide + 1, 138), (wide - 11, 150)]
    wrist = [(reach + 22, 151), (reach + 2, 149), (reach + 2, 132), (reach + 20, 128), (wide - 26, 122)]
    sleeve = smooth([*elbow, *wrist], (5, 6))
    cast = [(reach, 126), (reach + 20, 122), (wide - 27, 116), (wide - 24, 132), (reach, 136)]
    cuff = [(reach - 5, 134), (reach + 5, 131), (reach + 5, 150), (reach - 5, 147.5)]
    for side in SIDES:
        arm = canvas.at(0, 0, side=side)
        arm.fill(smooth(cast), cloth.dark, soft=2.5, opacity=0.4)
        arm.fill(cuff, "#f4f6fa")
        both_ways = [(side * x, y) for x, y in sleeve]
        canvas.fill(both_ways, cloth.plain)
        _draw_light(canvas, both_ways, cloth, wide)
        arm.fill(oval(wide * 0.7, 153, wide * 0.6, 8), cloth.dark, clip=sleeve, soft=3, opacity=0.55)
        for k in range(2):
            fold = [
                (wide - 21 - k * 10, 124 + k),
                (wide - 13 - k * 9, 129 + k * 2),
                (wide - 12 - k * 10, 136 + k),
            ]
            arm.stroke(smooth(fold, closed=False), 0.9, cloth.dark, opacity=0.5)


def _draw_finger(canvas: Canvas, person: Person, bone: Outline, thick: float) -> None:
    canvas.stroke(bone, thick, person.shade)
    canvas.stroke([(x, y - 0.45) for x, y in bone], thick - 0.95, person.skin)


def _draw_card(canvas: Canvas) -> None:
    """The back of a cue card: two gold lines, a small tower in a ring."""
    card, gold = [(-25, 104), (25, 104), (27, 143), (-27, 143)], "#ffd37a"
    canvas.at(0, 2).fill(card, "#5a1d22", soft=2, opacity=0.4)
    canvas.fill(card, Gradient(("#2a5fae", "#173f80"), (0, 104), (0, 143)))
    canvas.stroke([(-21, 109), (21, 109)], 0.9, gold)
    canvas.stroke([(-22.4, 138), (22.4, 138)], 0.9, gold)
    canvas.fill(oval(0, 123.5, 6.4, 6.4), gold)
    canvas.fill(oval(0, 123.5, 5.2, 5.2), "#1f4f97")
    canvas.fill([(-0.9, 119.5), (0.9, 119.5), (2.4, 127.3), (-2.4, 127.3)], gold)
