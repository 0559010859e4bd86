"""When things happen in a scene, and how long it stays. Milliseconds; depends on what is said, not on where."""

from collections.abc import Callable
from dataclasses import fields, is_dataclass
from decimal import Decimal
from fractions import Fraction
from math import ceil
from typing import Any

from videopipe.model.errors import InputError
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

IN_MS, FADE_MS, STAGGER_MS = 400, 250, 70
GROW_MS, ROLL_MS = 1200, 1400
BODY_MS = 350
"""The chart begins when the head has come."""
TURN_MS = 280
"""Between things that are read one after the other: steps, milestones, points."""
WIPE_MS = 440
"""From scene to scene of a reel. GFX-10: 0.3 s at least; half a second at most."""
HOLD_MS = 2000
"""GFX-09: a figure stands so long after it has rolled."""
SHORTEST_MS, LONGEST_MS = 5000, 10_000
READING_MS, FIRST_LOOK_MS, CHART_MS = 200, 500, 1000
"""GFX-02: a fifth of a second for each character, half a second to begin; a second more where labels stand."""
FASTEST = 9
"""Characters a second: more than subtitles may ask for is not read."""


class TooMuchToRead(InputError):
    """A scene whose words take longer than the longest scene lasts."""

    en = "infographic {id}: {count} characters can't be read in {seconds} s. Shorten the texts, or make two of it"
    zh = "图解 {id}：{count} 个字在 {seconds} 秒内读不完。请精简文字，或拆成两幅"


def length(scene: Scene, fps: Fraction) -> int:
    """Frames that the scene lasts, 5 to 10 seconds: the motion, then time to read."""
    ms = min(LONGEST_MS, max(SHORTEST_MS, rest_ms(scene) + HOLD_MS, reading_ms(scene)))
    return ceil(Fraction(ms, 1000) * fps)


def check_reading(scene: Scene) -> None:
    """Raises TooMuchToRead."""
    count = characters(scene)
    if count > FASTEST * LONGEST_MS // 1000:
        raise TooMuchToRead(id=scene.head.id, count=count, seconds=LONGEST_MS // 1000)


def reading_ms(scene: Scene) -> int:
    """Time to read the scene, 5 characters a second."""
    labelled = not isinstance(scene, Counter | Quote | Points | ReelTitle | ReelSources)
    return FIRST_LOOK_MS + IN_MS + READING_MS * characters(scene) + CHART_MS * labelled


def characters(scene: Scene) -> int:
    """How much there is to read: a figure counts as two, a year too; not where it all comes from."""
    return sum(_weight(value) for name, value in _values(scene) if name not in _NOT_READ)


_NOT_READ = ("id", "source", "note", "icon", "each", "whole", "lit", "highlighted", "values")
_FIGURE = 2


def _weight(value: object) -> int:
    if isinstance(value, Decimal):
        return _FIGURE
    if not isinstance(value, str):
        return 0
    wide = sum(ord(char) >= 0x2E80 for char in value)
    return wide + ceil((len(value) - wide) / 4)


def _values(thing: object, name: str = "") -> list[tuple[str, object]]:
    if is_dataclass(thing):
        parts = [(field.name, getattr(thing, field.name)) for field in fields(thing)]
        return [pair for name, part in parts for pair in _values(part, name)]
    if isinstance(thing, tuple):
        return [pair for part in thing for pair in _values(part, name)]
    return [(name, thing)]


def turn_ms(turn: int) -> int:
    """When the sibling number `turn` of a chart begins."""
    return BODY_MS + turn * STAGGER_MS


def read_turn_ms(turn: int) -> int:
    """The same of things that are read in order."""
    return BODY_MS + turn * TURN_MS


def rest_ms(scene: Scene) -> int:
    """From then on nothing moves, whatever the canvas."""
    return _REST[type(scene)](scene)


_TILES = 9
_MOST_LINES = 8
_REST: dict[type, Callable[[Any], int]] = {
    Counter: lambda _: BODY_MS + ROLL_MS,
    Bars: lambda it: turn_ms(len(it.labels) + len(it.series) - 2) + GROW_MS,
    Line: lambda _: BODY_MS + GROW_MS + IN_MS,
    Ring: lambda it: read_turn_ms(len(it.parts)) + ROLL_MS,
    Icons: lambda _: BODY_MS + ROLL_MS,
    Timeline: lambda it: read_turn_ms(len(it.milestones)) + IN_MS,
    Steps: lambda it: read_turn_ms(len(it.steps)) + IN_MS,
    Comparison: lambda _: read_turn_ms(1) + ROLL_MS,
    CityMap: lambda _: turn_ms(_TILES) + ROLL_MS,
    Quote: lambda _: read_turn_ms(_MOST_LINES) + IN_MS,
    Points: lambda it: read_turn_ms(len(it.points)) + IN_MS,
    ReelTitle: lambda _: read_turn_ms(2) + IN_MS,
    ReelSources: lambda it: read_turn_ms(len(it.lines)) + IN_MS,
}
"""Any: the key says which scene the function takes."""
