"""What ffmpeg said while a film was examined. Pure: text in, values out."""

import math
import re
from collections.abc import Sequence
from fractions import Fraction

from videopipe.model.time import Seconds, Span

_BLACK = re.compile(r"black_start:([\d.]+) black_end:([\d.]+)")
_FREEZE = re.compile(r"lavfi\.freezedetect\.freeze_(start|end): ([\d.]+)")
_LEVELS = re.compile(r" M:\s*(\S+) S:\s*(\S+) .*FTPK:(.*?)dBFS")
_COMPLAINT = re.compile(
    r"^(?:\[(?P<part>[^\]@]+)(?: @ 0x[0-9a-f]+)?\] )*\[(?:error|fatal|panic)\] (?P<words>.*)$"
)
_ADDRESS = re.compile(r" @ 0x[0-9a-f]+")
SILENT_LU = -120.7
"""What `ebur128` writes for nothing at all."""
MOST_ERRORS = 50


def parse_black(report: str) -> tuple[Span, ...]:
    """Black stretches."""
    return tuple(Span(Fraction(start), Fraction(end)) for start, end in _BLACK.findall(report))


def parse_frozen(report: str, end: Seconds) -> tuple[Span, ...]:
    """Frozen stretches; one that isn't closed lasts to the `end`."""
    found: list[Span] = []
    start: Fraction | None = None
    for what, at in _FREEZE.findall(report):
        if what == "start":
            start = Fraction(at)
        elif start is not None:
            found.append(Span(start, Fraction(at)))
            start = None
    if start is not None and start < end:
        found.append(Span(start, end))
    return tuple(found)


def parse_levels(report: str) -> tuple[tuple[float, ...], tuple[float, ...], tuple[float, ...]]:
    """(momentary LUFS, short-term LUFS, true peak dBTP) of each tenth of a second."""
    rows = [
        (_level(momentary), _level(short_term), max(map(_level, peaks.split()), default=SILENT_LU))
        for momentary, short_term, peaks in _LEVELS.findall(report)
    ]
    momentary, short_terms, peaks = zip(*rows, strict=True) if rows else ((), (), ())
    return momentary, short_terms, peaks


def _level(text: str) -> float:
    value = float(text)
    return SILENT_LU if math.isnan(value) else max(value, SILENT_LU)


def parse_complaints(report: str) -> tuple[str, ...]:
    """What was said as an error, without the addresses that change every time; the first fifty."""
    found = [_ADDRESS.sub("", line) for line in report.splitlines() if _COMPLAINT.match(line)]
    return tuple(found[:MOST_ERRORS])


def joined(spans: Sequence[Span], gap: Seconds) -> tuple[Span, ...]:
    """Spans in order, those no further apart than `gap` as one."""
    merged: list[Span] = []
    for span in sorted(spans):
        if merged and span.start <= merged[-1].end + gap:
            merged[-1] = Span(merged[-1].start, max(merged[-1].end, span.end))
        else:
            merged.append(span)
    return tuple(merged)
