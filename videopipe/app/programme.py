"""What will be shown: from what people wrote and what the footage is, to the programme. Touches nothing."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from videopipe.app.behind import BLACK, Behind, Ground, grounds_of, look_behind
from videopipe.app.job import LANGUAGE, Job, Material, durations
from videopipe.app.languages import TRADITIONAL, Texts, converter, decide_texts
from videopipe.config.profile import Layout
from videopipe.drawing.canvas import Canvas
from videopipe.drawing.setting import face_with
from videopipe.model.analysis import Analysis
from videopipe.model.cues import ScreenCue
from videopipe.model.graphics import Graphic
from videopipe.model.infographics import Chart
from videopipe.model.marks import CutInMark, QuestionMark
from videopipe.model.time import Seconds, snap
from videopipe.model.timeline import Timeline
from videopipe.stages.clips.plan import Clip, decide_clips
from videopipe.stages.edit.marks import place_cut_ins, place_questions, place_straps
from videopipe.stages.edit.plan import Footage, TrimRules, decide
from videopipe.stages.graphics.decide import decide_graphics
from videopipe.stages.graphics.script import in_traditional
from videopipe.stages.infographics.plan import has_room
from videopipe.stages.infographics.story import in_traditional as in_traditional_scene
from videopipe.stages.infographics.tempo import length
from videopipe.stages.subtitles.ass import AssStyle
from videopipe.stages.subtitles.boxes import ink_box
from videopipe.stages.subtitles.limits import SubtitleLimits
from videopipe.stages.subtitles.plan import Note, lay_out
from videopipe.stages.subtitles.plate import PAD_X, PAD_Y, plated
from videopipe.text.fonts import Face, OwnFont

UPRIGHT_BASELINE = 1400


@dataclass(frozen=True)
class Programme:
    """What will be shown, in programme frames."""

    timeline: Timeline
    cues: tuple[ScreenCue, ...]
    """Simplified, in the lines of wide and square pictures."""
    texts: Texts
    """The same for each caption file and each kind of picture."""
    notes: tuple[Note, ...]
    questions: tuple[QuestionMark, ...]
    graphics: tuple[Graphic, ...]
    clips: tuple[Clip, ...]
    behind: Behind
    grounds: tuple[Ground, ...] = ()
    """Cards, which darken the footage or make it pale, and cut-ins that hide it."""
    traditional: tuple[Graphic, ...] = ()
    """The graphics in traditional characters; () where no picture shows them."""
    cut_ins: tuple[CutInMark, ...] = ()
    fonts: tuple[OwnFont, ...] = ()
    """What the episode brings for characters that the shipped fonts lack."""

    @property
    def face(self) -> Face:
        """What subtitles are set in."""
        return face_with("Medium", self.fonts)

    def graphics_in(self, language: str) -> tuple[Graphic, ...]:
        """Those of a rendition in that language."""
        return self.traditional if language.startswith(TRADITIONAL) else self.graphics


@dataclass(frozen=True)
class View:
    """A layout, and the language of the text on it."""

    layout: str
    language: str

    @property
    def name(self) -> str:
        """`wide`, `wide zh-Hant` …"""
        return self.layout if self.language == LANGUAGE else f"{self.layout} {self.language}"


def footage_of(job: Job, durations: Sequence[Seconds]) -> tuple[Footage, ...]:
    """The footage that makes the programme, with its in and out points."""
    return tuple(
        Footage(index, item.file, duration, item.in_, item.out)
        for index, (item, duration) in enumerate(zip(job.footage, durations, strict=True))
    )


def decide_timeline(job: Job, durations: Sequence[Seconds], analyses: Sequence[Analysis]) -> Timeline:
    """The edit by the profile's rules."""
    trim = job.profile.trim
    rules = TrimRules(
        head_pad_ms=trim.head_pad_ms,
        tail_pad_ms=trim.tail_pad_ms,
        longest_pause_ms=trim.longest_pause_ms,
        pause_left_ms=trim.pause_left_ms,
        trim_head=trim.head,
        trim_tail=trim.tail,
        trim_dead_air=trim.dead_air,
    )
    return decide(footage_of(job, durations), analyses, {0: job.cues}, rules, job.profile.fps)


def decide_programme(
    job: Job, timeline: Timeline, material: Material, analyses: Sequence[Analysis]
) -> Programme:
    """Subtitles, questions, cards and clips on the edit."""
    episode, profile = job.loaded.episode, job.profile
    limits = _limits(job)
    names = tuple(person.name for person in episode.people.values())
    found = [timeline.first_frame(n, shot) for n, one in enumerate(analyses) for shot in one.shots]
    shots = tuple(frame for frame in found if frame is not None)
    subtitles = lay_out(job.shown_in(LANGUAGE), timeline, limits, names=names, cuts=shots)
    questions = place_questions(episode, job.cues, timeline, durations(material)[0])
    texts = decide_texts(job, timeline, limits, shots, questions, subtitles.notes)
    straps = place_straps(episode.lower_thirds, job.cues, timeline)
    graphics = decide_graphics(
        episode, timeline, questions=questions, straps=straps, cues=subtitles.cues, rules=profile.graphics,
        logo=job.logo,
    )  # fmt: skip
    cut_ins = _cut_ins(job, timeline)
    clips: tuple[Clip, ...] = ()
    if profile.clips is not None:
        handle = snap(Fraction(profile.clips.handle_ms, 1000), profile.fps)
        clips = decide_clips(questions, subtitles.cues, handle=handle, total=timeline.total_frames)
    return Programme(
        timeline=timeline,
        cues=subtitles.cues,
        texts=texts,
        notes=tuple(sorted([*subtitles.notes, *texts.notes], key=lambda note: note.cue)),
        questions=questions,
        graphics=graphics,
        clips=clips,
        behind=look_behind(timeline, material.infos, analyses),
        grounds=grounds_of(graphics, cut_ins, job.theme),
        traditional=_traditional(job, graphics),
        fonts=job.fonts,
        cut_ins=cut_ins,
    )


def _cut_ins(job: Job, timeline: Timeline) -> tuple[CutInMark, ...]:
    charts = job.story.charts if job.story is not None else ()
    lengths = {chart.head.id: length(chart, timeline.fps) for chart in charts}
    return place_cut_ins(job.loaded.episode.cut_ins, lengths, job.cues, timeline)


def cut_in_chart(job: Job, mark: CutInMark, language: str) -> Chart:
    """What a cut-in shows in a picture of that language."""
    assert job.story is not None  # noqa: S101 - its marks come from there
    chart = next(chart for chart in job.story.charts if chart.head.id == mark.scene)
    return in_traditional_scene(chart, converter(job)) if language.startswith(TRADITIONAL) else chart


def _traditional(job: Job, graphics: Sequence[Graphic]) -> tuple[Graphic, ...]:
    wanted = any(
        each.text == "burned" and each.language.startswith(TRADITIONAL)
        for each in job.profile.renditions.values()
    )
    return tuple(in_traditional(graphic, converter(job)) for graphic in graphics) if wanted else ()


def _limits(job: Job) -> SubtitleLimits:
    rules = job.profile.subtitles
    return SubtitleLimits(
        max_width=rules.max_width,
        max_lines=rules.max_lines,
        warn_cps=rules.warn_cps,
        max_cps=rules.max_cps,
        min_duration=Fraction(rules.min_duration_ms, 1000),
        max_duration=rules.max_duration_ms // 1000,
        min_gap_frames=rules.min_gap_frames,
    )


def subtitles_of(
    programme: Programme, canvas: Layout, language: str
) -> tuple[AssStyle, tuple[ScreenCue, ...]]:
    """How subtitles look on that canvas, and which are shown."""
    style = AssStyle(baseline=UPRIGHT_BASELINE) if canvas.upright else AssStyle()
    return style, _plated(programme, programme.texts.burned[language, canvas.upright], style, canvas)


def _plated(
    programme: Programme, cues: Sequence[ScreenCue], style: AssStyle, canvas: Layout
) -> tuple[ScreenCue, ...]:
    """With plates where the footage is too bright for white letters."""
    size = (canvas.width, canvas.height)
    boxes = [ink_box(cue, style, size, programme.face) for cue in cues]
    scale = Canvas(canvas.width, canvas.height)
    tints = [ground for ground in programme.grounds if not (ground.panel and has_room(scale))]
    grounds = [_ground_of(cue, tints) for cue in cues]
    luma = []
    for cue, box, ground in zip(cues, boxes, grounds, strict=True):
        footage = programme.behind.brightest(cue.frames, box, canvas) if box is not None else BLACK
        luma.append(footage if ground is None else tints[ground].tinted(footage))
    near = round(programme.timeline.fps / 2)
    return plated(cues, boxes, luma, grounds, (scale.px(PAD_X), scale.px(PAD_Y)), near)


def _ground_of(cue: ScreenCue, grounds: Sequence[Ground]) -> int | None:
    """The card or cut-in that covers most of the time of a cue."""
    covers = (
        len(range(max(cue.frames.start, g.frames.start), min(cue.frames.end, g.frames.end))) for g in grounds
    )
    return next((n for n, shared in enumerate(covers) if 2 * shared > len(cue.frames)), None)
