"""Quality control: of any finished film by itself (`videopipe qc`), and of every film of a run before it is published."""

import json
import os
import tempfile
from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction
from pathlib import Path
from typing import Any

from videopipe.app.delivery import Delivery, Film
from videopipe.app.job import Job, Material
from videopipe.app.programme import Programme, View
from videopipe.app.shop import Shop
from videopipe.config.profile import Layout, Profile
from videopipe.drawing.canvas import Canvas
from videopipe.engine.disk import write_durably
from videopipe.media.tools import ffmpeg_version
from videopipe.model.errors import MissingFile, TaskError
from videopipe.model.findings import Finding, when
from videopipe.model.media import MediaInfo
from videopipe.model.quality import Declared
from videopipe.model.time import Frames, Span, time_of
from videopipe.stages import recipes
from videopipe.stages.graphics.plan import CARDS
from videopipe.stages.infographics.plan import side_on
from videopipe.stages.qc.judge import HLS_LEVEL, Rules, fails, judge
from videopipe.stages.qc.layers import within
from videopipe.stages.qc.plan import moments_of, plan_stills, still_of
from videopipe.stages.qc.record import parse_facts
from videopipe.stages.qc.report import FilmReport, report_facts

FAILED_PAGE = "qc-failed.html"
"""Beside the versions of an episode: why there is no new one. Goes away with the next that is published."""


class QcFailed(TaskError):
    """A finished film isn't fit to publish."""

    en = "{file} is not published: {what_en} ({id}{at}). {remedy_en}. {count} faults in all, with pictures: {page}. What was made is kept; `qc.allow` of a profile publishes all the same"
    zh = "{file} 未发布：{what_zh}（{id}{at}）。{remedy_zh}。共 {count} 处不合格，图文报告见 {page}。已完成的部分均已保留；确需发布时，可在配置的 qc.allow 中列出该项"


def rules_of(profile: Profile, media: MediaInfo) -> Rules:
    """What a film of that size is held against."""
    video = media.video
    size = (video.width, video.height) if video is not None else (0, 0)
    levels = [
        int(Fraction(rendition.level) * 10)
        for rendition in profile.renditions.values()
        if (rendition.width, rendition.height) == size
    ]
    return Rules(
        qc=profile.qc,
        audio=profile.audio,
        fps=profile.fps,
        gop_s=profile.encoding.gop_s,
        level=max(levels, default=HLS_LEVEL),
    )


# A film by itself.


def examine_film(
    path: Path, profile: Profile, *, pictures: bool, sync: bool = False, stopped: Callable[[], bool]
) -> FilmReport:
    """The report on one file; `pictures` with stills for a page; `sync` for a test film of flashes and beeps.

    Raises FootageRefused, MissingFile or Stopped.
    """
    from videopipe.media.apart import probe_apart
    from videopipe.stages.qc.examine import examine
    from videopipe.stages.qc.stills import take_stills
    from videopipe.stages.qc.sync import judge_sync, measure_sync

    if not path.exists():
        raise MissingFile(file=str(path), wanted_by="videopipe qc")
    with tempfile.TemporaryDirectory(prefix="videopipe-qc-") as scratch:
        facts = examine(path, Path(scratch), stopped, read=lambda film: probe_apart(film, stopped))
    findings = judge(facts, rules_of(profile, facts.media), Declared())
    measured = measure_sync(path, stopped) if sync else None
    if measured is not None:
        findings = (*judge_sync(measured), *findings)
    moments = moments_of(findings) if pictures else ()
    stills = take_stills(path, moments) if moments else []
    shown = tuple(still_of(finding, moments, stills) for finding in findings)
    return FilmReport(path.name, facts, findings, shown, measured)


def versions() -> Mapping[str, str]:
    """Of the tools that measure."""
    return {"ffmpeg": ffmpeg_version()}


def page_of_reports(
    reports: Sequence[FilmReport], profile: Profile, subtitles: Sequence[Finding] = ()
) -> str:
    """The reports as one page, after what was found of the subtitles."""
    from videopipe.stages.qc.page import render_page

    return render_page(reports, profile.audio.target_lufs, subtitles)


# The films of a run.


def judge_films(
    job: Job,
    material: Material,
    programme: Programme,
    layouts: Mapping[View, tuple[Finding, ...]],
    delivery: Delivery,
    shop: Shop,
) -> tuple[FilmReport, ...]:
    """A report on every film of the run; stills are taken where something was found.

    `layouts`: what was found of each view before it was made.
    """
    mute = _mute(material, programme)
    reports = []
    for film in delivery.films:
        facts = parse_facts(shop.text(film.facts))
        findings = judge(
            facts,
            rules_of(job.profile, facts.media),
            _declared(programme, mute, film, job.profile.layouts[film.view.layout]),
            within(layouts[film.view], _span(film.frames, job.profile.fps)) if film.drawn else (),
        )
        reports.append(FilmReport(film.path, facts, findings))
    return _illustrated(delivery.films, reports, job.subject, shop)


def _illustrated(
    films: Sequence[Film], reports: Sequence[FilmReport], subject: str, shop: Shop
) -> tuple[FilmReport, ...]:
    builder = shop.builder()
    moments = [moments_of(report.findings) for report in reports]
    refs = [
        plan_stills(builder, film.made, film.path, wanted) if wanted else None
        for film, wanted in zip(films, moments, strict=True)
    ]
    if any(refs):
        shop.run(builder.plan(), recipes(), subject)
    stills = [json.loads(shop.text(ref)) if ref else [] for ref in refs]
    return tuple(
        FilmReport(
            report.name,
            report.facts,
            report.findings,
            tuple(still_of(finding, wanted, taken) for finding in report.findings),
        )
        for report, wanted, taken in zip(reports, moments, stills, strict=True)
    )


def _mute(material: Material, programme: Programme) -> tuple[Frames, ...]:
    """Programme frames whose footage has no sound track."""
    return tuple(
        Frames(at, at + len(piece.frames))
        for at, piece in programme.timeline.kept()
        if not material.infos[piece.source].audio
    )


def _declared(programme: Programme, mute: Sequence[Frames], film: Film, layout: Layout) -> Declared:
    """What the programme does on purpose while the film lasts, in the film's time."""
    fps = programme.timeline.fps

    def placed(parts: Sequence[Frames]) -> tuple[Span, ...]:
        shown = (part.shifted(-film.frames.start) for part in parts if part.meets(film.frames))
        return tuple(_span(part, fps) for part in shown)

    cards = [graphic.frames for graphic in programme.graphics if isinstance(graphic, CARDS)]
    canvas = Canvas(layout.width, layout.height)
    cards += [mark.frames for mark in programme.cut_ins if side_on(mark, canvas) is None]
    return Declared(still=placed(cards) if film.drawn else (), mute=placed(mute))


def _span(frames: Frames, fps: Fraction) -> Span:
    return Span(time_of(frames.start, fps), time_of(frames.end, fps))


def require_fit(reports: Sequence[FilmReport], folder: Path, profile: Profile) -> None:
    """Leave a page in `folder` and raise QcFailed if a film may not be published; else take an old page away."""
    page = folder / FAILED_PAGE
    faults = [(report.name, fault) for report in reports for fault in fails(report.findings)]
    if not faults:
        page.unlink(missing_ok=True)
        return
    _leave(page, page_of_reports([report for report in reports if report.failed], profile))
    name, first = faults[0]
    raise QcFailed(
        file=name,
        what_en=first.what.en,
        what_zh=first.what.zh,
        id=first.id,
        at=f", {when(first.span)}" if first.span else "",
        remedy_en=first.remedy.en,
        remedy_zh=first.remedy.zh,
        count=len(faults),
        page=str(page),
    )


def _leave(page: Path, html: str) -> None:
    page.parent.mkdir(parents=True, exist_ok=True)
    aside = page.with_name(f".{page.name}-{os.getpid()}")
    aside.unlink(missing_ok=True)
    write_durably(aside, html.encode())
    aside.replace(page)


def films_facts(reports: Sequence[FilmReport]) -> list[dict[str, Any]]:
    """What `qc/report.json` says of the films."""
    return [report_facts(report, versions()) for report in reports]
