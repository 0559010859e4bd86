"""What is seen of a scene at a frame: every kind laid out once, then brought to that instant."""

from collections.abc import Callable
from fractions import Fraction
from functools import lru_cache
from typing import Any

from videopipe.config.theme import Theme
from videopipe.drawing.canvas import Canvas
from videopipe.drawing.motion import CURVES
from videopipe.drawing.setting import fonts_at_hand
from videopipe.model.infographics import (
    Bars,
    CityMap,
    Comparison,
    Counter,
    Icons,
    Line,
    Points,
    Quote,
    ReelSources,
    ReelTitle,
    Ring,
    Scene,
    Steps,
    Timeline,
)
from videopipe.stages.infographics import (
    bars,
    city_map,
    closing,
    comparison,
    counter,
    icons,
    line,
    opening,
    points,
    quote,
    ring,
    steps,
    timeline,
)
from videopipe.stages.infographics.acts import Act
from videopipe.stages.infographics.look import Look
from videopipe.stages.infographics.marks import Description
from videopipe.text.fonts import OwnFont

KINDS: dict[type, tuple[str, Callable[[Any, Look], list[Act]]]] = {
    Counter: ("counter", counter.acts),
    Bars: ("bars", bars.acts),
    Line: ("line", line.acts),
    Ring: ("ring", ring.acts),
    Icons: ("icons", icons.acts),
    Timeline: ("timeline", timeline.acts),
    Steps: ("steps", steps.acts),
    Comparison: ("comparison", comparison.acts),
    CityMap: ("city_map", city_map.acts),
    Quote: ("quote", quote.acts),
    Points: ("points", points.acts),
    ReelTitle: ("title", opening.acts),
    ReelSources: ("sources", closing.acts),
}
"""Each kind's name and what lays it out. Any: the key says which scene the function takes."""


def describe(scene: Scene, theme: Theme, canvas: Canvas, frame: int, fps: Fraction) -> Description:
    """All marks at `frame`, read at its far side, so that none comes a frame late. Raises as `laid_out`."""
    ms = 1000 * (frame + 1) / fps
    curve = CURVES[theme.motion.arrive]
    acts = laid_out(scene, theme, canvas)
    shown = [(act, act.at(ms, curve)) for act in acts]
    resting = next((turn for turn, act in enumerate(acts) if ms < act.end_ms), len(acts))
    kind, _ = KINDS[type(scene)]
    marks = tuple(mark for _, mark in shown if mark is not None)
    return Description(canvas.width, canvas.height, kind, scene.head.id, frame, marks, resting)


def laid_out(scene: Scene, theme: Theme, canvas: Canvas) -> tuple[Act, ...]:
    """Everything that the scene shows, lowest first. Raises TextTooLong and what the kinds raise of their data."""
    return _laid_out(scene, theme, canvas, fonts_at_hand())


@lru_cache(maxsize=64)
def _laid_out(scene: Scene, theme: Theme, canvas: Canvas, _fonts: tuple[OwnFont, ...]) -> tuple[Act, ...]:
    _, lay_out = KINDS[type(scene)]
    return tuple(lay_out(scene, Look(theme.on(canvas.shape), canvas)))
