"""Whether a scene can be drawn at all: its glyphs, its room, its amounts, the time to read it."""

from collections.abc import Iterator
from dataclasses import fields, is_dataclass

from videopipe.assets import font_path
from videopipe.config.theme import Theme
from videopipe.drawing.canvas import Canvas
from videopipe.model.infographics import Scene
from videopipe.stages.infographics.describe import KINDS, laid_out
from videopipe.stages.infographics.limits import check_limits
from videopipe.stages.infographics.tempo import check_reading
from videopipe.text.fonts import read_face, require_glyphs


def check(scene: Scene, theme: Theme, canvas: Canvas) -> None:
    """Before anything is rendered; raises MissingGlyphs, TextTooLong, TooMuchToRead, and what limits raise."""
    kind, _ = KINDS[type(scene)]
    for weight in ("Medium", "Bold"):
        require_glyphs(strings(scene, f"{scene.head.id} {kind}"), read_face(font_path(weight)))
    check_limits(scene)
    check_reading(scene)
    laid_out(scene, theme, canvas)


def strings(thing: object, where: str) -> Iterator[tuple[str, str]]:
    """(place, text) of everything that a scene says."""
    if isinstance(thing, str):
        yield where, thing
    elif isinstance(thing, tuple):
        for number, each in enumerate(thing):
            yield from strings(each, f"{where}[{number}]")
    elif is_dataclass(thing):
        for field in fields(thing):
            if field.name not in _NOT_SHOWN:
                yield from strings(getattr(thing, field.name), f"{where}.{field.name}")


_NOT_SHOWN = ("id", "icon", "lit")
