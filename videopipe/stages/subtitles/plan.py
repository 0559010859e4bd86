"""Which subtitle stands on screen when, and in which lines: source cues to programme cues.

A start is the frame on which the words begin and never moves. An end moves by two frames at most, to keep the
gap, to close a gap that would flicker, or to reach the shortest time. What then still breaks a limit is noted.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import accumulate, pairwise
from math import ceil

from videopipe.model.cues import Cue, ScreenCue
from videopipe.model.time import Frames, time_of
from videopipe.model.timeline import Timeline
from videopipe.stages.subtitles.limits import SubtitleLimits
from videopipe.stages.subtitles.lines import Screen, reading_units, screens, syllables
from videopipe.text.words import cutter

MAX_SHIFT = 2
"""Frames by which an end may move; Netflix keeps ends within two frames of the sound."""


@dataclass(frozen=True)
class Note:
    """Something about a subtitle that a person should know."""

    kind: str
    """A key of SENTENCES."""
    cue: int
    value: Fraction
    limit: Fraction

    def say(self, lang: str) -> str:
        """The sentence in `lang` ("zh" or "en")."""
        en, zh = SENTENCES[self.kind]
        return (zh if lang == "zh" else en).format(
            cue=self.cue, value=f"{float(self.value):.2f}", limit=f"{float(self.limit):.3g}"
        )


SENTENCES = {
    "cut-away": (
        "cue {cue} ({value} s) is not shown: the picture it belongs to was cut away",
        "第 {cue} 条字幕（{value} 秒）未显示：对应画面已被剪去",
    ),
    "no-room": (
        "part of cue {cue} is not shown: it lasts only {value} s. Give it more time",
        "第 {cue} 条字幕有一部分未显示：时长仅 {value} 秒。请延长时间",
    ),
    "overlap": (
        "cue {cue} ends {value} s earlier than written: it overlapped the next one",
        "第 {cue} 条字幕比原定提前 {value} 秒结束：与下一条重叠",
    ),
    "short": (
        "cue {cue} stands for {value} s, less than {limit} s: join it to a neighbour",
        "第 {cue} 条字幕仅显示 {value} 秒，不足 {limit} 秒：建议与相邻字幕合并",
    ),
    "long": (
        "cue {cue} stands for {value} s, more than {limit} s: split it, or end it with the words",
        "第 {cue} 条字幕显示 {value} 秒，超过 {limit} 秒：请拆分，或在话音结束时收起",
    ),
    "brisk": (
        "cue {cue} asks for {value} characters a second, above a comfortable {limit}",
        "第 {cue} 条字幕每秒 {value} 字，超过舒适阅读速度 {limit} 字",
    ),
    "fast": (
        "cue {cue} asks for {value} characters a second, the limit is {limit}: check its times, or shorten the words",
        "第 {cue} 条字幕每秒 {value} 字，超过上限 {limit} 字：请核对时间轴，或精简文字",
    ),
}
"""Kind of note → sentence in English and Chinese. Only `brisk` and `overlap` are harmless."""


@dataclass(frozen=True)
class SubtitlePlan:
    """Every subtitle of the programme, in order, apart; and what to tell about them."""

    cues: tuple[ScreenCue, ...]
    notes: tuple[Note, ...]


@dataclass(frozen=True)
class _Placed:
    """A cue and when it is shown."""

    cue: Cue
    frames: Frames


def lay_out(
    cues: Sequence[Cue],
    timeline: Timeline,
    limits: SubtitleLimits,
    source: int = 0,
    *,
    names: Sequence[str] = (),
) -> SubtitlePlan:
    """Subtitles of one source on the programme.

    `cues` are in time order; `source` is the footage they were written for; `names` are never broken.
    """
    mapped = [(cue, timeline.programme_span(source, cue.span)) for cue in cues]
    placed = [_Placed(cue, frames) for cue, frames in mapped if frames is not None]
    settled, overlaps = _settled(placed, timeline, limits)
    shown, missing = _broken(settled, timeline.fps, limits, names)
    cut_away = [_note("cut-away", cue, cue.span.duration) for cue, frames in mapped if frames is None]
    checked = [note for cue in shown for note in _checks(cue, timeline.fps, limits)]
    notes = sorted([*cut_away, *overlaps, *missing, *checked], key=lambda note: note.cue)
    return SubtitlePlan(tuple(shown), tuple(notes))


def _note(kind: str, cue: Cue | ScreenCue, value: Fraction, limit: Fraction | int = 0) -> Note:
    return Note(kind, cue.number, value, Fraction(limit))


def _settled(
    placed: Sequence[_Placed], timeline: Timeline, limits: SubtitleLimits
) -> tuple[list[_Placed], list[Note]]:
    """Every cue with its end settled; those that overlapped the next are noted."""
    settled, notes = [], []
    for this, after in pairwise([*placed, None]):
        if this is None:
            break
        end = (
            _last_end(this.frames, timeline, limits)
            if after is None
            else _end(this.frames, after.frames.start, _shortest(timeline.fps, limits), limits.min_gap_frames)
        )
        if end < this.frames.end - MAX_SHIFT:
            notes.append(_note("overlap", this.cue, time_of(this.frames.end - end, timeline.fps)))
        settled.append(_Placed(this.cue, Frames(this.frames.start, end)))
    return settled, notes


def _shortest(fps: Fraction, limits: SubtitleLimits) -> int:
    return ceil(limits.min_duration * fps)


def _last_end(frames: Frames, timeline: Timeline, limits: SubtitleLimits) -> int:
    return _lengthened(frames, timeline.total_frames, _shortest(timeline.fps, limits))


def _end(frames: Frames, next_start: int, shortest: int, gap: int) -> int:
    """Where a cue ends when the next begins at `next_start`."""
    room = next_start - gap
    if frames.end > room:  # too near, or overlapping: a cue of a frame or two gives up the gap, not itself
        return room if room > frames.start else min(frames.end, next_start)
    if room - frames.end <= MAX_SHIFT:  # a gap of three or four frames flickers
        return room
    return _lengthened(frames, room, shortest)


def _lengthened(frames: Frames, room: int, shortest: int) -> int:
    """The end that makes the cue last `shortest`, where that is near and there is room."""
    wanted = frames.start + shortest
    return wanted if frames.end < wanted <= min(room, frames.end + MAX_SHIFT) else frames.end


def _broken(
    settled: Sequence[_Placed], fps: Fraction, limits: SubtitleLimits, names: Sequence[str]
) -> tuple[list[ScreenCue], list[Note]]:
    """Cues in lines; one that needs more lines than a screen has becomes several, one after the other."""
    cut = cutter((placed.cue.text for placed in settled), names)
    shown, notes = [], []
    for placed in settled:
        parts = screens(placed.cue.text, limits, cut)
        runs = _shares(placed.frames, parts, limits.min_gap_frames)
        for part, frames in zip(parts, runs, strict=True):
            if len(frames) > 0:
                shown.append(ScreenCue(placed.cue.number, frames, part.lines, part.spoken))
            else:
                notes.append(_note("no-room", placed.cue, time_of(len(placed.frames), fps)))
    return shown, notes


def _shares(frames: Frames, parts: Sequence[Screen], gap: int) -> list[Frames]:
    """`frames` dealt out by how long each part takes to say, `gap` frames apart where they can spare it."""
    if len(parts) <= 1:
        return [frames] * len(parts)
    said = [Fraction(syllables(part.spoken)) for part in parts]
    total = sum(said, Fraction(0)) or Fraction(1)
    starts = [frames.start + round(len(frames) * upto / total) for upto in (Fraction(0), *accumulate(said))]
    ends = [end - gap if end - gap > start else end for start, end in pairwise(starts)]
    return [Frames(start, end) for start, end in zip(starts, [*ends[:-1], frames.end], strict=False)]


def _checks(cue: ScreenCue, fps: Fraction, limits: SubtitleLimits) -> Iterator[Note]:
    """What is wrong with a cue as it is shown."""
    duration = time_of(len(cue.frames), fps)
    if len(cue.frames) < _shortest(fps, limits):
        yield _note("short", cue, duration, limits.min_duration)
    if duration > limits.max_duration:
        yield _note("long", cue, duration, limits.max_duration)
    speed = Fraction(sum(map(reading_units, cue.lines))) / duration
    if speed > limits.max_cps:
        yield _note("fast", cue, speed, limits.max_cps)
    elif speed > limits.warn_cps:
        yield _note("brisk", cue, speed, limits.warn_cps)
