"""Subtitles: what was said and when (source), what stands on screen (programme)."""

from dataclasses import dataclass

from videopipe.model.overlay import Box
from videopipe.model.time import Frames, Span


@dataclass(frozen=True)
class Cue:
    """One subtitle as the episode's file has it; `span` in seconds from the first picture of its source."""

    number: int
    """1-based, in time order: what people call it."""
    span: Span
    text: str
    speaker: str = ""
    """Who says it, where the file says so."""
    second: str = ""
    """The same in another language, for a line below."""


@dataclass(frozen=True)
class ScreenCue:
    """One subtitle as it is shown, in programme frames, broken into lines."""

    number: int
    """The `Cue` it comes from."""
    frames: Frames
    lines: tuple[str, ...]
    """On screen: closing comma and full stop dropped."""
    spoken: str
    """For the transcript: as it was written, with all punctuation."""
    second: str = ""
    """Line below, in another language."""
    plate: Box | None = None
    """What darkens the picture behind it, in pixels of the canvas."""


@dataclass(frozen=True)
class Script:
    """The subtitles of some frames, as libass reads them."""

    text: str
    fonts: tuple[str, ...] = ()
    """Digests of the fonts that it needs besides the shipped one."""
