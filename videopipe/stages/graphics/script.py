"""A graphic in traditional characters: all that it says, and the words that it brings itself."""

from collections.abc import Callable
from dataclasses import fields, replace
from typing import Any

from videopipe.model.graphics import ChapterMark, ClosingCard, ExpertStrap, Graphic, QuestionCard


def in_traditional(graphic: Graphic, convert: Callable[[str], str]) -> Graphic:
    """The same with every text of it converted."""
    said = {each.name: _converted(getattr(graphic, each.name), convert) for each in fields(graphic)}
    if isinstance(graphic, ChapterMark | ExpertStrap | QuestionCard | ClosingCard):
        said["traditional"] = True
    return replace(graphic, **said)


def _converted(value: Any, convert: Callable[[str], str]) -> Any:
    """Texts converted, all else as it is."""
    if isinstance(value, tuple):
        return tuple(_converted(each, convert) for each in value)
    return convert(value) if isinstance(value, str) else value
