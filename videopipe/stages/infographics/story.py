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
SOURCES_A_SCENE = 8


def reel_of(story: Story) -> tuple[Scene, ...]:
    """Title, charts, sources."""
    return (_title(story), *story.charts, *_sources([story]))


def reel_across(title: str, stories: Sequence[Story]) -> tuple[Scene, ...]:
    """A title over all, each story behind its own title, all sources at the end."""
    opening = _title(replace(stories[0], title=title, city=""))
    told = [scene for story in stories for scene in (_title(story), *story.charts)]
    return (opening, *told, *_sources(stories))


def _title(story: Story) -> ReelTitle:
    return ReelTitle(Head("reel-title", story.title, traditional=story.traditional), story.series, story.city)


def _sources(stories: Sequence[Story]) -> list[ReelSources]:
    charts = [chart for story in stories for chart in story.charts]
    lines = tuple(dict.fromkeys(chart.head.source for chart in charts if chart.head.source))
    head = Head(
        "reel-sources", SOURCES, example=any(chart.head.example for chart in charts),
        traditional=stories[0].traditional,
    )  # fmt: skip
    starts = range(0, len(lines), SOURCES_A_SCENE)
    return [ReelSources(head, lines[start : start + SOURCES_A_SCENE]) for start in starts]


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
