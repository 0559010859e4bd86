"""A graphic as task parameters and back: everything that its picture depends on, and nothing else."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass
from fractions import Fraction
from pathlib import Path
from typing import Any

from videopipe.config.theme import Theme
from videopipe.drawing.canvas import Canvas
from videopipe.engine.task import Json
from videopipe.model.graphics import (
    Bug,
    ChapterMark,
    ClosingCard,
    ExpertStrap,
    Graphic,
    Logo,
    LowerThird,
    QuestionCard,
    TitleCard,
    TopicStrap,
)
from videopipe.model.time import Frames
from videopipe.text.fonts import OwnFont

KINDS: dict[str, type[Graphic]] = {
    "bug": Bug,
    "topic-strap": TopicStrap,
    "chapter-mark": ChapterMark,
    "lower-third": LowerThird,
    "expert-strap": ExpertStrap,
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
    logo: Path | None = None
    """Where the graphic's logo lies, if it has one."""
    fonts: tuple[OwnFont, ...] = ()
    """That the episode brings and the graphic needs."""


def kind_of(graphic: Graphic) -> str:
    """Its name in `KINDS`."""
    return next(name for name, kind in KINDS.items() if type(graphic) is kind)


def length_of(graphic: Graphic) -> int:
    """Frames to draw: a bug never changes, so one is enough."""
    return 1 if isinstance(graphic, Bug) else len(graphic.frames)


def logo_of(graphic: Graphic) -> Logo | None:
    """The logo that it shows."""
    return getattr(graphic, "logo", None)


def to_params(
    graphic: Graphic, theme: Theme, canvas: Canvas, fps: Fraction, fonts: Sequence[OwnFont] = ()
) -> dict[str, Json]:
    """Where in the programme it stands is left out: moving a card must not draw it anew. Nor does the theme say
    what it is on canvases of another shape.
    """
    said = {name: value for name, value in asdict(graphic).items() if name != "frames"}
    return {
        "kind": kind_of(graphic),
        "said": said,
        "frames": length_of(graphic),
        "theme": theme.on(canvas.shape).model_dump(),
        "canvas": [canvas.width, canvas.height],
        "fps": fps,
        **({"fonts": [font.digest for font in fonts]} if fonts else {}),
    }


def from_params(
    params: Mapping[str, Any], logo: Path | None = None, fonts: tuple[OwnFont, ...] = ()
) -> Drawing:
    """What `to_params` was given, moved to frame 0."""
    said: dict[str, Any] = {
        name: tuple(value) if isinstance(value, list) else value for name, value in params["said"].items()
    }
    if said.get("logo") is not None:
        said["logo"] = Logo(**said["logo"])
    make: Callable[..., Graphic] = KINDS[params["kind"]]
    graphic = make(frames=Frames(0, params["frames"]), **said)
    theme = Theme.model_validate(params["theme"])
    return Drawing(graphic, theme, Canvas(*params["canvas"]), Fraction(params["fps"]), logo, fonts)
