"""The host and the guest: nobody in particular. Heads speak, blink and look down; bodies sit at the desk.

Figure units: the chin at the origin, the head 100 high, y down; the desk's far edge lies at `DESK`.
"""

from collections.abc import Callable
from dataclasses import dataclass

from drawing.canvas import Canvas, Gradient, Outline, Point, box, mirrored, oval, smooth

DESK = 126.0


@dataclass(frozen=True)
class Face:
    """What a head does in one frame; every number is a small step, so that drawn heads can be kept."""

    mouth: int = 0
    """How far open, 0…5."""
    rounded: bool = False
    """Lips drawn together."""
    lid: int = 0
    """0 open … 3 closed."""
    bow: float = 0
    """How far the head is bent over the notes, 0…4 in halves."""
    gaze: int = 0
    """Where the eyes go, −2…2 along the line they read or look."""


@dataclass(frozen=True)
class Person:
    """How one of the two looks; `turn` says to which side they turn (−1 left, 1 right)."""

    turn: int
    skin: str
    shade: str
    blush: str
    lips: str
    hair: str
    hair_light: str
    brow: str
    outline: tuple[Point, ...]
    eye_high: float
    spectacles: bool
    draw_hair: Callable[[Canvas], None]


_JAW_M = ((-36.5, -40), (-34, -20), (-25, -6), (-11, 0.6), (0, 1.6), (11, 0.6), (25, -6), (34, -20), (36.5, -40))
_JAW_F = ((-34.5, -42), (-31, -22), (-20, -7.5), (-8, 0), (0, 1), (8, 0), (20, -7.5), (31, -22), (34.5, -42))
_SKULL = ((37, -58), (34, -80), (22, -96), (0, -101), (-22, -96), (-34, -80), (-37, -58))


def draw_head(canvas: Canvas, person: Person, face: Face) -> None:
    """Ears, face, features and hair; what hangs behind the neck is `draw_hair_behind`."""
    outline = smooth(person.outline, steps=8)
    if person.spectacles:
        _ears(canvas, person, face)
    warm = Gradient((person.shade, person.skin, person.skin, person.skin), (-44, -40), (44, -60))
    canvas.fill(outline, warm)
    canvas.fill(oval(30 + 2 * person.turn, -34, 16, 34), "#fff3e2", clip=outline, soft=7, opacity=0.5)
    canvas.fill(oval(0, 9, 40, 9), person.shade, clip=outline, soft=4, opacity=0.5)
    canvas.fill(oval(0, -92, 44, 15), person.shade, clip=outline, soft=4, opacity=0.5)
    middle, down = 3.6 * person.turn, 1.7 * face.bow
    for side in (-1, 1):
        cheek = oval(middle + side * 20, -27 + down, 9, 5.5)
        canvas.fill(cheek, person.blush, clip=outline, soft=3.5, opacity=0.22 if person.spectacles else 0.42)
        _eye(canvas, person, face, middle + side * (16.6 - 0.9 * side * person.turn), -46.5 + down, side)
    _nose(canvas, person, middle + 1.6 * person.turn, down)
    _mouth(canvas, person, face, middle, -14.5 + down * 0.8)
    person.draw_hair(canvas)
    if person.spectacles:
        _spectacles(canvas, middle, -45.5 + down)


def _ears(canvas: Canvas, person: Person, face: Face) -> None:
    for side in (-1, 1):
        x = side * 37.2 - 1.2 * person.turn
        ear = smooth([(x, -56), (x + side * 5.5, -55), (x + side * 6, -44), (x + side * 3, -32), (x, -31)])
        ear = [(ex, y - face.bow) for ex, y in ear]
        canvas.fill(ear, person.skin if side > 0 else person.shade)
        bowl = smooth([(x + side * 1.5, -52 - face.bow), (x + side * 4.2, -50 - face.bow), (x + side * 3.4, -43 - face.bow), (x + side * 1.8, -38 - face.bow)], closed=False)
        canvas.stroke(bowl, 0.9, "#a8694f", opacity=0.7)


def _eye(canvas: Canvas, person: Person, face: Face, x: float, y: float, side: int) -> None:
    """White, iris, light, lid and brow; the lid comes down in steps."""
    wide, high = 7.4, person.eye_high * (1 - 0.12 * face.bow)
    out = side * wide
    top = high * (1 - (0, 0.45, 0.8, 1)[face.lid])
    shape = smooth([(x - out, y + 0.9), (x - out * 0.3, y - top * 0.92), (x + out * 0.4, y - top * 0.9), (x + out, y - 0.4 * top / high),
                    (x + out * 0.45, y + high * 0.52), (x - out * 0.35, y + high * 0.56)], (0, 3), steps=8)
    if face.lid < 3:
        canvas.fill(shape, "#fdfbf8")
        iris = x + 0.9 * person.turn + 0.8 * face.gaze, y - 0.5 + 0.35 * face.bow
        canvas.fill(oval(*iris, 4.0, 4.3), "#4a2c1f", clip=shape)
        canvas.fill(oval(*iris, 2.0, 2.2), "#1b0f0c", clip=shape)
        canvas.fill(oval(iris[0] + 1.5, iris[1] - 1.7, 1.15, 1.15), "#ffffff", clip=shape)
        canvas.fill(box(x - 10, y - top - 2, x + 10, y - top + 2.2), "#000000", clip=shape, soft=0.8, opacity=0.16)
    lash = smooth([(x - out, y + 0.9), (x - out * 0.3, y - top * 0.92), (x + out * 0.4, y - top * 0.9), (x + out * 1.05, y - 0.5 * top / high)], closed=False)
    canvas.stroke(lash, 1.75, "#2a1a18")
    fold = [(px, py - 2.6) for px, py in lash[4:]]
    canvas.stroke(fold, 0.7, person.shade)
    _brow(canvas, person, x, y - 12.4, side)


def _brow(canvas: Canvas, person: Person, x: float, y: float, side: int) -> None:
    thick = 2.7 if person.spectacles else 1.9
    brow = [(x - side * 7.8, y + 0.2), (x + side * 2.5, y - 2.2), (x + side * 9.6, y + 1.4),
            (x + side * 2.5, y - 2.2 + thick), (x - side * 7.6, y + 0.4 + thick)]
    canvas.fill(smooth(brow, (2,)), person.brow, opacity=0.92)


def _nose(canvas: Canvas, person: Person, x: float, down: float) -> None:
    t = person.turn
    side = smooth([(x - t * 1.0, -47 + down), (x + t * 2.6, -36 + down), (x + t * 5.4, -28 + down), (x + t * 3, -25.5 + down),
                   (x - t * 0.5, -26 + down), (x + t * 0.6, -36 + down)])
    canvas.fill(side, person.shade, soft=0.8, opacity=0.55)
    tip = smooth([(x - 5.4, -28.4 + down), (x - 3.6, -25.8 + down), (x, -24.8 + down), (x + 3.6, -25.8 + down), (x + 5.4, -28.4 + down)], closed=False)
    canvas.stroke(tip, 1.2, person.shade)
    for s in (-1, 1):
        canvas.fill(oval(x + s * 2.6, -26.2 + down, 1.3, 0.8), "#8a4a3a", opacity=0.7)


def _mouth(canvas: Canvas, person: Person, face: Face, x: float, y: float) -> None:
    """Lips around what is open: dark, teeth above, tongue below."""
    opened = face.mouth * 1.4
    wide = (8.0 if face.rounded else 10.4) - 0.2 * face.mouth
    smile = 1.1 if face.mouth < 2 else 0.3
    left, right = (x - wide, y - smile), (x + wide, y - smile)
    upper = [left, (x - wide * 0.4, y - 2.6), (x, y - 1.9), (x + wide * 0.4, y - 2.6), right]
    lower = [(x + wide * 0.62, y + 2.2 + 0.72 * opened), (x, y + 3.9 + opened), (x - wide * 0.62, y + 2.2 + 0.72 * opened)]
    canvas.fill(smooth([*upper, *lower], () if face.mouth > 1 else (0, 4)), person.lips)
    canvas.fill(oval(x + 1, y + 2.5 + opened, wide * 0.34, 0.8), "#ffffff", soft=0.5, opacity=0.25)
    if face.mouth:
        inner = smooth([(left[0] + 1.5, left[1] + 0.4), (x, y - 0.5), (right[0] - 1.5, right[1] + 0.4),
                        (x + wide * 0.58, y + 0.1 + 0.72 * opened), (x, y + 1.2 + opened), (x - wide * 0.58, y + 0.1 + 0.72 * opened)])
        canvas.fill(inner, "#5a1c22")
        canvas.fill(smooth([(x - wide * 0.72, y - 2), (x + wide * 0.72, y - 2), (x + wide * 0.6, y + 0.2 + 0.25 * opened), (x, y + 0.8 + 0.3 * opened), (x - wide * 0.6, y + 0.2 + 0.25 * opened)]), "#fbf6f1", clip=inner)
        canvas.fill(oval(x, y + 2.4 + opened, wide * 0.5, 2.4), "#d4717a", clip=inner)
    else:
        canvas.stroke(smooth([left, (x - wide * 0.4, y + 0.5), (x, y + 0.3), (x + wide * 0.4, y + 0.5), right], closed=False), 1.0, "#7d3a38")
    canvas.fill(oval(x, y + 8.4 + opened * 0.8, 6.5, 1.4), person.shade, soft=1.2, opacity=0.55)


def _spectacles(canvas: Canvas, x: float, y: float) -> None:
    """Thin frames; the glass catches a little light."""
    for side in (-1, 1):
        c = x + side * 16.6
        rim = smooth([(c - 11.4, y - 6.5), (c, y - 8.2), (c + 11.4, y - 6.5), (c + 10.6, y + 5.5), (c, y + 8.2), (c - 10.6, y + 5.5)])
        canvas.fill([(c - 4, y - 9), (c + 1, y - 9), (c - 6, y + 9), (c - 11, y + 9)], "#ffffff", clip=rim, opacity=0.16)
        canvas.stroke([*rim, rim[0]], 1.15, "#3b3f4e")
        canvas.stroke([(c + side * 11, y - 4), (side * 38, y - 5)], 1.1, "#3b3f4e")
    canvas.stroke(smooth([(x - 5.4, y - 3), (x, y - 4.6), (x + 5.4, y - 3)], closed=False), 1.15, "#3b3f4e")


def _hair_short(canvas: Canvas) -> None:
    """A side parting, short at the ears, some grey at the temples."""
    cap = [(-38.8, -52), (-40.5, -72), (-36, -93), (-21, -107), (3, -112), (24, -107), (37, -92), (40, -70), (38.4, -52),
           (36, -57), (35.5, -68), (31, -79), (20, -84.5), (4, -83.5), (-10, -85.5), (-20, -90.5), (-27, -83), (-34, -70), (-35.6, -57)]
    outline = smooth(cap, (0, 8, 15))
    canvas.fill(outline, Gradient(("#3a3338", "#241f24"), (0, -112), (0, -60)))
    for k in range(5):
        strand = smooth([(-18 + k * 3, -93 - k * 2.6), (2 + k * 4, -92 - k * 3), (24 + k * 2.4, -87.5 - k * 1.6), (36, -74 - k * 3)], closed=False)
        canvas.stroke(strand, 0.9, "#665a63", opacity=0.55)
    canvas.stroke(smooth([(-20, -90.5), (-25, -99), (-22, -106)], closed=False), 0.9, "#171317", opacity=0.7)
    for side in (-1, 1):
        canvas.fill(oval(side * 38, -60, 3, 9), "#8b8589", clip=outline, soft=1.4, opacity=0.55)


def _hair_long(canvas: Canvas) -> None:
    """A side parting, the fringe swept to both sides, ends tucked at the jaw."""
    right = [(-12, -99), (4, -110), (26, -106), (41, -88), (44.5, -60), (43, -34), (40, -14), (36.5, -8), (36, -22), (36.4, -44), (33, -62), (22, -77), (2, -87)]
    left = [(-12, -99), (-18, -108), (-32, -99), (-42, -82), (-45, -58), (-43, -34), (-40, -14), (-36.5, -8), (-35.6, -24), (-36, -46), (-34, -64), (-25, -80)]
    tone = Gradient(("#5a3a30", "#3d2521", "#2c1a18"), (14, -112), (-20, -10))
    crown = [(-41.5, -82), (-32, -100), (-14, -110), (8, -112.5), (29, -106), (41.5, -88), (36, -76), (0, -91), (-30, -78)]
    canvas.fill(smooth(crown), tone)
    for lock in (left, right):
        canvas.fill(smooth(lock, (0, 7)), tone)
    for k in range(5):
        sweep = smooth([(-8 + k * 3, -101), (18 + k * 3.2, -96 + k * 1.5), (36 + k * 1.2, -74 + k * 4), (39.5 + k * 0.4, -40)], closed=False)
        canvas.stroke(sweep, 0.8, "#8a6152", opacity=0.38)
    for k in range(3):
        sweep = smooth([(-16 - k * 3, -101 + k), (-33 - k * 2, -84), (-40 - k, -56), (-39.5 - k, -30)], closed=False)
        canvas.stroke(sweep, 0.8, "#7a5448", opacity=0.45)
    canvas.stroke(smooth([(-12, -98.5), (-10.5, -104), (-7, -109)], closed=False), 0.7, "#8a6152", opacity=0.8)
    for x in (-37.5, 37.5):
        canvas.fill(oval(x, -27, 1.5, 1.5), "#fff6df")


def draw_hair_behind(canvas: Canvas) -> None:
    """The host's hair behind her neck."""
    back = smooth([(-40, -80), (-46, -50), (-46, -15), (-43, 9), (-30, 16), (0, 10), (30, 16), (43, 9), (46, -15), (46, -50), (40, -80), (0, -108)])
    canvas.fill(back, Gradient(("#2c1a18", "#3a231f", "#24140f"), (-30, -60), (40, 12)))


HOST = Person(1, "#fbdcc4", "#eab396", "#f08f80", "#d2565b", "#3d2521", "#8a6152", "#4a2e27", (*_JAW_F, *_SKULL), 4.9, False, _hair_long)
GUEST = Person(-1, "#f4cba8", "#d99f78", "#e58d70", "#c4806f", "#2a2428", "#5d525a", "#2c2427", (*_JAW_M, *_SKULL), 3.9, True, _hair_short)


def _neck(canvas: Canvas, person: Person, half: float) -> None:
    neck = smooth([(-half, -14), (-half, 10), (-half - 1, 23), (0, 44), (half + 1, 23), (half, 10), (half, -14)], (0, 6))
    canvas.fill(neck, person.skin)
    canvas.fill(oval(-2, 4, half * 1.3, 16), person.shade, clip=neck, soft=3)
    canvas.fill(oval(-half, 20, 6, 24), person.shade, clip=neck, soft=3, opacity=0.7)


_NAVY = Gradient(("#33466f", "#22304f"), (-60, 40), (60, 170))
_CORAL = Gradient(("#ea6a5c", "#cf4748"), (-60, 40), (60, 170))


def _jacket(canvas: Canvas, half: Outline, cloth: Gradient, dark: str, light: str) -> list[Point]:
    """Both halves of a jacket with the fold between arm and breast."""
    body = smooth([*half, *reversed(mirrored(half))], (0, len(half) - 1, len(half), 2 * len(half) - 1))
    canvas.fill(body, cloth)
    wide = max(x for x, _ in half)
    canvas.fill(oval(wide * 0.98, 90, 12, 60), light, clip=body, soft=6, opacity=0.35)
    canvas.fill(oval(-wide, 110, 22, 70), dark, clip=body, soft=8, opacity=0.55)
    for side in (-1, 1):
        crease = smooth([(side * wide * 0.66, 84), (side * wide * 0.73, 108), (side * wide * 0.7, 150)], closed=False)
        canvas.stroke(crease, 1.4, dark, opacity=0.8)
        canvas.fill(smooth([(side * wide * 0.66, 84), (side * wide * 0.76, 110), (side * wide * 0.72, 150), (side * wide * 0.62, 150)]), dark, clip=body, soft=3, opacity=0.35)
    return body


def draw_guest_body(canvas: Canvas) -> None:
    """Navy suit, white shirt, blue tie."""
    _neck(canvas, GUEST, 19)
    half = [(15, 19), (32, 30), (60, 40), (82, 50), (93, 70), (98, 108), (103, 150), (100, 180)]
    _jacket(canvas, half, _NAVY, "#141d35", "#6f86b8")
    shirt = [(-17, 18), (17, 18), (27, 36), (4, 132), (-4, 132), (-27, 36)]
    canvas.fill(shirt, Gradient(("#dfe6f2", "#ffffff"), (-24, 0), (20, 0)))
    canvas.fill([(-16, 15), (16, 15), (0, 35)], GUEST.shade)
    _tie(canvas)
    for side in (-1, 1):
        collar = [(side * 15.5, 13), (side * 21.5, 21), (side * 13.5, 45), (0, 33.5)]
        canvas.fill(smooth(collar, (0, 1, 2, 3)), "#ffffff" if side > 0 else "#eef2f9")
        canvas.stroke([(0, 34), (side * 13.5, 45), (side * 21, 22)], 0.7, "#b9c4d8")
        lapel = [(side * 20, 22), (side * 33, 31), (side * 45, 66), (side * 36, 70), (side * 38, 79), (side * 2, 134), (side * 5, 110), (side * 22, 62)]
        canvas.fill(lapel, Gradient(("#3d527f", "#293a61"), (0, 20), (0, 130)))
        canvas.stroke([(side * 20, 23), (side * 22, 62), (side * 4, 116)], 0.9, "#17213c", opacity=0.9)
        canvas.stroke([(side * 45, 66), (side * 36, 70), (side * 38, 79), (side * 3, 132)], 0.8, "#17213c", opacity=0.7)
    canvas.fill([(50, 84), (72, 81), (72, 84.5), (50, 87.5)], "#1c2745")
    canvas.fill([(54, 84), (58, 77), (61, 82), (65, 75.5), (68.5, 81.8)], "#f7f9fd")
    canvas.fill(oval(-29, 60, 2.2, 2.8), "#14161c")


def _tie(canvas: Canvas) -> None:
    blade = [(-4.6, 44), (4.6, 44), (8.2, 128), (0, 136), (-8.2, 128)]
    canvas.fill(blade, Gradient(("#2f74bd", "#1d4f92"), (6, 40), (-6, 130)))
    for y in range(50, 136, 13):
        canvas.fill([(-12, y + 7), (12, y - 4), (12, y - 1.2), (-12, y + 9.8)], "#9cc4ee", clip=blade, opacity=0.75)
    canvas.fill(smooth([(-7, 33.5), (7, 33.5), (4.8, 45.5), (-4.8, 45.5)], (0, 1, 2, 3)), Gradient(("#3f86cf", "#235a9f"), (4, 33), (-4, 46)))


def draw_host_body(canvas: Canvas) -> None:
    """Coral blazer over a white blouse, a small pearl necklace."""
    _neck(canvas, HOST, 14.5)
    half = [(12.5, 21), (25, 31), (48, 40), (66, 50), (76, 69), (81, 108), (87, 150), (85, 180)]
    body = _jacket(canvas, half, _CORAL, "#a32f38", "#ffab93")
    throat = [(-15, 18), (-25, 31), (0, 122), (25, 31), (15, 18)]
    canvas.fill(throat, Gradient((HOST.shade, HOST.skin), (0, 4), (0, 48)))
    blouse = [(-25, 30), (-10, 58), (0, 62), (10, 58), (25, 30), (34, 60), (6, 150), (-6, 150), (-34, 60)]
    canvas.fill(smooth(blouse, (0, 4, 6, 7)), Gradient(("#e3e8f0", "#ffffff"), (-24, 0), (16, 0)), clip=body)
    canvas.stroke(smooth([(-19, 36), (-8, 50), (0, 52.5), (8, 50), (19, 36)], closed=False), 1.0, "#f7e8cf")
    canvas.fill(oval(0, 54.6, 2.1, 2.1), "#fffaf0")
    for side in (-1, 1):
        lapel = [(side * 19, 25), (side * 28, 31), (side * 42, 58), (side * 34, 64), (side * 37, 72), (side * 1, 142), (side * 3, 126), (side * 24, 70)]
        canvas.fill(lapel, Gradient(("#f58271", "#d9514f"), (0, 26), (0, 140)))
        canvas.stroke([(side * 19, 26), (side * 24, 70), (side * 3, 128)], 0.9, "#a8343b", opacity=0.75)
        canvas.stroke([(side * 42, 58), (side * 34, 64), (side * 37, 72), (side * 2, 138)], 0.8, "#a8343b", opacity=0.6)
    canvas.fill(oval(30, 52, 2.0, 2.6), "#191a20")


def _forearms(canvas: Canvas, cloth: Gradient, dark: str, light: str, wide: float, reach: float) -> None:
    """Two sleeves lying on the desk, white cuffs towards the middle at ±`reach`; at the elbow they melt into the body."""
    canvas.fill(oval(0, 149, wide * 1.05, 7), "#1a1512", soft=4, opacity=0.35)
    for side in (-1, 1):
        sleeve = [(wide - 9, 104), (wide - 1.5, 116), (wide + 1, 138), (wide - 11, 150), (reach + 22, 151),
                  (reach + 2, 149), (reach + 2, 132), (reach + 20, 128), (wide - 26, 122)]
        outline = [(side * x, y) for x, y in smooth(sleeve, (5, 6))]
        shadow = [(side * x, y) for x, y in ((reach, 126), (reach + 20, 122), (wide - 27, 116), (wide - 24, 132), (reach, 136))]
        canvas.fill(smooth(shadow), dark, soft=2.5, opacity=0.4)
        cuff = [(reach - 5, 134), (reach + 5, 131), (reach + 5, 150), (reach - 5, 147.5)]
        canvas.fill([(side * x, y) for x, y in cuff], "#f4f6fa")
        canvas.fill(outline, cloth)
        canvas.fill(oval(side * wide * 0.7, 153, wide * 0.6, 8), dark, clip=outline, soft=3, opacity=0.55)
        if side < 0:
            canvas.fill(oval(-wide, 110, 22, 70), dark, clip=outline, soft=8, opacity=0.55)
        else:
            canvas.fill(oval(wide * 0.99, 90, 12, 60), light, clip=outline, soft=6, opacity=0.35)
        for k in range(2):
            fold = [(wide - 21 - k * 10, 124 + k), (wide - 13 - k * 9, 129 + k * 2), (wide - 12 - k * 10, 136 + k)]
            canvas.stroke(smooth([(side * x, y) for x, y in fold], closed=False), 0.9, dark, opacity=0.5)


def draw_guest_hands(canvas: Canvas) -> None:
    """Sleeves and folded hands on the desk."""
    _forearms(canvas, _NAVY, "#141d35", "#6f86b8", 100, 27)
    skin, shade = GUEST.skin, GUEST.shade
    canvas.fill(smooth([(-27, 134), (-16, 128), (2, 127), (10, 134), (8, 147), (-8, 151), (-25, 147.5)]), Gradient((skin, shade), (0, 126), (0, 156)))
    canvas.fill(smooth([(27, 134), (18, 127.5), (6, 127), (2, 136), (8, 149), (25, 147.5)]), Gradient((skin, shade), (0, 126), (0, 156)))
    for k in range(4):
        y = 129.5 + k * 5.0
        finger = [(13 - k * 0.5, y), (-7 + abs(k - 1) * 1.6, y + 1.6)]
        canvas.stroke(finger, 6.0, shade)
        canvas.stroke([(x, y - 0.5) for x, y in finger], 5.0, skin)
    for x, y in ((-2, 126.5), (7, 124.5)):
        canvas.stroke([(x + 4, y + 3), (x - 4, y + 1.5)], 5.6, shade)
        canvas.stroke([(x + 4, y + 2.6), (x - 4, y + 1.0)], 4.6, skin)


def draw_host_hands(canvas: Canvas) -> None:
    """Sleeves, and a cue card held with both hands."""
    _forearms(canvas, _CORAL, "#a32f38", "#ffab93", 84, 31)
    skin, shade = HOST.skin, HOST.shade
    for side in (-1, 1):
        palm = [(side * 34, 133.5), (side * 27, 127), (side * 18, 128), (side * 17, 143), (side * 24, 149), (side * 33, 147.5)]
        canvas.fill(smooth(palm), Gradient((skin, shade), (0, 126), (0, 156)))
    card = [(-25, 104), (25, 104), (27, 143), (-27, 143)]
    canvas.fill([(x, y + 2) for x, y in card], "#5a1d22", soft=2, opacity=0.4)
    canvas.fill(card, Gradient(("#2a5fae", "#173f80"), (0, 104), (0, 143)))
    canvas.stroke([(-21, 109), (21, 109)], 0.9, "#ffd37a")
    canvas.stroke([(-22.4, 138), (22.4, 138)], 0.9, "#ffd37a")
    canvas.fill(oval(0, 123.5, 6.4, 6.4), "#ffd37a")
    canvas.fill(oval(0, 123.5, 5.2, 5.2), "#1f4f97")
    canvas.fill([(-0.9, 119.5), (0.9, 119.5), (2.4, 127.3), (-2.4, 127.3)], "#ffd37a")
    for side in (-1, 1):
        for k in range(4):
            y = 123.5 + k * 5.0
            finger = [(side * 28, y + 2.5), (side * (17.5 + abs(k - 1) * 1.1), y)]
            canvas.stroke(finger, 5.3, shade)
            canvas.stroke([(x, y - 0.4) for x, y in finger], 4.4, skin)
