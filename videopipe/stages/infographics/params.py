"""A scene as task parameters and back: everything that its pictures depend on, and nothing else."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cache
from typing import Any, get_args

from pydantic import TypeAdapter

from videopipe.config.theme import Theme
from videopipe.drawing.canvas import Canvas
from videopipe.engine.task import Json
from videopipe.model.infographics import Chart, ReelSources, ReelTitle, Scene
from videopipe.text.fonts import OwnFont

KINDS: dict[str, type[Scene]] = {kind.__name__: kind for kind in (*get_args(Chart), ReelTitle, ReelSources)}


@cache
def _adapter(kind: str) -> TypeAdapter[Scene]:
    return TypeAdapter(KINDS[kind])


@dataclass(frozen=True)
class Drawing:
    """What a task draws: one scene, or a reel of several."""

    scenes: tuple[Scene, ...]
    theme: Theme
    canvas: Canvas
    fps: Fraction
    fonts: tuple[OwnFont, ...] = ()
    """What the episode brings for characters that the shipped fonts lack."""


def to_params(
    scenes: Sequence[Scene], theme: Theme, canvas: Canvas, fps: Fraction, fonts: Sequence[OwnFont] = ()
) -> dict[str, Json]:
    """Decimals as text with their places. The theme doesn't say what it is on canvases of another shape.

    `fonts` are those that the scenes need.
    """
    return {
        "scenes": [[type(scene).__name__, _said(scene)] for scene in scenes],
        "theme": theme.on(canvas.shape).model_dump(),
        "canvas": [canvas.width, canvas.height, canvas.subtitled],
        "fps": fps,
        **({"fonts": [font.digest for font in fonts]} if fonts else {}),
    }


def _said(scene: Scene) -> Json:
    said: Json = _adapter(type(scene).__name__).dump_python(scene, mode="json")
    return said


def from_params(params: Mapping[str, Any], fonts: tuple[OwnFont, ...] = ()) -> Drawing:
    """What `to_params` was given; `fonts` lie where they lie here."""
    scenes = tuple(_adapter(kind).validate_python(said) for kind, said in params["scenes"])
    theme = Theme.model_validate(params["theme"])
    return Drawing(scenes, theme, Canvas(*params["canvas"]), Fraction(params["fps"]), fonts)
