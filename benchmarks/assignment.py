"""What has to be made, the same for all three: cuts, words, drawn clips and encoder settings.

Decided by videopipe's own functions, outside every measurement. So the two others get for nothing what takes
a person the longest: knowing where to cut, breaking lines, drawing the cards.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise
from pathlib import Path

from videopipe.app.delivery import is_clean, plan_group_overlays, subtitle_drawing
from videopipe.app.job import Job, analyse, durations, ingest, load_job
from videopipe.app.programme import Programme, decide_programme, decide_timeline
from videopipe.app.shop import Shop, open_shop
from videopipe.cli.progress import Quiet
from videopipe.config.profile import Audio, Encoding, Layout, Rendition
from videopipe.engine.stop import Stop
from videopipe.engine.task import In
from videopipe.model.cues import ScreenCue
from videopipe.model.media import MediaInfo
from videopipe.model.overlay import Overlay
from videopipe.model.time import Frames, Seconds
from videopipe.model.timeline import Timeline
from videopipe.stages import recipes
from videopipe.stages.picture.plan import Group, group_renditions


@dataclass(frozen=True)
class Footage:
    """A camera file."""

    path: Path
    info: MediaInfo


@dataclass(frozen=True)
class Cut:
    """A stretch of one camera file that is shown without a jump."""

    footage: Footage
    start: Seconds
    """From the file's first picture."""
    frames: int
    fades: tuple[bool, bool]
    """Whether its sound is faded in and out: not where a clip begins or ends within it."""


@dataclass(frozen=True)
class Cover:
    """A drawn clip with alpha, and where it lies."""

    path: Path
    overlay: Overlay
    """Programme frames."""


@dataclass(frozen=True)
class Deliverable:
    """One video to be written."""

    path: str
    """In the bundle's data folder."""
    frames: Frames
    """Of the programme."""
    canvas: Layout
    rendition: Rendition
    covers: tuple[Cover, ...]
    """Those that it shows."""
    cues: tuple[ScreenCue, ...]
    """Those that it shows, in programme frames."""
    ass: str | None
    """The same as an ASS file, whose time begins with the deliverable."""


@dataclass(frozen=True)
class Assignment:
    """Everything to be made of one episode."""

    timeline: Timeline
    footage: tuple[Footage, ...]
    encoding: Encoding
    audio: Audio
    deliverables: tuple[Deliverable, ...]

    @property
    def fps(self) -> Fraction:
        """Of every deliverable."""
        return self.timeline.fps

    def cuts(self, frames: Frames) -> tuple[Cut, ...]:
        """The stretches that make up a run of programme frames."""
        edges = (0, *self.timeline.joins, self.timeline.total_frames)
        return tuple(
            Cut(self.footage[source], Fraction(first) / self.fps, length, (at in edges, at + length in edges))
            for at, source, first, length in self._shown(frames)
        )

    def _shown(self, frames: Frames) -> Iterator[tuple[int, int, int, int]]:
        """(programme frame, source, its frame, length), cut at joins only."""
        edges = sorted({0, *self.timeline.joins, self.timeline.total_frames})
        begins = {at: (piece.source, piece.frames.start) for at, piece in self.timeline.kept()}
        for start, end in pairwise(edges):
            source, first = begins[start]
            shown = Frames(max(start, frames.start), min(end, frames.end))
            if shown.start < shown.end:
                yield shown.start, source, first + shown.start - start, len(shown)


def prepare(episode: Path, profile: str, work: Path) -> Assignment:
    """Analyse, decide and draw; `work` becomes a work folder of its own and keeps the drawn clips."""
    with open_shop(work, jobs=None, stop=Stop(), watch=Quiet()) as shop:
        job = load_job(episode, [profile])
        material = ingest(job, shop)
        analyses = analyse(job, material, shop)
        timeline = decide_timeline(job, durations(material), analyses)
        programme = decide_programme(job, timeline, material, analyses)
        footage = tuple(
            Footage((job.loaded.folder / source.name).absolute(), info)
            for source, info in zip(material.sources, material.infos, strict=True)
        )
        deliverables = tuple(_deliverables(job, programme, _draw(job, programme, shop)))
        return Assignment(timeline, footage, job.profile.encoding, job.profile.audio, deliverables)


def _groups(job: Job) -> tuple[Group, ...]:
    return group_renditions(job.profile.renditions, job.profile.layouts)


def _draw(job: Job, programme: Programme, shop: Shop) -> dict[str, tuple[Cover, ...]]:
    """The covers of each group of renditions."""
    builder = shop.builder()
    overlays = {group.name: plan_group_overlays(builder, job, programme, group) for group in _groups(job)}
    shop.run(builder.plan(), recipes(), job.subject)
    return {
        name: tuple(Cover(shop.path(In(each.key, each.name)).absolute(), each) for each in found)
        for name, found in overlays.items()
    }


def _deliverables(
    job: Job, programme: Programme, covers: dict[str, tuple[Cover, ...]]
) -> Iterator[Deliverable]:
    whole, rules = Frames(0, programme.timeline.total_frames), job.profile.clips
    for group in _groups(job):
        for name, rendition in group.renditions.items():
            drawn = covers[group.name]
            yield _deliverable(f"video/{name}.mp4", whole, group, rendition, drawn, programme)
            for clip in programme.clips if rules is not None and rules.rendition == name else ():
                path = f"clips/{clip.question.id}.{rendition.layout}.mp4"
                yield _deliverable(path, clip.frames, group, rendition, drawn, programme)


def _deliverable(
    path: str,
    frames: Frames,
    group: Group,
    rendition: Rendition,
    covers: tuple[Cover, ...],
    programme: Programme,
) -> Deliverable:
    clean = is_clean(group)
    script = None if clean else subtitle_drawing(programme, group.canvas, group.language)(frames)
    return Deliverable(
        path,
        frames,
        group.canvas,
        rendition,
        tuple(cover for cover in covers if cover.overlay.frames.meets(frames)),
        () if clean else tuple(cue for cue in programme.cues if cue.frames.meets(frames)),
        script.text if script else None,
    )
