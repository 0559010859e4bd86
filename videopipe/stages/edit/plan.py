"""Which pieces of the footage make the programme. Pure: what was found and what is allowed in, a timeline out.

The rules, strongest first:

1. Where the episode gives an in or out point, that side of the source begins or ends there, and nothing
   more is trimmed on that side.
2. Speech that was heard and cues that were written are protected: no frame of them goes. Colour bars
   protect nothing: a cue that begins early must not bring them back.
3. What lies before the first protected frame, after the last one, and in pauses longer than allowed, goes;
   a short pause stays at every cut. It never reaches across a change of picture: a flash of another shot
   is worse than a tight cut.
4. A source in which nobody speaks stays whole, but for bars and black at its ends.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import groupby, pairwise

from videopipe.model.analysis import Analysis
from videopipe.model.cues import Cue
from videopipe.model.errors import FootageRefused, InputError
from videopipe.model.time import Frames, Seconds, Span, snap, timecode
from videopipe.model.timeline import Piece, Timeline


class PointsOutside(InputError):
    """An in or out point that the footage doesn't have."""

    en = "{file}: in {start} and out {end} leave nothing of footage that lasts {length}. Correct `in` and `out` of this footage"
    zh = "{file}：入点 {start}、出点 {end} 与素材时长 {length} 不符，没有可用画面。请修改该素材的 in 和 out"


class NothingLeft(FootageRefused):
    """All of the footage is bars or black."""

    en = "nothing is left of {files}: only colour bars or black. Check that these are the right files, or set `in` and `out`"
    zh = "{files} 中只有彩条或黑场，剪辑后没有剩余画面。请确认素材文件是否正确，或设置 in 和 out"


@dataclass(frozen=True)
class Footage:
    """One file of the episode's footage list."""

    index: int
    """In that list."""
    name: str
    duration: Seconds
    in_point: Seconds | None
    """From the source's first picture; None where the episode says nothing."""
    out_point: Seconds | None


@dataclass(frozen=True)
class TrimRules:
    """What may go. Milliseconds."""

    head_pad_ms: int = 300
    """Stays before the first word: a breath."""
    tail_pad_ms: int = 600
    """Stays after the last word: a nod."""
    longest_pause_ms: int = 1500
    """A pause longer than this is dead air."""
    pause_left_ms: int = 600
    """What stays of dead air, half on each side of the cut; never more than `longest_pause_ms`."""
    trim_head: bool = True
    trim_tail: bool = True
    trim_dead_air: bool = True


@dataclass(frozen=True)
class _Stroke:
    """Frames that get a label; later strokes paint over earlier ones."""

    frames: Frames
    keep: bool
    reason: str


@dataclass(frozen=True)
class _Trim:
    """The rules in frames, and the sides they hold for."""

    head_pad: int
    tail_pad: int
    longest_pause: int
    pause_left: int
    head: bool
    tail: bool
    dead_air: bool


@dataclass(frozen=True)
class _Scene:
    """One source in frames."""

    window: Frames
    """Between in and out point."""
    protected: tuple[Frames, ...]
    bars: tuple[Frames, ...]
    black: tuple[Frames, ...]
    changes: tuple[int, ...]
    """Frames at which another picture begins, sorted."""


def decide(
    footage: Sequence[Footage],
    analyses: Sequence[Analysis],
    cues_per_source: Mapping[int, Sequence[Cue]],
    rules: TrimRules,
    fps: Fraction,
) -> Timeline:
    """The programme: every source in the order of the list, cut by the rules above.

    `analyses` are parallel to `footage`; cue times are source times. Raises PointsOutside, NothingLeft.
    """
    pieces: list[Piece] = []
    for source, analysis in zip(footage, analyses, strict=True):
        spans = [cue.span for cue in cues_per_source.get(source.index, ())]
        pieces += _cut_source(source, analysis, spans, rules, fps)
    timeline = Timeline(fps, tuple(pieces))
    if timeline.total_frames == 0:
        raise NothingLeft(files=", ".join(source.name for source in footage))
    return timeline


def source_frames(duration: Seconds, fps: Fraction) -> int:
    """How many programme frames a source of `duration` covers."""
    return snap(duration, fps)


def _cut_source(
    source: Footage, analysis: Analysis, cues: Iterable[Span], rules: TrimRules, fps: Fraction
) -> list[Piece]:
    total = source_frames(source.duration, fps)
    window = _window(source, total, fps)
    scene = _scene(analysis, cues, window, fps)
    trim = _trim(source, rules, fps)
    strokes = _speech_strokes(scene, trim) if scene.protected else _whole_strokes(scene, trim)
    outside = [
        _Stroke(Frames(0, window.start), keep=False, reason="outside"),
        _Stroke(Frames(window.end, total), keep=False, reason="outside"),
    ]
    return [
        Piece(source.index, stroke.frames, stroke.keep, stroke.reason)
        for stroke in _flatten([*strokes, *outside], total)
    ]


def _window(source: Footage, total: int, fps: Fraction) -> Frames:
    start = 0 if source.in_point is None else snap(source.in_point, fps)
    wanted_end = total if source.out_point is None else snap(source.out_point, fps)
    end = min(wanted_end, total)
    # People round an out point up to the next second; more than that is a slip of the pen.
    if not 0 <= start < end or wanted_end > total + snap(Fraction(1), fps):
        raise PointsOutside(
            file=source.name,
            start=timecode(source.in_point or Fraction(0)),
            end=timecode(source.duration if source.out_point is None else source.out_point),
            length=timecode(source.duration),
        )
    return Frames(start, end)


def _trim(source: Footage, rules: TrimRules, fps: Fraction) -> _Trim:
    def frames(millis: int) -> int:
        return snap(Fraction(millis, 1000), fps)

    longest = frames(rules.longest_pause_ms)
    return _Trim(
        head_pad=frames(rules.head_pad_ms),
        tail_pad=frames(rules.tail_pad_ms),
        longest_pause=longest,
        pause_left=min(longest, frames(rules.pause_left_ms)),
        head=rules.trim_head and source.in_point is None,
        tail=rules.trim_tail and source.out_point is None,
        dead_air=rules.trim_dead_air,
    )


def _scene(analysis: Analysis, cues: Iterable[Span], window: Frames, fps: Fraction) -> _Scene:
    bars = _clip((_frames(span, fps) for span in analysis.bars), window)
    black = _clip((_frames(span, fps) for span in analysis.black), window)
    spoken = _clip((_whole_frames(span, fps) for span in (*analysis.speech, *cues)), window)
    edges = {edge for run in (*bars, *black) for edge in (run.start, run.end)}
    return _Scene(
        window=window,
        protected=tuple(_without(spoken, bars)),
        bars=bars,
        black=black,
        changes=tuple(sorted(edges | {snap(t, fps) for t in analysis.shots})),
    )


def _frames(span: Span, fps: Fraction) -> Frames:
    return Frames(snap(span.start, fps), snap(span.end, fps))


def _whole_frames(span: Span, fps: Fraction) -> Frames:
    """Every frame that shows an instant of `span`: `snap` may put its end half a frame early."""
    return Frames(snap(span.start, fps), snap(span.end, fps) + 1)


def _clip(frames: Iterable[Frames], window: Frames) -> tuple[Frames, ...]:
    """What lies in `window`, sorted, joined where it touches."""
    joined: list[Frames] = []
    for run in sorted(Frames(max(f.start, window.start), min(f.end, window.end)) for f in frames):
        if run.start >= run.end:
            continue
        if joined and run.start <= joined[-1].end:
            joined[-1] = Frames(joined[-1].start, max(joined[-1].end, run.end))
        else:
            joined.append(run)
    return tuple(joined)


def _without(runs: Iterable[Frames], holes: Sequence[Frames]) -> Iterable[Frames]:
    for run in runs:
        start = run.start
        for hole in holes:
            if hole.meets(Frames(start, run.end)):
                if start < hole.start:
                    yield Frames(start, hole.start)
                start = max(start, hole.end)
        if start < run.end:
            yield Frames(start, run.end)


def _speech_strokes(scene: _Scene, trim: _Trim) -> list[_Stroke]:
    first, last = scene.protected[0].start, scene.protected[-1].end
    strokes = [_Stroke(scene.window, keep=True, reason="speech")]
    if trim.head:
        cut = _tighten(Frames(scene.window.start, first), 0, trim.head_pad, scene.changes)
        strokes += _removed(cut, "head", scene)
    if trim.dead_air:
        for before, after in pairwise(scene.protected):
            strokes += _dead_air_strokes(Frames(before.end, after.start), scene, trim)
    if trim.tail:
        cut = _tighten(Frames(last, scene.window.end), trim.tail_pad, 0, scene.changes)
        strokes += _removed(cut, "tail", scene)
    return strokes


def _dead_air_strokes(gap: Frames, scene: _Scene, trim: _Trim) -> list[_Stroke]:
    if len(gap) <= trim.longest_pause:
        return []
    after = trim.pause_left // 2
    cut = _tighten(gap, trim.pause_left - after, after, scene.changes)
    return [_Stroke(gap, keep=True, reason="pause"), *_removed(cut, "dead-air", scene)]


def _tighten(gap: Frames, before: int, after: int, changes: Iterable[int]) -> Frames:
    """`gap` without the pads that stay on its two sides; a pad ends at the first change of picture."""
    start = min(gap.end, gap.start + before)
    end = max(start, gap.end - after)
    start = min((c for c in changes if gap.start <= c < start), default=start)
    end = max((c for c in changes if end < c <= gap.end), default=end)
    return Frames(start, end)


def _removed(cut: Frames, reason: str, scene: _Scene) -> list[_Stroke]:
    """`cut` removed for `reason`, its bars and black for theirs."""
    strokes = [_Stroke(cut, keep=False, reason=reason)]
    strokes += [_Stroke(run, keep=False, reason="black") for run in _clip(scene.black, cut)]
    strokes += [_Stroke(run, keep=False, reason="bars") for run in _clip(scene.bars, cut)]
    return strokes


def _whole_strokes(scene: _Scene, trim: _Trim) -> list[_Stroke]:
    blank = _clip((*scene.bars, *scene.black), scene.window)
    strokes = [_Stroke(scene.window, keep=True, reason="no-speech")]
    if trim.head and blank and blank[0].start == scene.window.start:
        strokes += _removed(blank[0], "head", scene)
    if trim.tail and blank and blank[-1].end == scene.window.end:
        strokes += _removed(blank[-1], "tail", scene)
    return strokes


def _flatten(strokes: Sequence[_Stroke], total: int) -> list[_Stroke]:
    """Runs of equal labels that cover [0, total) exactly; of several strokes the last counts."""
    edges = sorted({0, total} | {e for s in strokes for e in (s.frames.start, s.frames.end)})
    labelled = [(start, end, _label(strokes, start)) for start, end in pairwise(edges)]
    flat = []
    for (keep, reason), run in groupby(labelled, key=lambda item: item[2]):
        parts = list(run)
        flat.append(_Stroke(Frames(parts[0][0], parts[-1][1]), keep, reason))
    return flat


def _label(strokes: Sequence[_Stroke], frame: int) -> tuple[bool, str]:
    stroke = next(s for s in reversed(strokes) if s.frames.start <= frame < s.frames.end)
    return stroke.keep, stroke.reason
