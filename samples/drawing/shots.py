"""Three cameras on one scene: both people, the host, the guest. A frame is back, people and desk, seen a little closer every second."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from math import cos, floor, radians, sin, tau

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageFilter

from drawing import bodies, hair, heads, skyline, studio
from drawing.canvas import Canvas, View
from drawing.landmarks import BANK
from drawing.people import DESK, GUEST, HOST, Face, Person

SIZE = (1280, 720)
DENSE = 1.5
"""Stage pixels per picture pixel: room to move the camera without softness."""
STAGE = (round(SIZE[0] * DENSE), round(SIZE[1] * DENSE))


@dataclass(frozen=True)
class Seat:
    """One person in one shot: where the chin is (picture pixels) and how large a head unit."""

    person: Person
    x: float
    y: float
    scale: float


@dataclass(frozen=True)
class Setup:
    """A camera position: who is seen, and how large and where the city stands behind them."""

    seats: tuple[Seat, ...]
    city: View
    blur: float
    """Of the city, in picture pixels: the lens is on the people."""
    closer: float
    """How much nearer the camera comes in a second."""
    flowers: float | None = None
    """x in figure units of the first seat."""


SETUPS = {
    "both": Setup(
        (Seat(HOST, 450, 350, 1.42), Seat(GUEST, 822, 346, 1.42)), View(0.95, 70, -42), 0.7, 0.006, 131
    ),
    "host": Setup((Seat(HOST, 600, 326, 2.02),), View(1.14, -185, -82), 1.3, 0.006),
    "guest": Setup((Seat(GUEST, 690, 326, 2.02),), View(1.14, 12, -82), 1.3, 0.005),
}


@dataclass(frozen=True)
class Pose:
    """One person in one frame."""

    face: Face
    bow: float = 0
    """As `Face.bow`, but even: the head's place follows this one."""
    stress: float = 0
    """How loud they have just been, 0…1, even."""


@dataclass(frozen=True)
class Moment:
    """What one frame shows, apart from where the camera stands."""

    t: float
    """Seconds since the programme began: clouds, water, small movements."""
    since_cut: float
    host: Pose
    guest: Pose


@dataclass(frozen=True)
class Scenery:
    """The painted layers of one setup, in stage pixels."""

    sky: Image.Image
    clouds: Image.Image
    town: Image.Image
    river: Image.Image
    flecks: tuple[NDArray[np.float32], ...]
    boat: Image.Image


def frame(setup_name: str, moment: Moment) -> Image.Image:
    """RGB, 1280 x 720."""
    setup = SETUPS[setup_name]
    zoom = 1.012 + setup.closer * moment.since_cut
    sway = 5.0 * sin(tau * moment.t / 23)
    back = _seen(_back(setup_name, moment.t), 1.012 + (zoom - 1.012) * 0.45, sway * 0.4)
    front = _seen(_front(setup_name, moment), zoom, sway)
    back.paste(front, (0, 0), front)
    return back


def _seen(stage: Image.Image, zoom: float, sway: float) -> Image.Image:
    """What a camera `zoom` times closer sees of `stage`; the lower edge stays, where the desk is."""
    wide, high = STAGE[0] / zoom, STAGE[1] / zoom
    x = min(max((STAGE[0] - wide) / 2 + sway, 0), STAGE[0] - wide)
    y = (STAGE[1] - high) * 0.62
    return stage.resize(SIZE, Image.Resampling.HAMMING, box=(x, y, x + wide, y + high))


@cache
def _scenery(setup_name: str) -> Scenery:
    setup = SETUPS[setup_name]
    view = View(setup.city.scale * DENSE, setup.city.dx * DENSE, setup.city.dy * DENSE)
    wide = round(STAGE[0] + 260 * view.scale)
    sky, town = skyline.sky(*STAGE, view), _soft(skyline.city(*STAGE, view), setup.blur)
    clouds = _soft(skyline.clouds(wide, round(300 * view.scale), view, 3), setup.blur)
    whole = sky.copy()
    whole.paste(town, (0, 0), town)
    river = skyline.water(whole, view).filter(ImageFilter.GaussianBlur(setup.blur * DENSE))
    flecks = tuple(_flecks(view, seed, river.height) for seed in (1, 2, 3))
    boat = _soft(
        skyline.boat(
            round(120 * view.scale),
            round(60 * view.scale),
            View(view.scale, 60 * view.scale, 40 * view.scale),
        ),
        setup.blur,
    )
    return Scenery(sky, clouds, town, river, flecks, boat)


def _soft(layer: Image.Image, blur: float) -> Image.Image:
    """A blur that doesn't drag the colour of nothing in: premultiplied."""
    return layer.convert("RGBa").filter(ImageFilter.GaussianBlur(blur * DENSE)).convert("RGBA")


def _flecks(view: View, seed: int, high: int) -> NDArray[np.float32]:
    """float32 [high, stage width], 0…1."""
    light = skyline.glints(*STAGE, view, seed).crop((0, STAGE[1] - high, *STAGE))
    return np.asarray(light, dtype=np.float32) / np.float32(255)


def _back(setup_name: str, t: float) -> Image.Image:
    """Sky, clouds, city, water, a boat, at `t` seconds."""
    scenery, view = _scenery(setup_name), SETUPS[setup_name].city
    stage = scenery.sky.copy()
    place(stage, scenery.clouds, -(130 - skyline.drift(t)) * view.scale * DENSE, 0)
    stage.paste(scenery.town, (0, 0), scenery.town)
    top = STAGE[1] - scenery.river.height
    stage.paste(scenery.river, (0, top))
    shine = sum(w * f for w, f in zip(skyline.ripple(t, 3), scenery.flecks, strict=True))
    mask = Image.fromarray(np.clip(shine * 235, 0, 255).astype(np.uint8))
    stage.paste((255, 236, 208), (0, top), mask)
    x, y = (760 - 6.5 * t - 60) * view.scale + view.dx, (BANK + 26 - 40) * view.scale + view.dy
    place(stage, scenery.boat, x * DENSE, y * DENSE)
    return stage


def _front(setup_name: str, moment: Moment) -> Image.Image:
    """RGBA: terrace, people, desk, hands."""
    stage = _terrace(setup_name).copy()
    for number, seat in enumerate(SETUPS[setup_name].seats):
        _place_person(stage, seat, moment, number)
    stage.alpha_composite(_desk(setup_name))
    return stage


def _place_person(stage: Image.Image, seat: Seat, moment: Moment, number: int) -> None:
    pose = moment.host if seat.person is HOST else moment.guest
    unit, t = seat.scale * DENSE, moment.t + 7.3 * number + (3.1 if seat.person is HOST else 0)
    breath = 0.5 * sin(tau * t / 3.9)
    sideways = 0.9 * sin(tau * t / 5.3) + 0.5 * sin(tau * t / 2.9)
    nod = pose.stress * (1.6 + 0.9 * sin(tau * t / 1.7)) + 1.6 * pose.bow
    angle = 1.1 * sin(tau * t / 6.1) + 0.5 * sin(tau * t / 2.3) + 0.7 * pose.bow * seat.person.turn
    chin = (seat.x * DENSE + sideways * unit, seat.y * DENSE + (breath * 0.5 + nod) * unit)
    if seat.person is HOST:
        _place_head(stage, _hair_behind(seat.scale), chin, angle, unit)
    body = _body(seat)
    place(stage, body, seat.x * DENSE - body.width / 2, seat.y * DENSE - 44 * unit + breath * unit * 0.5)
    _place_head(stage, _head(seat, pose.face), chin, angle, unit)


def _place_head(
    stage: Image.Image, sprite: Image.Image, chin: tuple[float, float], angle: float, unit: float
) -> None:
    """Turn about the chin's height, a little behind it: the neck."""
    place(stage, sprite, chin[0] - 65 * unit, chin[1] - 122 * unit, angle, (65 * unit, 116 * unit))


def place(
    stage: Image.Image,
    sprite: Image.Image,
    x: float,
    y: float,
    angle: float = 0,
    pivot: tuple[float, float] = (0, 0),
) -> None:
    """Lay `sprite` on `stage` with its corner at (x, y), between pixels too, turned clockwise by `angle` degrees."""
    left, top = floor(x), floor(y)
    c, s = cos(radians(angle)), sin(radians(angle))
    px, py = pivot[0] + x - left, pivot[1] + y - top
    matrix = (c, s, pivot[0] - c * px - s * py, -s, c, pivot[1] + s * px - c * py)
    moved = sprite.transform(
        (sprite.width + 1, sprite.height + 1), Image.Transform.AFFINE, matrix, Image.Resampling.BILINEAR
    )
    stage.paste(moved, (left, top), moved) if stage.mode == "RGB" else _over(stage, moved, left, top)


def _over(stage: Image.Image, sprite: Image.Image, left: int, top: int) -> None:
    """alpha_composite that may hang over the edges."""
    x, y = max(0, -left), max(0, -top)
    stage.alpha_composite(sprite, (max(0, left), max(0, top)), (x, y))


@cache
def _head(seat: Seat, face: Face) -> Image.Image:
    unit = seat.scale * DENSE
    canvas = Canvas(round(130 * unit), round(132 * unit), View(unit, 65 * unit, 122 * unit), fine=2)
    heads.draw_head(canvas, seat.person, face)
    return canvas.delivered()


@cache
def _hair_behind(scale: float) -> Image.Image:
    unit = scale * DENSE
    canvas = Canvas(round(130 * unit), round(150 * unit), View(unit, 65 * unit, 122 * unit))
    hair.draw_behind(canvas)
    return canvas.delivered()


@cache
def _body(seat: Seat) -> Image.Image:
    unit = seat.scale * DENSE
    canvas = Canvas(round(260 * unit), round(200 * unit), View(unit, 130 * unit, 40 * unit))
    (bodies.draw_host_body if seat.person is HOST else bodies.draw_guest_body)(canvas)
    return canvas.delivered()


@cache
def _terrace(setup_name: str) -> Image.Image:
    setup = SETUPS[setup_name]
    canvas = Canvas(*STAGE, View(DENSE))
    seat = setup.seats[0]
    studio.draw_terrace(canvas, seat.y + (DESK + 4) * seat.scale)
    return _soft(canvas.delivered(), setup.blur * 0.8)


@cache
def _desk(setup_name: str) -> Image.Image:
    setup = SETUPS[setup_name]
    first = setup.seats[0]
    canvas = Canvas(*STAGE, View(DENSE))
    desk = canvas.at(first.x, first.y, first.scale)
    studio.draw_desk(
        desk, -first.x / first.scale, (SIZE[0] - first.x) / first.scale, (SIZE[1] - first.y) / first.scale
    )
    if setup.flowers is not None:
        studio.draw_flowers(desk.at(setup.flowers, 0))
    for seat in setup.seats:
        at = canvas.at(seat.x, first.y, seat.scale)
        hands: Callable[[Canvas], None] = (
            bodies.draw_host_hands if seat.person is HOST else bodies.draw_guest_hands
        )
        if seat.person is GUEST and seat is first:
            studio.draw_papers(at.at(158, 0))
        hands(at)
        studio.draw_microphone(at.at(0, 0, side=seat.person.turn))
        studio.draw_cup(at.at(-118 * seat.person.turn, 0))
    return canvas.delivered()
