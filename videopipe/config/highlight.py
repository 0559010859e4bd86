"""Highlights: what infographics tell, as episodes and data files write it. Which keys a chart needs is for the stage
to say; numbers come with the places that were written.
"""

from typing import Annotated, Literal

from pydantic import AfterValidator, BeforeValidator, Field, PlainSerializer

from videopipe.config.document import Schema
from videopipe.model.infographics import Pictogram
from videopipe.model.numbers import Written, read_number

SAMPLE_BASIS = ("示例數據", "示例数据")


def _figure(value: object) -> Written:
    if isinstance(value, Written):
        return value
    text = "" if value is None else str(getattr(value, "written", value))
    return read_number(text)


Figure = Annotated[Written, BeforeValidator(_figure), PlainSerializer(str)]
"""22859.35, "22,859.35", 1.44万, 4.2%."""
Name = Annotated[str, Field(pattern=r"^[A-Za-z0-9][A-Za-z0-9._-]{0,79}$")]
"""An id that is also a file name."""
Label = Annotated[str, BeforeValidator(str)]
"""A text that looks like a number where it is a year: 2018."""

REEL = "reel"
"""Name of the film of all highlights of an episode."""


def _not_reel(name: str) -> str:
    if name.casefold() == REEL:
        raise ValueError(
            f"`{REEL}` is the film of all scenes; use another id ｜ “{REEL}”是合集的文件名，请换一个 id"
        )
    return name


ChartName = Literal[
    "counter", "bar", "line", "area", "ring", "icon", "timeline", "steps", "comparison", "map", "quote", "points"
]  # fmt: skip


class Row(Schema):
    """A line of a chart's table."""

    label: Label = Field(min_length=1)
    value: Figure | None = None
    values: tuple[Figure, ...] = Field((), max_length=2, description="of two series")


class MilestoneItem(Schema):
    """A date and what happened."""

    when: Label = Field(min_length=1)
    what: str = Field(min_length=1)


class StepItem(Schema):
    """A measure of a policy."""

    title: str = Field(min_length=1)
    text: str = ""


class Highlight(Schema):
    """What one scene tells."""

    id: Annotated[Name, AfterValidator(_not_reel)]
    label: str = Field(min_length=1)
    chart: ChartName = "counter"
    value: Figure | None = None
    prefix: str = ""
    unit: str = ""
    period: Label = ""
    source: str = ""
    basis: str = ""
    note: str = ""
    items: tuple[Row, ...] = ()
    series: tuple[Label, ...] = Field((), max_length=2)
    direction: Literal["auto", "lying", "standing"] = "auto"
    highlight: Label = ""
    whole: Figure | None = None
    icon: Pictogram | None = None
    each: Figure | None = None
    milestones: tuple[MilestoneItem, ...] = ()
    steps: tuple[StepItem, ...] = ()
    points: tuple[str, ...] = ()
    text: str = ""
    name: str = ""
    role: str = ""


def is_sample(basis: str) -> bool:
    """Whether the data call themselves an example."""
    return basis in SAMPLE_BASIS
