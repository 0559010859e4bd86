"""Reading what ffmpeg's detectors say on stderr, and sharpening the edges of what was sampled. Pure."""

import re
from collections.abc import Iterable, Sequence
from fractions import Fraction

from videopipe.model.time import Seconds, Span

_NUMBER = r"(-?\d+(?:\.\d+)?)"
_BLACK = re.compile(rf"black_start:{_NUMBER} black_end:{_NUMBER}")
_FREEZE = re.compile(rf"freezedetect\.freeze_(start|end): {_NUMBER}")
_SHOT = re.compile(rf"lavfi\.scd\.time: {_NUMBER}")


_DAMAGE = re.compile(r"corrupt decoded frame|Decoding error|Error submitting packet to decoder")


def count_damaged(report: str) -> int:
    """Pictures that the decoder called damaged, and packets that it refused, in a log with repeated lines written out."""
    return len(_DAMAGE.findall(report))


def parse_black(report: str, duration: Seconds, picture: Seconds) -> tuple[Span, ...]:
    """Black stretches of a `blackdetect` report; `picture` is how long one picture stands.

    At the end of a file blackdetect names the last picture's beginning as the end: a stretch that comes
    within two pictures of the end lasts to it.
    """
    found = (Span(Fraction(start), Fraction(end)) for start, end in _BLACK.findall(report))
    return _within(
        (Span(s.start, duration if s.end >= duration - 2 * picture else s.end) for s in found), duration
    )


def parse_frozen(report: str, duration: Seconds) -> tuple[Span, ...]:
    """Stretches without movement of a `freezedetect` report; one that isn't closed lasts to the end."""
    starts = [Fraction(t) for kind, t in _FREEZE.findall(report) if kind == "start"]
    ends = [Fraction(t) for kind, t in _FREEZE.findall(report) if kind == "end"]
    ends += [duration] * (len(starts) - len(ends))
    return _within((Span(*pair) for pair in zip(starts, ends, strict=True)), duration)


def parse_shots(report: str, duration: Seconds) -> tuple[Seconds, ...]:
    """Starts of new shots in a `scdet` report, sorted."""
    return tuple(sorted(t for t in map(Fraction, _SHOT.findall(report)) if 0 < t < duration))


def sharpen(
    runs: Sequence[tuple[int, int]], per_second: int, shots: Sequence[Seconds], duration: Seconds
) -> tuple[Span, ...]:
    """Spans of runs of samples, their edges moved to the change of shot that lies between two samples.

    Without one, the span reaches to the neighbouring sample: rather too much than too little.
    """
    spans = []
    for first, end in runs:
        entered = Span(Fraction(first - 1, per_second), Fraction(first, per_second))
        left = Span(Fraction(end - 1, per_second), Fraction(end, per_second))
        start = max((t for t in shots if entered.start < t <= entered.end), default=entered.start)
        stop = min((t for t in shots if left.start < t <= left.end), default=left.end)
        spans.append(Span(start, stop))
    return _within(spans, duration)


def _within(spans: Iterable[Span], duration: Seconds) -> tuple[Span, ...]:
    clipped = (Span(max(Fraction(0), span.start), min(duration, span.end)) for span in sorted(spans))
    return tuple(span for span in clipped if span.start < span.end)
