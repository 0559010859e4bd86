"""What an infographic tells: one scene, one idea. Checked data, no pixels, no time but a length.

Numbers are decimals with the places that the data have: `Decimal("6.10")` is shown as 6.10.
"""

from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

Pictogram = Literal["person", "company", "ship", "train", "plane", "tree", "house", "book", "dot"]


@dataclass(frozen=True)
class Head:
    """What every scene says besides its figures."""

    id: str
    """Also a file name."""
    title: str
    period: str = ""
    """When the figures hold: 2018年, 2018年末."""
    source: str = ""
    note: str = ""
    """初步核算数."""
    example: bool = False
    """The data call themselves an example: it is written on screen."""
    traditional: bool = False
    """Its own words (资料来源, 示例数据 …) in traditional characters."""


@dataclass(frozen=True)
class Amount:
    """A number as it is said: 约 6970 万人次."""

    value: Decimal
    unit: str = ""
    prefix: str = ""
    """约, 超, 近 …"""


@dataclass(frozen=True)
class Item:
    """A labelled number of a chart; all of a chart share its unit."""

    label: str
    value: Decimal


@dataclass(frozen=True)
class Counter:
    """One figure that rolls up to its value."""

    head: Head
    amount: Amount


@dataclass(frozen=True)
class Bars:
    """Bars from zero: a ranking, years, or two series side by side (`values[1]` of the second)."""

    head: Head
    unit: str
    labels: tuple[str, ...]
    series: tuple[tuple[str, tuple[Decimal, ...]], ...]
    """(name, a value for each label); one or two of them."""
    lying: bool
    """Horizontal bars; else standing."""
    highlighted: int | None = None
    """Index of the label that the scene is about."""
    prefix: str = ""


@dataclass(frozen=True)
class Line:
    """A quantity over time."""

    head: Head
    unit: str
    points: tuple[Item, ...]
    filled: bool = False
    """An area down to zero."""
    prefix: str = ""


@dataclass(frozen=True)
class Ring:
    """Shares of a whole, as percentages or amounts; what is left of `whole` is drawn as rest."""

    head: Head
    unit: str
    parts: tuple[Item, ...]
    whole: Decimal
    """What the full ring is, in `unit`."""
    prefix: str = ""


@dataclass(frozen=True)
class Icons:
    """A quantity counted in pictograms; the last one may be a part of one."""

    head: Head
    amount: Amount
    each: Decimal
    """What one icon stands for, in the amount's unit."""
    icon: Pictogram


@dataclass(frozen=True)
class Milestone:
    """A date of a timeline, as written, and what happened."""

    when: str
    what: str


@dataclass(frozen=True)
class Timeline:
    """Milestones in order."""

    head: Head
    milestones: tuple[Milestone, ...]


@dataclass(frozen=True)
class Step:
    """A measure of a policy."""

    title: str
    text: str = ""


@dataclass(frozen=True)
class Steps:
    """Measures 1-2-3."""

    head: Head
    steps: tuple[Step, ...]


@dataclass(frozen=True)
class Comparison:
    """Two figures of one unit: before and after, city and province."""

    head: Head
    unit: str
    left: Item
    right: Item
    prefix: str = ""


@dataclass(frozen=True)
class CityMap:
    """The nine cities as schematic shapes, no boundaries (GFX-11); some carry a value, one is lit."""

    head: Head
    unit: str
    values: tuple[tuple[str, Decimal], ...]
    """(city code, value)."""
    lit: str | None
    """Code of the city that the scene is about; None: all of them."""
    amount: Amount | None = None
    """The figure of the whole scene."""
    prefix: str = ""


@dataclass(frozen=True)
class Quote:
    """An expert's comment."""

    head: Head
    text: str
    name: str = ""
    role: str = ""


@dataclass(frozen=True)
class Points:
    """Short sentences, one below the other."""

    head: Head
    points: tuple[str, ...]


@dataclass(frozen=True)
class ReelTitle:
    """Opens a reel."""

    head: Head
    series: str
    city: str


@dataclass(frozen=True)
class ReelSources:
    """Ends a reel: where all its figures come from."""

    head: Head
    lines: tuple[str, ...]


Chart = Counter | Bars | Line | Ring | Icons | Timeline | Steps | Comparison | CityMap | Quote | Points
"""What data can ask for."""
Scene = Chart | ReelTitle | ReelSources
"""What can be drawn."""
