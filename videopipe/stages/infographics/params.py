"""A scene as task parameters and back: everything that its pictures depend on, and nothing else."""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import cache
from typing import Any, get_args

from pydantic import TypeAdapter

from videopipe.config.theme import Theme
from videopipe.drawing.canvas import Canvas
from videopipe.engine.task import Digest, Json, Ref
from videopipe.model.infographics import Chart, ReelSources, ReelTitle, Scene
from videopipe.stages.infographics.texts import fonts_used
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
    fonts: tuple[OwnFont, ...]
    """What the episode brings for characters that the shipped fonts lack."""


def to_params(drawing: Drawing) -> dict[str, Json]:
    """Decimals as text with their places. The theme doesn't say what it is on canvases of another shape; of the fonts
    there are those that the scenes need.
    """
    canvas, used = drawing.canvas, fonts_used(drawing.scenes, drawing.fonts)
    return {
        "scenes": [[type(scene).__name__, _said(scene)] for scene in drawing.scenes],
        "theme": drawing.theme.on(canvas.shape).model_dump(),
        "canvas": [canvas.width, canvas.height, canvas.subtitled],
        "fps": drawing.fps,
        **({"fonts": [font.digest for font in used]} if used else {}),
    }


def to_inputs(drawing: Drawing) -> dict[str, Ref | tuple[Ref, ...]]:
    """The files of those fonts."""
    used = fonts_used(drawing.scenes, drawing.fonts)
    return {"fonts": tuple(Digest(font.digest) for font in used)} if used else {}


def _said(scene: Scene) -> Json:
    said: Json = _adapter(type(scene).__name__).dump_python(scene, mode="json")
    return said


def from_params(params: Mapping[str, Any], fonts: tuple[OwnFont, ...]) -> Drawing:
    """What `to_params` was given; `fonts` lie where they lie here."""
    scenes = tuple(_adapter(kind).validate_python(said) for kind, said in params["scenes"])
    theme = Theme.model_validate(params["theme"])
    return Drawing(scenes, theme, Canvas(*params["canvas"]), Fraction(params["fps"]), fonts)
