"""Subtitle files that go out: SRT, WebVTT and TTML."""

from collections.abc import Callable, Sequence
from fractions import Fraction

from videopipe.model.cues import ScreenCue
from videopipe.model.time import time_of, timecode
from videopipe.stages.subtitles.ttml import render_ttml


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


CAPTION_FORMATS: dict[str, tuple[str, Callable[[Sequence[ScreenCue], Fraction, str], str]]] = {
    "srt": ("application/x-subrip", lambda cues, fps, _language: render_srt(cues, fps)),
    "vtt": ("text/vtt", lambda cues, fps, _language: render_vtt(cues, fps)),
    "ttml": ("application/ttml+xml", render_ttml),
}
"""Ending of the file → media type, and its text from cues, pictures a second and language."""
