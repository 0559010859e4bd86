"""A graphic as task parameters and back: everything that its picture depends on, and nothing else."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields
from fractions import Fraction
from typing import Any

from videopipe.config.theme import Theme
from videopipe.engine.task import Json
from videopipe.model.graphics import Bug, ClosingCard, Graphic, LowerThird, QuestionCard, TitleCard
from videopipe.model.time import Frames
from videopipe.stages.graphics.layout import Canvas

KINDS: dict[str, type[Graphic]] = {
    "bug": Bug,
    "lower-third": LowerThird,
    "question-card": QuestionCard,
    "title-card": TitleCard,
    "closing-card": ClosingCard,
}
"""A new part is a row here, one in `layout.box` and one in `draw.draw`."""


@dataclass(frozen=True)
class Drawing:
    """What a task draws; the graphic begins at frame 0."""

    graphic: Graphic
    theme: Theme
    canvas: Canvas
    fps: Fraction


def kind_of(graphic: Graphic) -> str:
    """Its name in `KINDS`."""
    return next(name for name, kind in KINDS.items() if type(graphic) is kind)


def length_of(graphic: Graphic) -> int:
    """Frames to draw: a bug never changes, so one is enough."""
    return 1 if isinstance(graphic, Bug) else len(graphic.frames)


def to_params(graphic: Graphic, theme: Theme, canvas: Canvas, fps: Fraction) -> dict[str, Json]:
    """Where in the programme it stands is left out: moving a card must not draw it anew."""
    said = {each.name: getattr(graphic, each.name) for each in fields(graphic) if each.name != "frames"}
    return {
        "kind": kind_of(graphic),
        "said": said,
        "frames": length_of(graphic),
        "theme": theme.model_dump(),
        "canvas": [canvas.width, canvas.height],
        "fps": fps,
    }


def from_params(params: Mapping[str, Any]) -> Drawing:
    """What `to_params` was given, moved to frame 0."""
    said = {
        name: tuple(value) if isinstance(value, list) else value for name, value in params["said"].items()
    }
    make: Callable[..., Graphic] = KINDS[params["kind"]]
    graphic = make(frames=Frames(0, params["frames"]), **said)
    theme = Theme.model_validate(params["theme"])
    return Drawing(graphic, theme, Canvas(*params["canvas"]), Fraction(params["fps"]))
