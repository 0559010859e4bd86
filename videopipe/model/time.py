"""Time: exact `Fraction` seconds, integer frames, and the one place where they meet.

Every range is half-open: `end` is the first instant (or frame) that no longer belongs to it.
"""

import re
from dataclasses import dataclass
from fractions import Fraction
from math import floor
from typing import Self

Seconds = Fraction
"""An exact time or duration in seconds."""

_CLOCK = re.compile(r"^(?:(?:(\d+):)?(\d{1,2}):)?(\d+(?:[.,]\d+)?)\s*s?$")


def parse_seconds(text: str | float | Fraction) -> Seconds:
    """Seconds from "00:01:33.4", "1:33.4", "12.5", "5s", or a number.

    A float is read by its shortest decimal form, so 0.1 means exactly 1/10.
    Raises ValueError for anything else.
    """
    if isinstance(text, Fraction):
        return text
    match = _CLOCK.match(str(text).strip())
    if match is None:
        raise ValueError(text)
    hours, minutes, rest = match.groups()
    if minutes is not None and (Fraction(rest.replace(",", ".")) >= 60 or (hours and int(minutes) >= 60)):
        raise ValueError(text)
    return int(hours or 0) * 3600 + int(minutes or 0) * 60 + Fraction(rest.replace(",", "."))


def snap(t: Seconds, fps: Fraction) -> int:
    """Index of the frame whose start is nearest to `t`; a tie goes to the later frame.

    Never off by more than half a frame. This is the only way from time to frames.
    """
    return floor(t * fps + Fraction(1, 2))


def time_of(frame: int, fps: Fraction) -> Seconds:
    """The instant at which `frame` appears."""
    return Fraction(frame) / fps


def timecode(t: Seconds, mark: str = ".") -> str:
    """`HH:MM:SS.mmm`, rounded to the millisecond; `mark` is "," for SRT."""
    millis = round(t * 1000)
    sign, millis = ("-", -millis) if millis < 0 else ("", millis)
    seconds, millis = divmod(millis, 1000)
    minutes, seconds = divmod(seconds, 60)
    hours, minutes = divmod(minutes, 60)
    return f"{sign}{hours:02d}:{minutes:02d}:{seconds:02d}{mark}{millis:03d}"


_TIMECODE = re.compile(r"^(\d\d):(\d\d):(\d\d)([:;.])(\d\d)$")


def timecode_frames(text: str, fps: Fraction) -> int:
    """Frames since midnight of an SMPTE ST 12-1 timecode, `01:00:03;35`; `fps` is the picture rate.

    `;` or `.` before the frames means drop-frame: of every minute that isn't a tenth the first two numbers are
    left out (four at 59.94), so 00:10:00;00 is frame 17982. Raises ValueError.
    """
    match = _TIMECODE.match(text)
    if match is None:
        raise ValueError(text)
    hours, minutes, seconds, frames = (int(match.group(n)) for n in (1, 2, 3, 5))
    per_second = round(fps)
    count = ((hours * 60 + minutes) * 60 + seconds) * per_second + frames
    if match.group(4) == ":":
        return count
    whole_minutes = hours * 60 + minutes
    return count - per_second // 15 * (whole_minutes - whole_minutes // 10)


@dataclass(frozen=True, order=True)
class Span:
    """A half-open stretch of time in seconds; the owner says in which frame of reference."""

    start: Seconds
    end: Seconds

    @property
    def duration(self) -> Seconds:
        """Length in seconds."""
        return self.end - self.start

    def holds(self, t: Seconds) -> bool:
        """Whether `t` lies inside."""
        return self.start <= t < self.end

    def overlap(self, other: "Span") -> Seconds:
        """How long both last together; 0 if they don't meet."""
        return max(Fraction(0), min(self.end, other.end) - max(self.start, other.start))


@dataclass(frozen=True, order=True)
class Frames:
    """A half-open run of frames, `start` inclusive, `end` exclusive."""

    start: int
    end: int

    def __len__(self) -> int:
        return self.end - self.start

    def meets(self, other: "Frames") -> bool:
        """Whether they share a frame."""
        return self.start < other.end and other.start < self.end

    def shifted(self, by: int) -> Self:
        """The same run, `by` frames later."""
        return type(self)(self.start + by, self.end + by)


def merge(spans: list[Span], gap: Seconds = Fraction(0)) -> list[Span]:
    """Sorted spans with those that touch, or lie no further than `gap` apart, joined."""
    merged: list[Span] = []
    for span in sorted(spans):
        if merged and span.start <= merged[-1].end + gap:
            merged[-1] = Span(merged[-1].start, max(merged[-1].end, span.end))
        else:
            merged.append(span)
    return merged
