"""The English line below a Chinese one: which English belongs to which cue, and how both are split together."""

import re
from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction
from functools import partial
from itertools import pairwise

from videopipe.model.cues import Cue
from videopipe.stages.subtitles.limits import SubtitleLimits
from videopipe.stages.subtitles.lines import Screen, screens, syllables
from videopipe.text.words import Cut
from videopipe.text.wrap import display_width

_NARROWEST = 4
"""Full-width characters: below it a Chinese line isn't split further for the sake of the English one."""
_MID_CLAUSE, _LEANING = 8, 16
"""Characters of the English line that a break after no comma or stop costs, and one that tears a phrase."""
_LEAN_FORWARD = frozenset(
    [
        "a",
        "an",
        "the",
        "of",
        "to",
        "in",
        "on",
        "at",
        "by",
        "for",
        "with",
        "from",
        "as",
        "and",
        "or",
        "but",
        "its",
        "their",
        "our",
        "his",
        "her",
    ]
)
"""Not last in a line: they belong to what follows."""


def pair(
    cues: Sequence[Cue], english: Sequence[Cue]
) -> tuple[tuple[Cue, ...], tuple[Cue, ...], tuple[Cue, ...]]:
    """(Chinese cues with their English, those of them without any, English that belongs to none).

    An English cue belongs to the Chinese one that it is longest on screen with.
    """
    texts: dict[int, list[str]] = {}
    alone = []
    for line in english:
        cue = max(cues, key=lambda cue: _overlap(cue, line), default=None)
        if cue is None or _overlap(cue, line) <= 0:
            alone.append(line)
        else:
            texts.setdefault(cue.number, []).append(" ".join(line.text.split()))
    paired = tuple(replace(cue, second=" ".join(texts.get(cue.number, []))) for cue in cues)
    return paired, tuple(cue for cue in paired if not cue.second), tuple(alone)


def _overlap(cue: Cue, other: Cue) -> Fraction:
    return min(cue.span.end, other.span.end) - max(cue.span.start, other.span.start)


def screens_of(cue: Cue, limits: SubtitleLimits, cut: Cut) -> tuple[Screen, ...]:
    """The screens of a cue; one with an English line has one Chinese line above it, on as many screens as both need."""
    if not cue.second:
        return screens(cue.text, limits, cut)
    width = limits.max_width
    while True:
        parts = screens(cue.text, replace(limits, max_width=width, max_lines=1), cut)
        seconds = _split(cue.second, parts)
        fits = all(len(second) <= limits.max_second for second in seconds)
        if fits or width <= min(_NARROWEST, limits.max_width):
            return tuple(replace(part, second=second) for part, second in zip(parts, seconds, strict=True))
        width = min(width, int(max(map(_width, parts), default=0))) - 1


def _width(part: Screen) -> float:
    return max(map(display_width, part.lines), default=0.0)


def _split(text: str, parts: Sequence[Screen]) -> tuple[str, ...]:
    """`text` in as many pieces as there are parts, in their proportion, rather at the ends of clauses."""
    if len(parts) <= 1:
        return (text,) * len(parts)
    said = [syllables(part.spoken) for part in parts]
    total = sum(said) or 1.0
    wanted = [len(text) * sum(said[: n + 1]) / total for n in range(len(parts) - 1)]
    gaps = [match.end() for match in re.finditer(r"\s+", text)]
    if len(gaps) < len(wanted):
        return (text, *[""] * (len(parts) - 1))
    at: list[int] = []
    for left, want in zip(range(len(wanted) - 1, -1, -1), wanted, strict=True):
        room = [gap for gap in gaps[: len(gaps) - left] if not at or gap > at[-1]]
        at.append(min(room, key=partial(_cost, text, want)))
    return tuple(text[a:b].strip() for a, b in pairwise([0, *at, len(text)]))


def _cost(text: str, wanted: float, at: int) -> float:
    """Of a break at `at`: how far it is from where it is wanted, and what it tears."""
    return abs(at - wanted) + _tear(text[:at].rsplit(maxsplit=1)[-1])


def _tear(last: str) -> int:
    if last[-1] in ",.;:?!":
        return 0
    return _LEANING if last.lower() in _LEAN_FORWARD else _MID_CLAUSE
