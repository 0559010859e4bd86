"""What a picture is made of: texts and shapes in pixels, in the order in which they cover one another.

The picture is painted from these and nothing else, so what a test finds here is what is seen.
"""

import json
from dataclasses import asdict, dataclass
from decimal import Decimal

from videopipe.assets import Weight
from videopipe.drawing.setting import ASCENT, line_width
from videopipe.drawing.shapes import ALL, Corners
from videopipe.model.infographics import Pictogram


@dataclass(frozen=True)
class Text:
    """A line of letters; its first ink stands at `x`."""

    line: str
    x: float
    baseline: float
    size: int
    """The em."""
    weight: Weight
    colour: str
    alpha: float = 1.0
    value: Decimal | None = None
    """The number that it says, where it says one of the data."""

    @property
    def width(self) -> float:
        """Up to the last ink."""
        return line_width(self.line, self.weight) * self.size

    @property
    def top(self) -> float:
        """Of the em box."""
        return self.baseline - ASCENT * self.size

    @property
    def right(self) -> float:
        """End of the last ink."""
        return self.x + self.width

    @property
    def bottom(self) -> float:
        """Of the em box."""
        return self.top + self.size


@dataclass(frozen=True)
class Rect:
    """A surface, of one colour or running to another at its right."""

    x: float
    y: float
    width: float
    height: float
    colour: str
    colour_to: str | None = None
    radius: float = 0
    corners: Corners = ALL
    """Those that are round."""
    alpha: float = 1.0
    value: Decimal | None = None


@dataclass(frozen=True)
class Sector:
    """A piece of a ring, degrees clockwise from twelve o'clock."""

    x: float
    y: float
    outer: float
    inner: float
    start: float
    end: float
    colour: str
    gap: float = 0
    """Pixels left free at both of its ends together with its neighbours'."""
    alpha: float = 1.0
    value: Decimal | None = None


@dataclass(frozen=True)
class Path:
    """A line through points, or with `width` 0 the area inside them."""

    points: tuple[tuple[float, float], ...]
    colour: str
    width: float = 0
    radius: float = 0
    """Of an area's corners."""
    alpha: float = 1.0
    shown: float = 1.0
    """Share of its breadth that is seen, from the left."""
    value: Decimal | None = None


@dataclass(frozen=True)
class Dot:
    """A disc."""

    x: float
    y: float
    radius: float
    colour: str
    alpha: float = 1.0
    value: Decimal | None = None


@dataclass(frozen=True)
class Icon:
    """A pictogram in a square."""

    name: Pictogram
    x: float
    y: float
    size: float
    colour: str
    alpha: float = 1.0
    shown: float = 1.0
    """Share of its breadth that is seen, from the left."""
    value: Decimal | None = None
    """What it stands for."""


Mark = Text | Rect | Sector | Path | Dot | Icon


@dataclass(frozen=True)
class Description:
    """Everything that is seen at one frame of a scene."""

    width: int
    height: int
    kind: str
    id: str
    frame: int
    marks: tuple[Mark, ...]
    """Later ones cover earlier ones."""
    resting: int
    """So many of the first marks stay as they are to the scene's end."""

    def to_json(self) -> str:
        """The same as text; numbers of the data as written, pixels to a thousandth."""
        marks = [{"mark": type(mark).__name__.lower(), **_plain(asdict(mark))} for mark in self.marks]
        whole = {
            "scene": self.id, "kind": self.kind, "frame": self.frame, "width": self.width, "height": self.height,
            "marks": marks,
        }  # fmt: skip
        return json.dumps(whole, ensure_ascii=False, indent=1)


def _plain(fields: dict[str, object]) -> dict[str, object]:
    return {name: _plain_value(value) for name, value in fields.items() if value is not None}


def _plain_value(value: object) -> object:
    if isinstance(value, Decimal):
        return str(value)
    if isinstance(value, float):
        return round(value, 3)
    return [_plain_value(each) for each in value] if isinstance(value, tuple) else value
