"""What the data make a scene say, and which of the episode's fonts that needs."""

from collections.abc import Iterable, Iterator
from dataclasses import fields, is_dataclass

from videopipe.drawing.setting import face_with
from videopipe.model.infographics import Scene
from videopipe.text.fonts import OwnFont


def fonts_used(scenes: Iterable[Scene], fonts: tuple[OwnFont, ...]) -> tuple[OwnFont, ...]:
    """Those of the episode's fonts that they need, in their order."""
    if not fonts:
        return ()
    said = "".join(text for scene in scenes for _place, text in strings(scene, ""))
    needed = set(face_with("Medium", fonts).borrowed(said).values())
    return tuple(font for font in fonts if font in needed)


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
