"""Where the programme is cut into pieces that are rendered one by one."""

from collections.abc import Iterable, Sequence
from itertools import pairwise

from videopipe.model.cues import ScreenCue
from videopipe.model.time import Frames
from videopipe.model.timeline import Piece, Timeline


def cut_segments(
    timeline: Timeline, *, edges: Iterable[int], cues: Sequence[ScreenCue], longest: int
) -> tuple[Frames, ...]:
    """Programme frames of each segment, in order, without gaps.

    A segment ends at every join, at every edge asked for (clip in and out points), and after `longest`
    frames at the latest; there it ends between two cues where it can, so that one corrected cue touches
    one segment only.
    """
    hard = sorted({0, *timeline.joins, *edges, timeline.total_frames})
    inside = [edge for edge in hard if 0 <= edge <= timeline.total_frames]
    segments: list[Frames] = []
    for start, end in pairwise(inside):
        segments.extend(_split(Frames(start, end), cues, longest))
    return tuple(segments)


def _split(run: Frames, cues: Sequence[ScreenCue], longest: int) -> list[Frames]:
    found = []
    start = run.start
    while run.end - start > longest:
        cut = _best_cut(start, start + longest, cues)
        found.append(Frames(start, cut))
        start = cut
    return [*found, Frames(start, run.end)]


def _best_cut(start: int, latest: int, cues: Sequence[ScreenCue]) -> int:
    """The last frame up to `latest` that cuts no cue: `latest`, else the start of the cue that it would cut."""
    starts = [cue.frames.start for cue in cues if start < cue.frames.start < latest]
    whole = (
        frame
        for frame in sorted([latest, *starts], reverse=True)
        if not any(cue.frames.start < frame < cue.frames.end for cue in cues)
    )
    return next(whole, latest)


def source_frames(timeline: Timeline, segment: Frames) -> tuple[int, Frames]:
    """(index of the source, its frames) that `segment` shows; a segment never crosses a join."""
    shown: list[tuple[Piece, int]] = []
    for at, piece in timeline.kept():
        if at < segment.end and segment.start < at + len(piece.frames):
            shown.append((piece, at))
    first, at = shown[0]
    start = first.frames.start + segment.start - at
    return first.source, Frames(start, start + len(segment))
