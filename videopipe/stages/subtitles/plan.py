"""Which subtitle stands on screen when, and in which lines: source cues to programme cues.

A start is the frame on which the words begin, or a cut of the picture within two frames of it. An end may linger for
half a second into free time, never over the next cue or a cut, to be long enough to read and to close a gap. What still
breaks a limit is noted.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import accumulate, pairwise
from math import ceil, floor

from videopipe.model.cues import Cue, ScreenCue
from videopipe.model.findings import Finding, Words
from videopipe.model.time import Frames, Span, time_of
from videopipe.model.timeline import Timeline
from videopipe.stages.subtitles.limits import SubtitleLimits
from videopipe.stages.subtitles.lines import Screen, reading_units, single_lines, syllables, torn
from videopipe.stages.subtitles.second import screens_of
from videopipe.stages.subtitles.unkept import KINDS, SECONDS
from videopipe.text.words import Cut, cutter
from videopipe.text.wrap import display_width

NEAR_CUT_S = Fraction(2, 25)
"""How far from its words a start may be (SUB-06): two frames at 25 a second."""


NARROWEST = 4
"""Full-width characters that each part of a cue has on average, at least, where it is parted for standing too long."""
_TRIES = 3
"""Numbers of parts that are tried then, from the fewest that could do."""


@dataclass(frozen=True)
class Note:
    """Something about a subtitle that a person should know."""

    cue: int
    finding: Finding
    """Its span is in programme time."""
    only: tuple[str, ...] = ()
    """What must be shown for it to hold, of `VARIANTS`; () if it holds for the plain subtitles."""

    @property
    def kind(self) -> str:
        """The finding's id without its part: `fast`, `short` …"""
        return self.finding.id.rpartition(".")[2]

    def say(self, lang: str) -> str:
        """Sentence and remedy in `lang` ("zh" or "en")."""
        stop = "。" if lang == "zh" else ". "
        return stop.join((self.finding.what.say(lang), self.finding.remedy.say(lang)))


VARIANTS = {"upright": "竖屏", "bilingual": "双语", "traditional": "繁体", "English": "英文"}
"""Subtitles that are laid out by themselves: by their narrower lines, or from a file of their own."""


def noted_in(variant: Sequence[str], note: Note) -> Note:
    """The same, said of a variant: keys of `VARIANTS`."""
    what = note.finding.what
    en, zh = ", ".join(variant), "、".join(VARIANTS[each] for each in variant)
    said = replace(note.finding, what=Words(f"{en}: {what.en}", f"{zh}：{what.zh}"))
    return replace(note, finding=said, only=tuple(variant))


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
    cuts: Sequence[int] = (),
) -> SubtitlePlan:
    """Subtitles of one source on the programme.

    `cues` are in time order; `source` is the footage they were written for; `names` are never broken; `cuts` are
    programme frames where the footage itself changes shot.
    """
    mapped = [(cue, timeline.programme_span(source, cue.span)) for cue in cues]
    placed = [_Placed(cue, frames) for cue, frames in mapped if frames is not None]
    stops = sorted({*timeline.joins, *cuts, timeline.total_frames})
    snapped = _snapped(placed, stops, timeline.fps, limits)
    settled, settling = _settled(snapped, stops, timeline.fps, limits)
    cut = cutter((placed.cue.text for placed in settled), names)
    shown, missing = _broken(settled, timeline.fps, limits, cut)
    cut_away = [note("cut-away", cue, cue.span.duration) for cue, frames in mapped if frames is None]
    checked = [each for cue in shown for each in _checks(cue, timeline.fps, limits)]
    notes = sorted([*cut_away, *settling, *missing, *checked], key=lambda each: each.cue)
    return SubtitlePlan(tuple(shown), tuple(notes))


def note(
    kind: str,
    cue: Cue | ScreenCue,
    value: Fraction,
    limit: Fraction | int = 0,
    *,
    at: Span | None = None,
    text: str = "",
) -> Note:
    """A note of a kind that `unkept` knows; `text` stands for the cue's own words."""
    name = f"subtitle.{kind}"
    unit = " s" if name in SECONDS else ""
    words = {"cue": cue.number, "text": text or (cue.text if isinstance(cue, Cue) else cue.spoken)}
    value_said, limit_said = f"{float(value):.2f}{unit}", f"{float(limit):.3g}{unit}" if limit else ""
    where = f"subtitle {cue.number}"
    return Note(
        cue.number, KINDS[name].at(name, where, span=at, value=value_said, threshold=limit_said, words=words)
    )


def _span(frames: Frames, fps: Fraction) -> Span:
    return Span(time_of(frames.start, fps), time_of(frames.end, fps))


def _snapped(
    placed: Sequence[_Placed], stops: Sequence[int], fps: Fraction, limits: SubtitleLimits
) -> list[_Placed]:
    """Cues that begin on a cut where they began just before or behind one, and lose nothing by it (SUB-07)."""
    snapped: list[_Placed] = []
    for before, this in reversed(list(pairwise([None, *placed]))):
        if this is not None:
            free = 0 if before is None else before.frames.end
            next_start = snapped[-1].frames.start if snapped else None
            start = _start(this, free, next_start, stops, fps, limits)
            snapped.append(replace(this, frames=Frames(start, this.frames.end)))
    return snapped[::-1]


def _start(
    this: _Placed,
    free: int,
    next_start: int | None,
    stops: Sequence[int],
    fps: Fraction,
    limits: SubtitleLimits,
) -> int:
    """Where a cue begins that may not begin before frame `free`: on the nearest cut if that breaks no limit."""
    written, end = this.frames.start, this.frames.end
    cut = min(stops[:-1], key=lambda stop: abs(stop - written), default=written)
    if abs(cut - written) > round(NEAR_CUT_S * fps) or not free <= cut < end:
        return written
    wanted = _wanted(this, fps, limits)
    before, after = (
        _end(Frames(start, end), next_start, stops, wanted, limits.min_gap_frames, round(fps / 2)) - start
        for start in (written, cut)
    )
    longest = floor(limits.max_duration * fps)
    return cut if min(before, wanted) <= after <= max(before, longest) else written


def _wanted(placed: _Placed, fps: Fraction, limits: SubtitleLimits) -> int:
    """Frames that a cue needs at least: to be seen, and to be read."""
    return max(_shortest(fps, limits), _to_read(placed.cue.text, fps, limits))


def _settled(
    placed: Sequence[_Placed], stops: Sequence[int], fps: Fraction, limits: SubtitleLimits
) -> tuple[list[_Placed], list[Note]]:
    """Every cue with its end settled; those that overlapped the next, or leave a gap that flickers, are noted.

    `stops` are frames that no end lingers over: cuts of the picture, the programme's end.
    """
    settled, notes, gap, half = [], [], limits.min_gap_frames, round(fps / 2)
    for this, after in pairwise([*placed, None]):
        if this is None:
            break
        next_start = None if after is None else after.frames.start
        wanted = _wanted(this, fps, limits)
        end = _end(this.frames, next_start, stops, wanted, gap, half)
        frames = Frames(this.frames.start, end)
        if end < this.frames.end - gap:
            early = time_of(this.frames.end - end, fps)
            notes.append(note("overlap", this.cue, early, at=_span(frames, fps)))
        if next_start is not None and gap < next_start - end < half:
            missing = time_of(next_start - end, fps)
            notes.append(note("gap", this.cue, missing, time_of(half, fps), at=_span(frames, fps)))
        settled.append(_Placed(this.cue, frames))
    return settled, notes


def _to_read(text: str, fps: Fraction, limits: SubtitleLimits) -> int:
    """Frames in which the text can just be read."""
    return ceil(Fraction(reading_units(text, latin=limits.latin)) / limits.max_cps * fps)


def _end(
    frames: Frames, next_start: int | None, stops: Sequence[int], wanted: int, gap: int, half: int
) -> int:
    """Where a cue ends that should last `wanted` frames when the next begins at `next_start`.

    Before a cut it ends `gap` frames early rather than anywhere in the half second before (SUB-07).
    """
    room = stops[-1] if next_start is None else next_start - gap
    if frames.end > room:  # too near, or overlapping: a cue of a frame or two gives up the gap, not itself
        return room if room > frames.start else min(frames.end, next_start or room)
    stop = next((stop for stop in stops[:-1] if frames.end <= stop < frames.end + half + gap), None)
    latest = min(room, frames.end + half)
    if stop is not None and stop - gap < latest:
        return max(frames.end, stop - gap)
    end = max(frames.end, min(frames.start + wanted, latest))
    return room if next_start is not None and next_start - end < half and room <= latest else end


def _shortest(fps: Fraction, limits: SubtitleLimits) -> int:
    return ceil(limits.min_duration * fps)


def _broken(
    settled: Sequence[_Placed], fps: Fraction, limits: SubtitleLimits, cut: Cut
) -> tuple[list[ScreenCue], list[Note]]:
    """Cues in lines; one that needs more lines than a screen has becomes several, one after the other."""
    shown, notes = [], []
    for placed in settled:
        at = _span(placed.frames, fps)
        parts = _parts(placed, fps, limits, cut)
        runs = _shares(placed.frames, parts, limits.min_gap_frames)
        for part, frames in zip(parts, runs, strict=True):
            if len(frames) > 0:
                shown.append(ScreenCue(placed.cue.number, frames, part.lines, part.spoken, part.second))
            else:
                notes.append(note("no-room", placed.cue, time_of(len(placed.frames), fps), at=at))
        for broken in torn(placed.cue.text, parts):
            width = Fraction(display_width(broken))
            notes.append(note("shape", placed.cue, width, limits.max_width, at=at, text=broken))
    return shown, notes


def _parts(placed: _Placed, fps: Fraction, limits: SubtitleLimits, cut: Cut) -> tuple[Screen, ...]:
    """The screens of a cue; what would stand for too long comes line by line, in as few as that takes."""
    parts = screens_of(placed.cue, limits, cut)
    longest, gap = floor(limits.max_duration * fps), limits.min_gap_frames
    if placed.cue.second or all(len(run) <= longest for run in _shares(placed.frames, parts, gap)):
        return parts
    width = display_width(placed.cue.text)
    room = floor(Fraction(width) * longest / len(placed.frames))  # what is said while a subtitle may stand
    narrow = replace(limits, max_width=min(limits.max_width, max(room, 1)))
    fewest = ceil(width / narrow.max_width)
    for count in range(fewest, min(fewest + _TRIES, int(width) // NARROWEST + 1)):
        lines = single_lines(placed.cue.text, narrow, cut, count)
        runs = [len(run) for run in _shares(placed.frames, lines, gap)]
        if lines and _shortest(fps, limits) <= min(runs) and max(runs) <= longest:
            return lines
    return parts


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
    at, duration = _span(cue.frames, fps), time_of(len(cue.frames), fps)
    if len(cue.frames) < _shortest(fps, limits):
        yield note("short", cue, duration, limits.min_duration, at=at)
    if duration > limits.max_duration:
        yield note("long", cue, duration, limits.max_duration, at=at)
    if len(cue.second) > limits.max_second:
        yield note("second-wide", cue, Fraction(len(cue.second)), limits.max_second, at=at, text=cue.second)
    speed = Fraction(sum(reading_units(line, latin=limits.latin) for line in cue.lines)) / duration
    if speed > limits.max_cps:
        yield note("fast", cue, speed, limits.max_cps, at=at)
    elif speed > limits.warn_cps:
        yield note("brisk", cue, speed, limits.warn_cps, at=at)
