"""`videopipe plan` and `videopipe explain`: what a run would do, and why. Writes nothing."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from videopipe.app.delivery import decide_evenings, plan_delivery_of
from videopipe.app.footage import FootageReport, check_decoding, report_footage
from videopipe.app.job import (
    Job,
    describe,
    is_looked_at,
    load_job,
    look_first,
    name_sources,
    read_analyses,
)
from videopipe.app.layers import check_layouts
from videopipe.app.produce import check_texts, edited
from videopipe.app.programme import decide_programme
from videopipe.app.shop import Shop, lane_widths
from videopipe.engine.explain import Difference
from videopipe.engine.forecast import Forecast, forecast
from videopipe.engine.task import Plan, Task
from videopipe.model.errors import InputError
from videopipe.model.findings import Finding
from videopipe.model.timeline import Timeline
from videopipe.stages.subtitles.read import ReadSubtitles


class NoSuchTask(InputError):
    """A task name that the plan doesn't have."""

    en = "the plan has no task `{name}`. `videopipe plan` lists them, for example: {some}"
    zh = "计划中没有任务“{name}”。可用 videopipe plan 列出，例如：{some}"


@dataclass(frozen=True)
class Outlook:
    """What a run would do, as far as it can be known now."""

    forecast: Forecast
    whole: bool
    """False while analyses are missing: what follows depends on what they find."""
    timeline: Timeline | None
    footage: tuple[FootageReport, ...]
    """() while the footage hasn't been read."""
    subtitles: Mapping[str, ReadSubtitles]
    """By file."""
    names: tuple[str, ...]
    layouts: tuple[tuple[str, tuple[Finding, ...]], ...]
    """(layout and language, what is wrong with the places of its subtitles and graphics); () while the cuts aren't known."""
    written: tuple[Finding, ...]
    """Of the words in episode.yaml."""


def look_ahead(folder: Path, profiles: Sequence[str], *, edit: Path | None, shop: Shop) -> Outlook:
    """The tasks of a run: which are cached, how long the rest is likely to take."""
    job = load_job(folder, profiles)
    ahead = _plan(job, edit, shop)
    played = forecast(ahead.plan, shop.store.has, shop.ledger.rates(), lane_widths(shop.jobs))
    names = tuple(item.file for item in job.footage)
    return Outlook(
        played, ahead.timeline is not None, ahead.timeline, ahead.footage, job.subtitles, names,
        ahead.layouts, job.written,
    )  # fmt: skip


def explain(
    folder: Path, profiles: Sequence[str], name: str, *, edit: Path | None, shop: Shop
) -> list[tuple[Task, bool, Sequence[Difference]]]:
    """(task, whether it is cached, what differs from its last run) for each task whose label has `name` in it."""
    job = load_job(folder, profiles)
    plan = _plan(job, edit, shop).plan
    found = [task for task in plan if name == task.label] or [task for task in plan if name in task.label]
    if not found:
        some = ", ".join(task.label for task in list(plan)[-3:])
        raise NoSuchTask(name=name, some=some)
    return [(task, shop.store.has(task.key), shop.ledger.explain(job.subject, task)) for task in found]


@dataclass(frozen=True)
class _Ahead:
    plan: Plan
    timeline: Timeline | None = None
    footage: tuple[FootageReport, ...] = ()
    layouts: tuple[tuple[str, tuple[Finding, ...]], ...] = ()


def _plan(job: Job, edit: Path | None, shop: Shop) -> _Ahead:
    """Everything that can be planned from what is in the store; nothing is run."""
    sources = name_sources(job, shop)
    builder = shop.builder()
    looks = look_first(builder, sources)
    if not is_looked_at(looks, shop):
        return _Ahead(builder.plan())
    material = describe(job, shop, sources, looks, builder)
    if not all(shop.has(ref) for task in material.tasks for ref in (task.sound, task.picture)):
        return _Ahead(builder.plan(), footage=report_footage(job, material))
    analyses = read_analyses(material, shop)
    check_decoding(job, material, analyses)
    timeline = edited(job, material, analyses, edit)
    programme = decide_programme(job, timeline, material, analyses)
    check_texts(job, programme)
    footage = report_footage(job, material, analyses, decide_evenings(job, analyses, programme))
    plan = plan_delivery_of(job, material, analyses, programme, builder).plan
    layouts = tuple((view.name, found) for view, found in check_layouts(job, programme).items())
    return _Ahead(plan, timeline, footage, layouts)
