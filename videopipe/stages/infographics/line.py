"""A quantity over time: a line that runs to its last point, which has the large label.

All numbers are pixels of the 1080 canvas.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from videopipe.drawing.setting import Setting, set_alike
from videopipe.model.infographics import Line
from videopipe.stages.infographics.acts import Act, still
from videopipe.stages.infographics.labels import Label, place_labels
from videopipe.stages.infographics.look import Area, Look, on_row, place, placed, width_of
from videopipe.stages.infographics.marks import Dot, Mark, Path, Rect, Text
from videopipe.stages.infographics.page import page
from videopipe.stages.infographics.said import say_all, unit_above
from videopipe.stages.infographics.scale import Scale, decide_scale
from videopipe.stages.infographics.tempo import BODY_MS, FADE_MS, GROW_MS, IN_MS

TICK, WHEN, VALUE, LAST = 28, 34, 34, 60
TICK_GAP, AXIS_ROW, ABOVE = 20, 56, 88
STROKE, DOT, END_DOT, HAIR = 7, 8, 14, 2
LABEL_GAP, LAST_GAP = 18, 24
AREA_ALPHA = 0.28
ALL_LABELLED = 9
"""Of more points only the first, the last, the highest and the lowest are labelled."""
ARRIVED = 0.008
"""Share of the way that an easing tip has left when nobody sees it move any more."""
STEPS = 12
"""The line keeps labels away at so many places between two points."""


@dataclass(frozen=True)
class Plot:
    """Where the data lie."""

    area: Area
    points: tuple[tuple[float, float], ...]


def acts(scene: Line, look: Look) -> list[Act]:
    """Head, scale, line, labels."""
    ground, room = page(scene.head, unit_above(scene.unit), look)
    scale = decide_scale([point.value for point in scene.points], from_zero=scene.filled)
    ticks = say_all(scale.ticks, scene.unit)
    plot = _plot(scene, look, room, scale, ticks)
    return [
        *ground,
        *_grid(scale, ticks, look, room, plot.area),
        *_whens(scene, look, plot),
        *_line(scene, look, plot),
        *_dots(scene, look, plot),
        *_labels(scene, look, room, plot, _hairs(scale, plot.area)),
    ]


def _plot(scene: Line, look: Look, room: Area, scale: Scale, ticks: Sequence[str]) -> Plot:
    px = look.px
    last = say_all([point.value for point in scene.points], scene.unit, scene.prefix)[-1]
    edge = max(width_of(scene.points[-1].label, "Bold", px(WHEN)), width_of(last, "Bold", px(LAST))) / 2
    first = width_of(scene.points[0].label, "Medium", px(WHEN)) / 2
    left = room.left + max(width_of(tick, "Medium", px(TICK)) for tick in ticks) + px(TICK_GAP)
    area = Area(
        left + px(TICK_GAP) + first, room.top + px(ABOVE),
        room.right - max(px(END_DOT), edge), room.bottom - px(AXIS_ROW),
    )  # fmt: skip
    apart = area.width / (len(scene.points) - 1)
    points = tuple(
        (round(area.left + apart * turn, 2), round(area.bottom - area.height * scale.share(point.value), 2))
        for turn, point in enumerate(scene.points)
    )
    return Plot(area, points)


def _grid(scale: Scale, ticks: Sequence[str], look: Look, room: Area, area: Area) -> list[Act]:
    px, charts = look.px, look.theme.charts
    left = room.left + max(width_of(tick, "Medium", px(TICK)) for tick in ticks)
    found: list[Mark] = []
    for tick, said in zip(scale.ticks, ticks, strict=True):
        y = round(area.bottom - area.height * scale.share(tick))
        start = left + px(TICK_GAP)
        hair = Rect(start, y - px(HAIR) / 2, room.right - start, px(HAIR), charts.faint)
        found += [hair, placed(said, "Medium", px(TICK), charts.muted, left, on_row(y, 0, px(TICK)), "right")]
    return list(still(*found))


def _hairs(scale: Scale, area: Area) -> list[Area]:
    """Where labels would be struck through."""
    ys = [area.bottom - area.height * scale.share(tick) for tick in scale.ticks]
    return [Area(area.left, y - 1, area.right, y + 1) for y in ys]


def _whens(scene: Line, look: Look, plot: Plot) -> list[Act]:
    """Every label of the axis, or every second, third …, counted from the last."""
    px, charts = look.px, look.theme.charts
    apart = plot.area.width / (len(scene.points) - 1)
    width = max(width_of(point.label, "Bold", px(WHEN)) for point in scene.points) + px(TICK_GAP)
    (size,) = {
        each.size
        for each in set_alike(
            [point.label for point in scene.points], "Bold", px(WHEN), place("points", plot.area.width / 2)
        )
    }
    each = max(1, -int(-width // apart))
    texts = [
        placed(
            point.label, "Bold" if turn == len(scene.points) - 1 else "Medium", size,
            charts.ink if turn == len(scene.points) - 1 else charts.muted,
            x, on_row(plot.area.bottom, px(AXIS_ROW), size), "middle",
        )
        for turn, (point, (x, _)) in enumerate(zip(scene.points, plot.points, strict=True))
        if (len(scene.points) - 1 - turn) % each == 0
    ]  # fmt: skip
    return list(still(*texts))


def _line(scene: Line, look: Look, plot: Plot) -> list[Act]:
    found = []
    if scene.filled:
        (first, _), (last, _) = plot.points[0], plot.points[-1]
        floor = plot.area.bottom
        under = Path((*plot.points, (last, floor), (first, floor)), look.quiet, alpha=AREA_ALPHA)
        found.append(Act(under, BODY_MS, GROW_MS, "reveal", fades=False))
    stroke = Path(plot.points, look.quiet, look.px(STROKE))
    return [*found, Act(stroke, BODY_MS, GROW_MS, "reveal", fades=False)]


def _passed_ms(turn: int, count: int) -> int:
    """When the line's tip, easing out, has come to point `turn`."""
    left = max(ARRIVED, 1 - turn / (count - 1))
    return BODY_MS + round(GROW_MS * (1 - float(left ** (1 / 3))))


def _dots(scene: Line, look: Look, plot: Plot) -> list[Act]:
    found, count = [], len(plot.points)
    for turn, ((x, y), point) in enumerate(zip(plot.points, scene.points, strict=True)):
        end = turn == count - 1
        radius = look.px(END_DOT if end else DOT)
        start, lasts = _passed_ms(turn, count), FADE_MS
        if end or count <= ALL_LABELLED:
            rim = Dot(x, y, radius + look.px(4), look.theme.charts.page)
            dot = Dot(x, y, radius, look.lit if end else look.quiet, value=point.value)
            found += [Act(rim, start, lasts), Act(dot, start, lasts)]
    return found


def _labels(scene: Line, look: Look, room: Area, plot: Plot, hairs: Sequence[Area]) -> list[Act]:
    """The last one first, then the others as far as there is room."""
    px, count = look.px, len(scene.points)
    said = say_all([point.value for point in scene.points], scene.unit, scene.prefix)
    turns = _labelled(scene)
    settings = [Setting((said[turn],), "Bold", px(LAST if turn == count - 1 else VALUE)) for turn in turns]
    labels = [
        Label(
            *plot.points[turn], setting.width, setting.size, px(LAST_GAP if turn == count - 1 else LABEL_GAP)
        )
        for turn, setting in zip(turns, settings, strict=True)
    ]
    free = Area(plot.area.left - px(TICK_GAP), room.top, room.right, plot.area.bottom)
    areas = place_labels(labels, free, _along(plot, px(STROKE)), hairs)
    if areas[0] is None:
        areas = place_labels(labels, free)
    found = []
    for turn, setting, area in zip(turns, settings, areas, strict=True):
        if area is not None:
            text = _text(
                said[turn],
                setting,
                area,
                look.theme.charts.ink if turn == count - 1 else look.theme.charts.muted,
            )
            found.append(Act(replace(text, value=scene.points[turn].value), _passed_ms(turn, count), IN_MS))
    return found


def _text(said: str, setting: Setting, area: Area, colour: str) -> Text:
    baseline = on_row(area.top, area.height, setting.size)
    return placed(said, setting.weight, setting.size, colour, area.left, baseline)


def _labelled(scene: Line) -> list[int]:
    """Points that have labels, most important first."""
    values = [point.value for point in scene.points]
    last = len(values) - 1
    others = (
        range(1, last)
        if len(values) <= ALL_LABELLED
        else (values.index(max(values)), values.index(min(values)))
    )
    return list(dict.fromkeys((last, 0, *others)))


def _along(plot: Plot, thick: float) -> list[Area]:
    """Small areas along the line, which labels keep clear of."""
    found = []
    for (x0, y0), (x1, y1) in zip(plot.points, plot.points[1:], strict=False):
        for step in range(STEPS + 1):
            x, y = x0 + (x1 - x0) * step / STEPS, y0 + (y1 - y0) * step / STEPS
            found.append(Area(x - thick, y - thick, x + thick, y + thick))
    return found
