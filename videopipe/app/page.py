"""What the page of an episode shows: the episode's words, the programme's times, the bundle's measured files."""

from collections.abc import Callable, Iterable, Iterator
from fractions import Fraction

from videopipe.app.charts import REEL_ROLE, ROLE
from videopipe.app.job import Job
from videopipe.app.programme import Programme
from videopipe.app.speakers import HOST, speaker_at
from videopipe.config.episode import Episode, Expert, Link
from videopipe.config.highlight import REEL, Highlight, is_sample
from videopipe.model.bundle import Bundle, FileFacts
from videopipe.model.infographics import Chart
from videopipe.model.numbers import figure
from videopipe.model.time import Seconds, time_of
from videopipe.stages.infographics.twin import alt_text, table_of
from videopipe.stages.pages import view
from videopipe.stages.pages.render import render_page
from videopipe.stages.subtitles.write import render_vtt

CAPTION_LABELS = {"zh-Hans": "简体中文", "zh-Hant": "繁體中文", "en": "English"}
"""Each in its own language."""
SDH_LABELS = {"zh-Hans": "简体中文·听障辅助", "zh-Hant": "繁體中文·聽障輔助", "en": "English SDH"}
"""With speakers and sounds."""
DOWNLOADS = ("captions", "sdh", "transcript")
"""Roles of files that the page offers besides films, in its order."""


def page_of(job: Job, programme: Programme) -> Callable[[Bundle], str]:
    """A function from the measured bundle to its page."""
    return lambda bundle: render_page(_view(job, programme, bundle))


def _view(job: Job, programme: Programme, bundle: Bundle) -> view.PageView:
    episode = job.loaded.episode
    fps = programme.timeline.fps
    return view.PageView(
        site=view.Site(name="", column=episode.programme),
        series=episode.series_title,
        programme=episode.programme,
        title=episode.title,
        city=episode.city.zh_full,
        published=episode.date,
        source=f"{episode.city.zh_full}人民政府",
        summary=_summary(episode),
        keywords=(episode.city.zh, *(question.topic for question in episode.questions if question.topic)),
        identity=bundle.identity,
        films=_films(bundle),
        poster="images/poster.jpg",
        captions=_captions(programme, fps),
        guests=_guests(episode),
        chapters=_chapters(programme, fps, bundle),
        transcript=_lines(episode, programme, fps),
        clips=_clips(bundle),
        infographics=_infographics(job, bundle),
        highlights=tuple(_highlights(episode.highlights)),
        expert=_comment(episode.expert),
        policies=_links(episode.related.policies),
        news=_links(episode.related.news),
        media=_links(episode.related.media),
        downloads=tuple(_download(file) for role in DOWNLOADS for file in bundle.files if file.role == role),
    )


def _summary(episode: Episode) -> str:
    topics = "、".join(question.topic for question in episode.questions if question.topic)
    return f"{episode.city.zh_full}就{topics}等问题回应网友关切。" if topics else ""


def _films(bundle: Bundle) -> tuple[view.Film, ...]:
    """Clean first, since its subtitles can be switched off; then the burned-in ones, largest first."""
    films = [_film(file) for file in bundle.files if file.role in ("programme", "clean")]
    return tuple(sorted(films, key=lambda film: (film.burned, -film.height)))


def _film(file: FileFacts) -> view.Film:
    media = file.measured.media
    assert media is not None and media.video is not None  # noqa: S101, PT018 - measured as film
    burned = file.role == "programme"
    label = f"{'带字幕版' if burned else '无字幕版'} {media.video.height}p"
    return view.Film(
        file.path,
        label,
        media.video.width,
        media.video.height,
        media.video.duration,
        file.measured.size_bytes,
        burned,
    )


def _captions(programme: Programme, fps: Fraction) -> tuple[view.Captions, ...]:
    texts = programme.texts
    labelled = [(labels, of) for labels, of in ((CAPTION_LABELS, texts.captions), (SDH_LABELS, texts.sdh))]
    return tuple(
        view.Captions(language, labels[language], render_vtt(cues, fps))
        for labels, captions in labelled
        for language, cues in captions.items()
    )


def _guests(episode: Episode) -> tuple[str, ...]:
    people = (person for who, person in episode.people.items() if who != HOST)
    return tuple(" ".join(part for part in (person.name, person.role) if part) for person in people)


def _chapters(programme: Programme, fps: Fraction, bundle: Bundle) -> tuple[view.Chapter, ...]:
    images = {file.path for file in bundle.files}
    found = []
    for mark in programme.questions:
        image = f"images/{mark.id}.jpg"
        start = time_of(mark.whole.start, fps)
        found.append(view.Chapter(mark.topic, mark.asker, mark.text, start, image if image in images else ""))
    return tuple(found)


def _lines(episode: Episode, programme: Programme, fps: Fraction) -> tuple[view.Line, ...]:
    return tuple(
        view.Line(
            time_of(cue.frames.start, fps),
            speaker_at(episode, programme.questions, cue.frames.start),
            cue.spoken,
        )
        for cue in programme.cues
    )


def _clips(bundle: Bundle) -> tuple[view.Clip, ...]:
    paths = {file.path for file in bundle.files}
    found = []
    for file in bundle.files:
        if file.role == "clip":
            poster = f"images/{file.path.removeprefix('clips/').partition('.')[0]}.jpg"
            found.append(
                view.Clip(
                    file.path,
                    file.title,
                    _length(file),
                    file.measured.size_bytes,
                    poster if poster in paths else "",
                )
            )
    return tuple(found)


def _infographics(job: Job, bundle: Bundle) -> tuple[view.Clip, ...]:
    """Each chart's film in the first layout, with its table; the reel first."""
    films: dict[str, FileFacts] = {}
    for name in job.profile.layouts if job.story is not None else ():
        for file in bundle.files:
            if file.role in (ROLE, REEL_ROLE) and file.path.endswith(f".{name}.mp4"):
                films.setdefault(file.path.removeprefix("infographics/").removesuffix(f".{name}.mp4"), file)
    charts = {chart.head.id: chart for chart in job.story.charts} if job.story is not None else {}
    paths = {file.path for file in bundle.files}
    return tuple(
        _infographic(films[name], charts.get(name), paths) for name in (REEL, *charts) if name in films
    )


def _infographic(file: FileFacts, chart: Chart | None, paths: set[str]) -> view.Clip:
    still = file.path.removesuffix("mp4") + "png"
    poster = still if still in paths else ""
    title = file.title if chart is not None else f"{file.title}（合集）"
    if chart is None:
        return view.Clip(file.path, title, _length(file), file.measured.size_bytes, poster)
    table = table_of(chart)
    return view.Clip(
        file.path,
        title,
        _length(file),
        file.measured.size_bytes,
        poster,
        alt_text(chart),
        (table.header, *table.rows),
    )


def _length(file: FileFacts) -> Seconds:
    media = file.measured.media
    return media.duration if media is not None else Seconds(0)


def _highlights(highlights: Iterable[Highlight]) -> Iterator[view.Highlight]:
    """Those that are one figure; tables and texts stand beside their films."""
    for each in highlights:
        if each.value is not None:
            yield view.Highlight(
                each.label,
                (each.prefix or each.value.prefix) + figure(each.value.value),
                each.unit or each.value.unit,
                each.period,
                each.source,
                each.note,
                is_sample(each.basis),
            )


def _comment(expert: Expert | None) -> view.Comment | None:
    return view.Comment(expert.text, expert.name, expert.role) if expert is not None else None


def _links(links: tuple[Link, ...]) -> tuple[view.Link, ...]:
    return tuple(
        view.Link(
            link.title,
            link.url,
            " ".join(part for part in (link.issuer, link.doc_no, link.published) if part),
        )
        for link in links
    )


def _download(file: FileFacts) -> view.Download:
    name = "访谈实录（文本）"
    if file.role != "transcript":
        labels, form = CAPTION_LABELS if file.role == "captions" else SDH_LABELS, file.path.rpartition(".")[2]
        name = f"字幕（{labels[file.language]}，{form.upper()}）"
    return view.Download(file.path, name, file.measured.size_bytes)
