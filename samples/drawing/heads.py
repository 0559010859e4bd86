"""A head in one frame: ears, face, features, hair, in figure units (see people.py)."""

from drawing.canvas import Canvas, Gradient, Outline, box, oval, smooth
from drawing.people import Face, Person

_FRAME, _LASH, _LINE = "#3b3f4e", "#2a1a18", "#7d3a38"


def draw_head(canvas: Canvas, person: Person, face: Face) -> None:
    """All of the head except what hangs behind the neck."""
    outline = smooth(person.outline, steps=8)
    if person.spectacles:
        _draw_ears(canvas, person, face)
    _draw_skin(canvas, person, outline)
    middle, down = 3.6 * person.turn, 1.7 * face.bow
    for side in (-1, 1):
        blush = 0.22 if person.spectacles else 0.42
        canvas.fill(
            oval(middle + side * 20, -27 + down, 9, 5.5), person.blush, clip=outline, soft=3.5, opacity=blush
        )
        eye = canvas.at(middle + side * 16.6 - 0.9 * person.turn, -46.5 + down, side=side)
        _draw_eye(eye, person, face, side)
        _draw_brow(eye.at(0, -12.4), person)
    _draw_nose(canvas.at(middle + 1.6 * person.turn, down), person)
    _draw_mouth(canvas.at(middle, -14.5 + down * 0.8), person, face)
    person.draw_hair(canvas)
    if person.spectacles:
        _draw_spectacles(canvas.at(middle, -45.5 + down), middle)


def _draw_skin(canvas: Canvas, person: Person, outline: Outline) -> None:
    """The sun stands on the right; chin and hairline lie in soft shade."""
    warm = Gradient((person.shade, person.skin, person.skin, person.skin), (-44, -40), (44, -60))
    canvas.fill(outline, warm)
    canvas.fill(oval(30 + 2 * person.turn, -34, 16, 34), "#fff3e2", clip=outline, soft=7, opacity=0.5)
    canvas.fill(oval(0, 9, 40, 9), person.shade, clip=outline, soft=4, opacity=0.5)
    canvas.fill(oval(0, -92, 44, 15), person.shade, clip=outline, soft=4, opacity=0.5)


def _draw_ears(canvas: Canvas, person: Person, face: Face) -> None:
    for side in (-1, 1):
        ear = canvas.at(side * 37.2 - 1.2 * person.turn, -face.bow, side=side)
        rim = smooth([(0, -56), (5.5, -55), (6, -44), (3, -32), (0, -31)])
        bowl = smooth([(1.5, -52), (4.2, -50), (3.4, -43), (1.8, -38)], closed=False)
        ear.fill(rim, person.skin if side > 0 else person.shade)
        ear.stroke(bowl, 0.9, "#a8694f", opacity=0.7)


def _draw_eye(canvas: Canvas, person: Person, face: Face, side: int) -> None:
    """White, iris, light, lid; its middle at the origin. The lid comes down in steps."""
    wide, high = 7.4, person.eye_high * (1 - 0.12 * face.bow)
    top = high * (1 - (0, 0.45, 0.8, 1)[face.lid])
    lid = [(-wide, 0.9), (-wide * 0.3, -top * 0.92), (wide * 0.4, -top * 0.9)]
    corner = (wide, -0.4 * top / high)
    below = [(wide * 0.45, high * 0.52), (-wide * 0.35, high * 0.56)]
    if face.lid < 3:
        shape = smooth([*lid, corner, *below], (0, 3), steps=8)
        _draw_eyeball(
            canvas, shape, side * (0.9 * person.turn + 0.8 * face.gaze), 0.35 * face.bow - 0.5, side
        )
        canvas.fill(
            box(-10, -top - 2, 10, -top + 2.2), "#000000", clip=shape, soft=0.8, opacity=0.16
        )  # the lid's shadow
    lash = smooth([*lid, corner], closed=False)
    canvas.stroke(lash, 1.75, _LASH)
    canvas.at(0, -2.6).stroke(lash[4:], 0.7, person.shade)


def _draw_eyeball(canvas: Canvas, shape: Outline, x: float, y: float, side: int) -> None:
    """The iris at (x, y); the light in it stands on the sun's side."""
    canvas.fill(shape, "#fdfbf8")
    canvas.fill(oval(x, y, 4.0, 4.3), "#4a2c1f", clip=shape)
    canvas.fill(oval(x, y, 2.0, 2.2), "#1b0f0c", clip=shape)
    canvas.fill(oval(x + 1.5 * side, y - 1.7, 1.15, 1.15), "#ffffff", clip=shape)


def _draw_brow(canvas: Canvas, person: Person) -> None:
    thick = 2.7 if person.spectacles else 1.9
    brow = [(-7.8, 0.2), (2.5, -2.2), (9.6, 1.4), (2.5, thick - 2.2), (-7.6, thick + 0.4)]
    canvas.fill(smooth(brow, (2,)), person.brow, opacity=0.92)


def _draw_nose(canvas: Canvas, person: Person) -> None:
    ridge = smooth([(-1, -47), (2.6, -36), (5.4, -28), (3, -25.5), (-0.5, -26), (0.6, -36)])
    tip = smooth([(-5.4, -28.4), (-3.6, -25.8), (0, -24.8), (3.6, -25.8), (5.4, -28.4)], closed=False)
    canvas.at(0, 0, side=person.turn).fill(ridge, person.shade, soft=0.8, opacity=0.55)
    canvas.stroke(tip, 1.2, person.shade)
    for side in (-1, 1):
        canvas.fill(oval(side * 2.6, -26.2, 1.3, 0.8), "#8a4a3a", opacity=0.7)


def _draw_mouth(canvas: Canvas, person: Person, face: Face) -> None:
    """Lips around what is open; the line between the lips lies at y = 0."""
    opened = face.mouth * 1.4
    wide = (8.0 if face.rounded else 10.4) - 0.2 * face.mouth
    ends = -1.1 if face.mouth < 2 else -0.3  # a slight smile
    upper = [(-wide, ends), (-wide * 0.4, -2.6), (0, -1.9), (wide * 0.4, -2.6), (wide, ends)]
    low = 2.2 + 0.72 * opened
    lower = [(wide * 0.62, low), (0, 3.9 + opened), (-wide * 0.62, low)]
    canvas.fill(smooth([*upper, *lower], () if face.mouth > 1 else (0, 4)), person.lips)
    canvas.fill(oval(1, 2.5 + opened, wide * 0.34, 0.8), "#ffffff", soft=0.5, opacity=0.25)
    if face.mouth:
        _draw_open_mouth(canvas, wide, ends, opened)
    else:
        line = [(-wide, ends), (-wide * 0.4, 0.5), (0, 0.3), (wide * 0.4, 0.5), (wide, ends)]
        canvas.stroke(smooth(line, closed=False), 1.0, _LINE)
    canvas.fill(oval(0, 8.4 + opened * 0.8, 6.5, 1.4), person.shade, soft=1.2, opacity=0.55)


def _draw_open_mouth(canvas: Canvas, wide: float, ends: float, opened: float) -> None:
    """Dark inside, teeth above, tongue below."""
    low, bite = 0.1 + 0.72 * opened, 0.2 + 0.25 * opened
    top = [(1.5 - wide, ends + 0.4), (0, -0.5), (wide - 1.5, ends + 0.4)]
    inside = smooth([*top, (wide * 0.58, low), (0, 1.2 + opened), (-wide * 0.58, low)])
    edge = [(wide * 0.6, bite), (0, bite + 0.6), (-wide * 0.6, bite)]
    canvas.fill(inside, "#5a1c22")
    canvas.fill(smooth([(-wide * 0.72, -2), (wide * 0.72, -2), *edge]), "#fbf6f1", clip=inside)
    canvas.fill(oval(0, 2.4 + opened, wide * 0.5, 2.4), "#d4717a", clip=inside)


def _draw_spectacles(canvas: Canvas, middle: float) -> None:
    """Thin frames; the glass catches a little light. `middle`: how far they stand right of the head's axis."""
    for side in (-1, 1):
        glass = canvas.at(side * 16.6, 0)
        rim = smooth([(-11.4, -6.5), (0, -8.2), (11.4, -6.5), (10.6, 5.5), (0, 8.2), (-10.6, 5.5)])
        glass.fill([(-4, -9), (1, -9), (-6, 9), (-11, 9)], "#ffffff", clip=rim, opacity=0.16)
        glass.stroke([*rim, rim[0]], 1.15, _FRAME)
        canvas.stroke([(side * 27.6, -4), (side * 38 - middle, -5)], 1.1, _FRAME)
    canvas.stroke(smooth([(-5.4, -3), (0, -4.6), (5.4, -3)], closed=False), 1.15, _FRAME)
