"""Which stretch of the programme each clip shows."""

from collections.abc import Sequence
from dataclasses import dataclass

from videopipe.model.cues import ScreenCue
from videopipe.model.marks import QuestionMark
from videopipe.model.time import Frames


@dataclass(frozen=True)
class Clip:
    """One question with its answer."""

    question: QuestionMark
    frames: Frames


def decide_clips(
    questions: Sequence[QuestionMark], cues: Sequence[ScreenCue], *, handle: int, total: int
) -> tuple[Clip, ...]:
    """A clip a question: its words, and up to `handle` frames of quiet before and after, never a neighbour's word.

    An edge that falls into a cue moves out to that cue's edge, so that no word is cut.
    """
    return tuple(Clip(mark, _with_handles(mark.whole, cues, handle, total)) for mark in questions)


def _with_handles(whole: Frames, cues: Sequence[ScreenCue], handle: int, total: int) -> Frames:
    start, end = whole.start, whole.end
    for cue in cues:
        if cue.frames.start < start < cue.frames.end:
            start = cue.frames.start
        if cue.frames.start < end < cue.frames.end:
            end = cue.frames.end
    quiet_since = max((cue.frames.end for cue in cues if cue.frames.end <= start), default=0)
    quiet_until = min((cue.frames.start for cue in cues if cue.frames.start >= end), default=total)
    return Frames(max(start - handle, quiet_since, 0), min(end + handle, quiet_until, total))


def edges(clips: Sequence[Clip]) -> list[int]:
    """Frames where a segment must begin or end so that every clip can be copied."""
    return sorted({edge for clip in clips for edge in (clip.frames.start, clip.frames.end)})


def members(clip: Clip, segments: Sequence[Frames]) -> list[int]:
    """Indices of the segments that make up the clip."""
    return [
        index
        for index, segment in enumerate(segments)
        if clip.frames.start <= segment.start and segment.end <= clip.frames.end
    ]
