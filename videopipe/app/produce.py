"""`videopipe run`: one episode folder in, one published bundle out."""

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from fractions import Fraction
from pathlib import Path
from typing import Any

from videopipe.app.charts import check_scenes, check_story, order_of
from videopipe.app.delivery import Delivery, decide_evenings, plan_delivery_of
from videopipe.app.footage import FootageReport, check_decoding, footage_facts, report_footage
from videopipe.app.job import Job, Material, analyse, durations, ingest, load_job
from videopipe.app.layers import check_layouts, require_layouts, views
from videopipe.app.programme import Programme, cut_in_chart, decide_programme, decide_timeline, footage_of
from videopipe.app.quality import films_facts, judge_films, page_of_reports, require_fit
from videopipe.app.shop import Shop
from videopipe.config.document import bad_value
from videopipe.config.series import NOTHING_COMMON, Common
from videopipe.drawing.canvas import Canvas
from videopipe.model.analysis import Analysis
from videopipe.model.bundle import Deliverable
from videopipe.model.errors import MissingFile, NotWritable
from videopipe.model.findings import Finding, finding_facts
from videopipe.model.time import Seconds
from videopipe.model.timeline import Timeline
from videopipe.stages import recipes
from videopipe.stages.edit.file import parse_edit
from videopipe.stages.graphics.check import check_graphic
from videopipe.stages.graphics.check import strings as graphic_strings
from videopipe.stages.infographics.plan import cut_in_canvas, side_on
from videopipe.stages.package.plan import identity
from videopipe.stages.package.seal import publish
from videopipe.stages.package.shelf import Published
from videopipe.stages.qc.report import FilmReport
from videopipe.stages.subtitles.check import strings as subtitle_strings
from videopipe.stages.subtitles.read import ReadSubtitles, subtitles_facts
from videopipe.text.fonts import require_glyphs


@dataclass(frozen=True)
class Produced:
    """What a run left behind."""

    published: Published
    programme: Programme
    removed: Seconds
    """Footage that was cut away."""
    footage: tuple[FootageReport, ...]
    """On every file that came in."""
    subtitles: Mapping[str, ReadSubtitles]
    """By file."""
    reports: tuple[FilmReport, ...]
    """On the quality of every film."""
    written: tuple[Finding, ...]
    """Of the words in episode.yaml."""


def produce(
    folder: Path,
    profiles: Sequence[str],
    *,
    out: Path,
    edit: Path | None,
    shop: Shop,
    common: Common = NOTHING_COMMON,
    now: Callable[[], datetime] = lambda: datetime.now(UTC),
) -> Produced:
    """The walk: read, ingest, analyse, edit, make everything, publish with one rename."""
    job = load_job(folder, profiles, common)
    _require_writable(out)
    material = ingest(job, shop)
    analyses = analyse(job, material, shop)
    check_decoding(job, material, analyses)
    timeline = edited(job, material, analyses, edit)
    programme = decide_programme(job, timeline, material, analyses)
    check_texts(job, programme)
    layouts = check_layouts(job, programme)
    require_layouts(job, layouts)
    delivery = plan_delivery_of(job, material, analyses, programme, shop.builder())
    shop.run(delivery.plan, recipes(), job.subject)
    reports = judge_films(job, material, programme, layouts, delivery, shop)
    require_fit(reports, out / job.loaded.episode.series / job.loaded.episode.id, job.profile)
    footage = report_footage(job, material, analyses, decide_evenings(job, analyses, programme))
    report = _report(job, programme, delivery, footage, reports, shop)
    published = _publish(job, programme, delivery.files, report, reports, shop, out, now())
    removed = _removed(timeline)
    return Produced(published, programme, removed, footage, job.subtitles, reports, job.written)


def edited(job: Job, material: Material, analyses: tuple[Analysis, ...], edit: Path | None) -> Timeline:
    """The timeline that a person handed back, else the profile's rules at work."""
    if edit is None:
        return decide_timeline(job, durations(material), analyses)
    try:
        text = edit.read_text("utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise MissingFile(file=str(edit), wanted_by=f"--edit: {error}") from error
    timeline = parse_edit(text, str(edit), footage_of(job, durations(material)))
    if timeline.fps != job.profile.fps:
        raise bad_value(
            str(edit), 1, "fps",
            f"the edit is made for {timeline.fps} pictures a second, the profile for {job.profile.fps}",
            f"剪辑文件按每秒 {timeline.fps} 帧，配置为 {job.profile.fps} 帧",
            "Use the edit.json of a bundle of the same profile", "请使用同一配置生成的 edit.json",
        )  # fmt: skip
    return timeline


def check_texts(job: Job, programme: Programme) -> None:
    """Every string that will be drawn: in the fonts, and small enough for its place in every layout."""
    require_glyphs(_drawn(programme), programme.face)
    for layout in job.profile.layouts.values():
        for graphic in (*programme.graphics, *programme.traditional):
            check_graphic(graphic, job.theme, Canvas(layout.width, layout.height), programme.fonts)
    if job.story is not None and job.profile.infographics is not None:
        check_story(job.story, order_of(job.profile, job.theme, job.fonts))
    for view in views(job.profile):
        layout = job.profile.layouts[view.layout]
        for mark in programme.cut_ins:
            whole = Canvas(layout.width, layout.height)
            canvas = cut_in_canvas(whole, side_on(mark, whole))
            check_scenes([cut_in_chart(job, mark, view.language)], job.theme, [canvas], job.fonts)


def _drawn(programme: Programme) -> Iterator[tuple[str, str]]:
    """(place, text) of all that is drawn; both weights of the font have the same characters."""
    for (language, _upright), cues in programme.texts.burned.items():
        yield from subtitle_strings(cues, language)
    for graphic in (*programme.graphics, *programme.traditional):
        yield from ((f"{place} “{text}”", text) for place, text, _weight in graphic_strings(graphic))


def _require_writable(out: Path) -> None:
    try:
        out.mkdir(parents=True, exist_ok=True)
        probe = out / ".videopipe-writable"
        probe.touch()
        probe.unlink(missing_ok=True)  # another episode of a batch may be at the same
    except OSError as error:
        raise NotWritable(folder=str(out), why=error.strerror, option="-o") from error


def _removed(timeline: Timeline) -> Seconds:
    return Fraction(sum(len(piece.frames) for piece in timeline.pieces if not piece.keep)) / timeline.fps


def style_of(job: Job) -> dict[str, str]:
    """What all cities of a series should have alike."""
    return {"profile": job.profile_name, "theme": job.theme.name, "accent": job.theme.colours.accent}


def _publish(
    job: Job,
    programme: Programme,
    made: Sequence[Deliverable],
    report: str,
    reports: Sequence[FilmReport],
    shop: Shop,
    out: Path,
    now: datetime,
) -> Published:
    from videopipe.app.page import page_of

    found = [note.finding for note in programme.notes]
    files = (
        *made,
        Deliverable("qc/report.json", report, "qc", "application/json"),
        Deliverable(
            "qc/index.html", page_of_reports(reports, job.profile, found), "qc", "text/html", "zh-CN"
        ),
    )
    episode = job.loaded.episode
    return publish(
        files,
        out=out,
        series=episode.series,
        episode_id=episode.id,
        title=episode.title,
        city=episode.city.zh_full,
        identity=identity(files, {"page": episode.model_dump_json()}),
        store_path=shop.store.path,
        now=now,
        page=page_of(job, programme),
        stopped=shop.stop.is_set,
    )


def _report(
    job: Job,
    programme: Programme,
    delivery: Delivery,
    footage: Sequence[FootageReport],
    reports: Sequence[FilmReport],
    shop: Shop,
) -> str:
    """What a person should know about the result: subtitle notes, how each sound was levelled, faults of films."""
    sounds: dict[str, Any] = {name: json.loads(shop.text(report)) for name, report in delivery.sound_reports}
    notes = [
        {"cue": note.cue, "en": note.say("en"), "zh": note.say("zh"), **finding_facts(note.finding)}
        for note in programme.notes
    ]
    graphics = [{"kind": type(graphic).__name__, **asdict(graphic)} for graphic in programme.graphics]
    facts = {
        "notes": notes,
        "episode": [finding_facts(finding) for finding in job.written],
        "footage": [footage_facts(report) for report in footage],
        "subtitles": [subtitles_facts(name, read) for name, read in job.subtitles.items()],
        "sound": sounds,
        "graphics": graphics,
        "films": films_facts(reports),
        "style": style_of(job),
    }
    return json.dumps(facts, ensure_ascii=False, indent=1, sort_keys=True, default=str)
