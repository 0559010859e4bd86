"""Subtitle files that go out: SRT and WebVTT."""

from collections.abc import Sequence
from fractions import Fraction

from videopipe.model.cues import ScreenCue
from videopipe.model.time import time_of, timecode


def render_srt(cues: Sequence[ScreenCue], fps: Fraction) -> str:
    """SubRip, numbered from 1; to be written as UTF-8 without a byte order mark."""
    from pysrt import SubRipItem

    items = (
        SubRipItem(number, _millis(cue.frames.start, fps), _millis(cue.frames.end, fps), "\n".join(cue.lines))
        for number, cue in enumerate(cues, 1)
    )
    return "\n".join(map(str, items))


def render_vtt(cues: Sequence[ScreenCue], fps: Fraction) -> str:
    """WebVTT (W3C); escaped, so that no text can be taken for markup or a time line."""
    blocks = (
        f"{number}\n{timecode(time_of(cue.frames.start, fps))} --> {timecode(time_of(cue.frames.end, fps))}\n"
        f"{_escaped(cue)}\n"
        for number, cue in enumerate(cues, 1)
    )
    return "\n".join(["WEBVTT\n", *blocks])


def _millis(frame: int, fps: Fraction) -> int:
    return round(time_of(frame, fps) * 1000)


def _escaped(cue: ScreenCue) -> str:
    text = "\n".join(cue.lines)
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
