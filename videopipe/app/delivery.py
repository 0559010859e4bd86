"""From the programme to every file of the bundle. Touches nothing."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction

from videopipe.app.charts import order_of, plan_story
from videopipe.app.footage import too_far
from videopipe.app.job import LANGUAGE, Job, Material
from videopipe.app.programme import Programme, View, cut_in_chart, subtitles_of
from videopipe.config.highlight import REEL
from videopipe.config.profile import Layout
from videopipe.drawing.canvas import Canvas
from videopipe.engine.task import In, Plan, PlanBuilder
from videopipe.model.analysis import Analysis
from videopipe.model.bundle import Deliverable, Made
from videopipe.model.cues import ScreenCue, Script
from videopipe.model.marks import CutInMark, QuestionMark
from videopipe.model.overlay import Overlay
from videopipe.model.time import Frames, Seconds, snap, time_of
from videopipe.model.timeline import Timeline
from videopipe.stages.audio.even import Evening, decide_evening
from videopipe.stages.audio.level import decide_silence
from videopipe.stages.audio.plan import is_heard, plan_delivery, plan_programme
from videopipe.stages.clips.plan import edges, members
from videopipe.stages.edit.file import render_edit
from videopipe.stages.graphics.plan import plan_overlays
from videopipe.stages.infographics.params import Drawing as SceneDrawing
from videopipe.stages.infographics.plan import plan_cut_in
from videopipe.stages.package.plan import plan_image, plan_measure
from videopipe.stages.picture.plan import (
    Drawing,
    Group,
    PictureSource,
    group_renditions,
    plan_join,
    plan_segments,
)
from videopipe.stages.picture.segments import cut_segments
from videopipe.stages.qc.plan import plan_examine
from videopipe.stages.subtitles.ass import render_ass
from videopipe.stages.subtitles.check import strings
from videopipe.stages.subtitles.transcript import QuestionSpan, paragraphs, render_transcript_txt
from videopipe.stages.subtitles.write import CAPTION_FORMATS

POSTER_SIZE = (1920, 1080)
COVER_SIZE = (1280, 720)


@dataclass(frozen=True)
class Film:
    """A finished film, and where it is told what it is."""

    path: str
    """In the bundle."""
    made: In
    facts: In
    """What `qc.examine` found."""
    frames: Frames
    """Which of the programme it shows."""
    drawn: bool
    """Whether cards and subtitles lie over it."""
    view: View
    """What it is laid out for."""


@dataclass(frozen=True)
class Delivery:
    """The tasks of plan B and what becomes of their results."""

    plan: Plan
    files: tuple[Deliverable, ...]
    sound_reports: tuple[tuple[str, In], ...]
    """(deliverable, report of its level)."""
    films: tuple[Film, ...]


def picture_sources(material: Material, analyses: Sequence[Analysis]) -> tuple[PictureSource, ...]:
    """Footage as the picture stage wants it."""
    return tuple(
        PictureSource(source.digest, info.video, info.container, too_far(analysis))
        for source, info, analysis in zip(material.sources, material.infos, analyses, strict=True)
        if info.video is not None
    )


def subtitle_drawing(programme: Programme, canvas: Layout, language: str) -> Drawing:
    """Subtitle script of any segment of a burned-in rendition."""
    style, cues = subtitles_of(programme, canvas, language)
    fps, face = programme.timeline.fps, programme.face

    def draw(segment: Frames) -> Script | None:
        shown = [cue for cue in cues if cue.frames.meets(segment)]
        if not shown:
            return None
        own = face.borrowed(char for _place, line in strings(shown, language) for char in line)
        families = {char: font.family for char, font in own.items()}
        text = render_ass(shown, segment, style, (canvas.width, canvas.height), fps, families)
        return Script(text, tuple(sorted({font.digest for font in own.values()})))

    return draw


def plan_group_overlays(
    builder: PlanBuilder, job: Job, programme: Programme, group: Group
) -> tuple[Overlay, ...]:
    """What is drawn over the pictures of a group: nothing if it is to be clean."""
    if is_clean(group):
        return ()
    canvas = Canvas(group.canvas.width, group.canvas.height)
    graphics, fps = programme.graphics_in(group.language), job.profile.fps

    def drawing_of(mark: CutInMark) -> SceneDrawing:
        chart = cut_in_chart(job, mark, group.language)
        return SceneDrawing((chart,), job.theme, canvas, fps, programme.fonts)

    drawn = plan_overlays(
        builder, graphics, job.theme, canvas, fps, marked=group.marked, fonts=programme.fonts
    )
    cut_ins = (plan_cut_in(builder, drawing_of(mark), mark) for mark in programme.cut_ins)
    return (*drawn, *cut_ins)


def is_clean(group: Group) -> bool:
    """Whether the group's renditions show no text at all."""
    return all(rendition.text == "clean" for rendition in group.renditions.values())


def plan_delivery_of(
    job: Job,
    material: Material,
    analyses: Sequence[Analysis],
    programme: Programme,
    builder: PlanBuilder,
) -> Delivery:
    """Every task and every file of the bundle."""
    return _Planner(job, material, analyses, programme, builder).plan()


def decide_evenings(job: Job, analyses: Sequence[Analysis], programme: Programme) -> tuple[Evening, ...]:
    """For each source, what brings the speakers of its kept phrases to one level."""
    timeline, evenings = programme.timeline, []
    turns = source_turns(timeline, programme.questions)
    for number, found in enumerate(analyses):
        phrases = zip(found.speech, found.phrase_lufs, strict=True)
        kept = [(span, lufs) for span, lufs in phrases if timeline.programme_span(number, span) is not None]
        evening = decide_evening(
            [span for span, _ in kept], [lufs for _, lufs in kept], turns.get(number, ()),
            allowed=job.profile.audio.even_speakers, where="sound",
        )  # fmt: skip
        evenings.append(evening)
    return tuple(evenings)


def source_turns(timeline: Timeline, questions: Sequence[QuestionMark]) -> dict[int, list[Seconds]]:
    """Source to the times in it at which a question begins and its answer begins."""
    turns: dict[int, list[Seconds]] = {}
    frames = sorted({frame for mark in questions for frame in (mark.asked.start, mark.asked.end)})
    for at, piece in timeline.kept():
        here = [frame - at + piece.frames.start for frame in frames if at <= frame < at + len(piece.frames)]
        turns.setdefault(piece.source, []).extend(time_of(frame, timeline.fps) for frame in here)
    return turns


class _Planner:
    """Collects plan B; one method a kind of deliverable."""

    def __init__(
        self,
        job: Job,
        material: Material,
        analyses: Sequence[Analysis],
        programme: Programme,
        builder: PlanBuilder,
    ) -> None:
        self._job = job
        self._material = material
        self._analyses = analyses
        self._programme = programme
        self._builder = builder
        self._fps = programme.timeline.fps
        self._files: list[Deliverable] = []
        self._reports: list[tuple[str, In]] = []
        self._films: list[Film] = []

    def plan(self) -> Delivery:
        profile, programme = self._job.profile, self._programme
        longest = snap(Fraction(profile.encoding.longest_segment_s), self._fps)
        segments = cut_segments(
            programme.timeline, edges=edges(programme.clips), cues=programme.cues, longest=longest
        )
        tracks = [task.sound_track for task in self._material.tasks]
        gains = [evening.steps for evening in decide_evenings(self._job, self._analyses, programme)]
        sound = plan_programme(
            self._builder, programme.timeline, tracks, profile.audio, gains if any(gains) else ()
        )
        pictures: dict[str, tuple[In, ...]] = {}
        for group in group_renditions(profile.renditions, profile.layouts):
            pictures |= self._segments(group, segments)
        masters = self._masters(pictures, segments, sound)
        self._clips(pictures, segments, sound)
        self._images(masters)
        self._infographics()
        self._texts()
        return Delivery(self._builder.plan(), tuple(self._files), tuple(self._reports), tuple(self._films))

    def _segments(self, group: Group, segments: Sequence[Frames]) -> dict[str, tuple[In, ...]]:
        overlays = plan_group_overlays(self._builder, self._job, self._programme, group)
        clean = is_clean(group)
        return plan_segments(
            self._builder,
            group,
            segments,
            timeline=self._programme.timeline,
            sources=picture_sources(self._material, self._analyses),
            encoding=self._job.profile.encoding,
            draw=(lambda _segment: None) if clean else self._drawing(group),
            overlays=overlays,
        )

    def _drawing(self, group: Group) -> Drawing:
        return subtitle_drawing(self._programme, group.canvas, group.language)

    def _masters(
        self, pictures: dict[str, tuple[In, ...]], segments: Sequence[Frames], sound: In
    ) -> dict[str, In]:
        whole = Frames(0, self._programme.timeline.total_frames)
        name = f"video/{next(iter(pictures))}.mp4"
        track, report = self._sound(sound, whole, "audio/master", name)
        masters = {}
        for name, files in pictures.items():
            path = f"video/{name}.mp4"
            parts = [(file, len(segment)) for file, segment in zip(files, segments, strict=True)]
            masters[name] = self._join(path, f"picture/{name}", parts, track, self._title())
            self._reports.append((path, report))
            text = self._job.profile.renditions[name].text
            self._examine(path, masters[name], whole, name)
            self._add_media(path, masters[name], "programme" if text == "burned" else "clean", self._title())
        return masters

    def _clips(self, pictures: dict[str, tuple[In, ...]], segments: Sequence[Frames], sound: In) -> None:
        rules = self._job.profile.clips
        if rules is None:
            return
        layout = self._job.profile.renditions[rules.rendition].layout
        for clip in self._programme.clips:
            path = f"clips/{clip.question.id}.{layout}.mp4"
            track, report = self._sound(sound, clip.frames, f"audio/{clip.question.id}", path)
            chosen = members(clip, segments)
            parts = [(pictures[rules.rendition][index], len(segments[index])) for index in chosen]
            joined = self._join(path, f"clips/{clip.question.id}", parts, track, clip.question.text)
            self._reports.append((path, report))
            self._examine(path, joined, clip.frames, rules.rendition)
            self._add_media(path, joined, "clip", clip.question.text)

    def _sound(self, programme: In, frames: Frames, label: str, name: str) -> tuple[In, In]:
        speech = [found.speech for found in self._analyses]
        silence = decide_silence(
            heard=is_heard(self._programme.timeline, frames, speech),
            empty=all(sound.empty for sound in self._material.sounds),
        )
        return plan_delivery(
            self._builder, programme, frames, self._fps, self._job.profile.audio,
            label=label, name=name, silence_lufs=silence,
        )  # fmt: skip

    def _join(self, path: str, label: str, parts: Sequence[tuple[In, int]], sound: In, title: str) -> In:
        return plan_join(
            self._builder,
            label=label,
            name=path.rpartition("/")[2],
            segments=parts,
            fps=self._fps,
            sound=sound,
            metadata={"title": title, "date": _day(self._job.loaded.episode.date)},
        )

    def _examine(self, path: str, made: In, frames: Frames, rendition: str) -> None:
        facts = plan_examine(self._builder, made, path, len(frames))
        shown = self._job.profile.renditions[rendition]
        self._films.append(
            Film(path, made, facts, frames, shown.text == "burned", View(shown.layout, shown.language))
        )

    def _title(self) -> str:
        return self._job.loaded.episode.title

    def _add_media(self, path: str, made: In, role: str, title: str, media_type: str = "video/mp4") -> None:
        facts = plan_measure(self._builder, made, path)
        self._files.append(Deliverable(path, _made(made), role, media_type, LANGUAGE, title, _made(facts)))

    def _images(self, masters: dict[str, In]) -> None:
        renditions = self._job.profile.renditions
        clean = next((name for name in masters if renditions[name].text == "clean"), next(iter(masters)))
        burned = next((name for name in masters if renditions[name].text == "burned"), clean)
        poster = self._image(masters[clean], self._guest_frame(), POSTER_SIZE, "poster.jpg")
        cover = self._image(masters[burned], self._title_frame(), COVER_SIZE, "cover.jpg")
        self._add_media("images/poster.jpg", poster, "poster", self._title(), "image/jpeg")
        self._add_media("images/cover.jpg", cover, "cover", self._title(), "image/jpeg")
        for mark in self._programme.questions:
            name = f"{mark.id}.jpg"
            still = self._image(masters[clean], self._answer_frame(mark), COVER_SIZE, name)
            self._add_media(f"images/{name}", still, "still", mark.text, "image/jpeg")

    def _image(self, video: In, frame: int, size: tuple[int, int], name: str) -> In:
        return plan_image(self._builder, video, frame, size, f"images/{name}", name)

    def _guest_frame(self) -> int:
        """A moment of the first answer; where nobody asks, a third into the programme."""
        questions = self._programme.questions
        return self._answer_frame(questions[0]) if questions else self._programme.timeline.total_frames // 3

    def _answer_frame(self, mark: QuestionMark) -> int:
        """Three seconds into the answer, when the speaker's face is settled."""
        return min(mark.asked.end + snap(Fraction(3), self._fps), mark.whole.end - 1)

    def _title_frame(self) -> int:
        """When the opening title is complete."""
        return snap(self._job.profile.graphics.title_s * Fraction(2, 3), self._fps)

    def _infographics(self) -> None:
        job = self._job
        if job.profile.infographics is None or job.story is None:
            return
        reel = REEL if job.profile.infographics.reel else ""
        order = order_of(job.profile, job.theme, job.fonts)
        self._files += plan_story(self._builder, job.story, order, reel=reel, folder="infographics/")

    def _texts(self) -> None:
        cues = self._programme.cues
        spans = [
            QuestionSpan(mark.id, mark.topic, mark.asker, mark.text, mark.whole)
            for mark in self._programme.questions
        ]
        texts = self._programme.texts
        for language, lines in texts.captions.items():
            self._caption_files("captions", language, lines, language)
        for language, lines in texts.sdh.items():
            self._caption_files("sdh", f"{language}.sdh", lines, language)
        if cues:
            transcript = render_transcript_txt(paragraphs(cues, spans), self._fps)
            self._add_text(f"transcript/{LANGUAGE}.txt", transcript, "transcript", "text/plain")
        self._add_text(
            "edit.json", render_edit(self._programme.timeline, self._names()), "edit", "application/json"
        )

    def _caption_files(self, role: str, stem: str, cues: Sequence[ScreenCue], language: str) -> None:
        for name in self._job.profile.captions.formats:
            media_type, render = CAPTION_FORMATS[name]
            text = render(cues, self._fps, language)
            self._add_text(f"captions/{stem}.{name}", text, role, media_type, language)

    def _names(self) -> list[str]:
        return [item.file for item in self._job.footage]

    def _add_text(self, path: str, text: str, role: str, media_type: str, language: str = LANGUAGE) -> None:
        self._files.append(Deliverable(path, text, role, media_type, language, self._title(), None))


def _made(ref: In) -> Made:
    return Made(ref.key, ref.name)


def _day(date: datetime) -> str:
    return date.date().isoformat()
