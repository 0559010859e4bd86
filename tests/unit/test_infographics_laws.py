"""Laws of every kind, for random data: drawn right, or refused by name. 1,000 tables with --full."""

from collections import Counter as Tally
from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction
from itertools import combinations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.unit.scenes import KINDS
from videopipe.config.theme import list_themes, load_theme
from videopipe.drawing.canvas import Canvas
from videopipe.drawing.motion import CURVES
from videopipe.drawing.setting import TextTooLong
from videopipe.model.infographics import (
    Bars,
    CityMap,
    Comparison,
    Counter,
    Icons,
    Line,
    Ring,
    Scene,
)
from videopipe.stages.infographics.check import check
from videopipe.stages.infographics.describe import describe, laid_out
from videopipe.stages.infographics.marks import Description, Dot, Icon, Path, Rect, Sector, Text
from videopipe.stages.infographics.tempo import (
    HOLD_MS,
    LONGEST_MS,
    SHORTEST_MS,
    TooMuchToRead,
    length,
    rest_ms,
)

FPS = Fraction(25)
CANVASES = (Canvas(1920, 1080), Canvas(1080, 1920), Canvas(1080, 1080), Canvas(540, 960))
THEMES = [load_theme(name) for name in list_themes()]
SLACK = 1.0
"""Texts stand on whole pixels."""
BEARING = 0.06
"""Of a figure, in ems."""

tables = settings(settings.get_profile("tables"), suppress_health_check=[HealthCheck.too_slow])
each_kind = pytest.mark.parametrize("kind", sorted(KINDS))


def drawn(data: st.DataObject, kind: str) -> Iterator[tuple[Scene, Canvas, int]]:
    """A scene of that kind on each canvas that can hold it, and its frames."""
    scene = data.draw(KINDS[kind])
    for canvas in CANVASES:
        try:
            check(scene, THEMES[0], canvas)
        except (TextTooLong, TooMuchToRead):
            continue
        yield scene, canvas, length(scene, FPS)


def told(scene: Scene, canvas: Canvas, frame: int) -> Description:
    return describe(scene, THEMES[0], canvas, frame, FPS)


def values_of(scene: Scene) -> list[Decimal]:
    """The data that must be said in figures."""
    match scene:
        case Counter():
            return [scene.amount.value]
        case Bars():
            return [value for _, values in scene.series for value in values]
        case Line():
            return [scene.points[-1].value]
        case Ring():
            return [part.value for part in scene.parts]
        case Icons():
            return [scene.amount.value]
        case Comparison():
            return [scene.left.value, scene.right.value]
        case CityMap():
            return [value for _, value in scene.values] + ([scene.amount.value] if scene.amount else [])
        case _:
            return []


def assert_clear(description: Description) -> None:
    # A quotation mark is an ornament: its ink fills the upper part of its em only.
    texts = [mark for mark in description.marks if isinstance(mark, Text) and mark.line != "“"]
    for one, other in combinations(texts, 2):
        across = min(one.right, other.right) - max(one.x, other.x)
        down = min(one.bottom, other.bottom) - max(one.top, other.top)
        assert across <= SLACK or down <= SLACK, (one, other)


def assert_inside(description: Description, canvas: Canvas) -> None:
    safe = canvas.safe
    for mark in description.marks:
        match mark:
            case Text():
                box = (mark.x, mark.top, mark.right, mark.bottom)
            case Rect(value=Decimal()):
                box = (mark.x, mark.y, mark.x + mark.width, mark.y + mark.height)
            case Sector():
                box = (mark.x - mark.outer, mark.y - mark.outer, mark.x + mark.outer, mark.y + mark.outer)
            case Dot(colour=colour) if colour != THEMES[0].charts.page:
                radius = mark.radius
                box = (mark.x - radius, mark.y - radius, mark.x + radius, mark.y + radius)
            case Icon():
                box = (mark.x, mark.y, mark.x + mark.size, mark.y + mark.size)
            case Path(value=Decimal()):
                xs, ys = zip(*mark.points, strict=True)
                box = (min(xs), min(ys), max(xs), max(ys))
            case _:
                continue
        left, top, right, bottom = box
        # Tabular figures keep their cells while they roll: a 0 is wider in its cell than the 1 it becomes.
        slack = BEARING * mark.size if isinstance(mark, Text) and mark.value is not None else SLACK
        assert min(left - safe.x, safe.right - right) >= -slack, mark
        assert min(top - safe.y, safe.bottom - bottom) >= -SLACK, mark


@tables
@each_kind
@given(data=st.data())
def test_a_scene_is_drawn_right_or_refused_by_name(kind: str, data: st.DataObject) -> None:
    for scene, canvas, frames in drawn(data, kind):
        assert_tempo(scene, canvas)
        for frame in (frames - 1, 12, data.draw(st.integers(0, frames - 1))):
            description = told(scene, canvas, frame)
            assert_inside(description, canvas)
            assert_clear(description)
        for frame in (frames - 1, frames - 1 - HOLD_MS * 25 // 1000 + 1):
            assert_true(scene, told(scene, canvas, frame))
        assert_figures_grow(scene, canvas, frames)


def assert_tempo(scene: Scene, canvas: Canvas) -> None:
    lasts_ms = 1000 * length(scene, FPS) / FPS
    assert SHORTEST_MS <= lasts_ms <= LONGEST_MS
    assert max(act.end_ms for act in laid_out(scene, THEMES[0], canvas)) <= rest_ms(scene)
    assert rest_ms(scene) + HOLD_MS <= lasts_ms


def assert_true(scene: Scene, description: Description) -> None:
    """At rest every figure is a datum, every datum is said, and shapes are as large as it."""
    marks = description.marks
    figures = [mark for mark in marks if isinstance(mark, Text) and mark.value is not None]
    assert not Tally(values_of(scene)) - Tally(mark.value for mark in figures if mark.value is not None)
    for mark in figures:
        assert f"{abs(mark.value or Decimal(0)):f}" in mark.line.replace(",", "")
    assert_sizes(scene, [mark for mark in marks if not isinstance(mark, Text)])


def assert_sizes(scene: Scene, shapes: list[object]) -> None:
    rects = [mark for mark in shapes if isinstance(mark, Rect) and mark.value is not None]
    lying = isinstance(scene, Comparison) or len({rect.x for rect in rects}) < len({rect.y for rect in rects})
    sizes = [(rect.width if lying else rect.height, float(rect.value or 0)) for rect in rects]
    largest = max(sizes, key=lambda each: each[1], default=(0.0, 0.0))
    for size, value in sizes:
        assert size * largest[1] == pytest.approx(value * largest[0], rel=1e-6, abs=1e-6)
    if isinstance(scene, Ring):
        for sector in (mark for mark in shapes if isinstance(mark, Sector)):
            share = float((sector.value or Decimal(0)) / scene.whole)
            assert sector.end - sector.start == pytest.approx(360 * share, abs=1e-6)
    if isinstance(scene, Icons):
        counted = [mark.value or Decimal(0) for mark in shapes if isinstance(mark, Icon)]
        assert sum(counted, Decimal(0)) == scene.amount.value
    if isinstance(scene, Line):
        (line,) = (mark for mark in shapes if isinstance(mark, Path) and mark.width > 3)
        assert_linear([y for _, y in line.points], [float(point.value) for point in scene.points])


def assert_linear(ys: list[float], values: list[float]) -> None:
    (low, low_y), (high, high_y) = min(zip(values, ys, strict=True)), max(zip(values, ys, strict=True))
    for value, y in zip(values, ys, strict=True):
        if high > low:
            assert y == pytest.approx(low_y + (high_y - low_y) * (value - low) / (high - low), abs=0.02)


def assert_figures_grow(scene: Scene, canvas: Canvas, frames: int) -> None:
    """Rolling figures never go back, nor do they say more places than the datum."""
    for act in laid_out(scene, THEMES[0], canvas):
        if act.way == "roll":
            steps = [act.at(1000 * (frame + 1) / FPS, CURVES["cubic-out"]) for frame in range(0, frames, 5)]
            values = [mark.value for mark in steps if isinstance(mark, Text) and mark.value is not None]
            assert values == sorted(values)
            assert len({value.as_tuple().exponent for value in values}) == 1
