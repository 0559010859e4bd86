"""What an episode or a data file tells: its charts, and what frames them as a reel."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, fields, is_dataclass, replace
from typing import Any, TypeVar

from videopipe.config.highlight import Highlight
from videopipe.model.errors import InputError
from videopipe.model.infographics import Chart, Head, ReelSources, ReelTitle, Scene
from videopipe.stages.infographics.faults import Fault
from videopipe.stages.infographics.read import Setting, chart_of


@dataclass(frozen=True)
class Story:
    """Charts that belong together."""

    title: str
    series: str
    city: str
    """As it is shown; empty where it is about all nine."""
    charts: tuple[Chart, ...]
    theme: str = ""
    """That the data ask for."""
    traditional: bool = False


Complain = Callable[[int, Fault], InputError]
"""From the number of a highlight and its fault to an error that names file and place."""


def read_charts(highlights: Sequence[Highlight], setting: Setting, complain: Complain) -> tuple[Chart, ...]:
    """All charts; raises what `complain` makes of the first fault."""
    charts = []
    for number, said in enumerate(highlights):
        try:
            charts.append(chart_of(said, setting))
        except Fault as fault:
            raise complain(number, fault) from None
    return tuple(charts)


SOURCES = "资料来源"


def reel_of(story: Story) -> tuple[Scene, ...]:
    """Title, charts, sources."""
    example = any(chart.head.example for chart in story.charts)
    title = Head("reel-title", story.title, traditional=story.traditional)
    sources = Head("reel-sources", SOURCES, example=example, traditional=story.traditional)
    lines = tuple(dict.fromkeys(chart.head.source for chart in story.charts if chart.head.source))
    closing = (ReelSources(sources, lines),) if lines else ()
    return (ReelTitle(title, story.series, story.city), *story.charts, *closing)


Said = TypeVar("Said")


def in_traditional(said: Said, convert: Callable[[str], str]) -> Said:
    """A story, a scene or a part of one with every text converted, and marked so. Ids and codes are Latin: they stay."""
    changed: Any = said
    if isinstance(said, str):
        changed = convert(said)
    elif isinstance(said, tuple):
        changed = tuple(in_traditional(each, convert) for each in said)
    elif is_dataclass(said) and not isinstance(said, type):
        parts = {each.name: in_traditional(getattr(said, each.name), convert) for each in fields(said)}
        if "traditional" in parts:
            parts["traditional"] = True
        changed = replace(said, **parts)
    return changed  # type: ignore[no-any-return]  # built of the same parts
