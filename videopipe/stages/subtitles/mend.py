"""Entries as they were written to cues that can be shown: in order, apart, with words and a length. Pure."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import groupby, pairwise

from videopipe.model.cues import Cue
from videopipe.model.time import Seconds, Span
from videopipe.stages.subtitles.entries import Entry
from videopipe.stages.subtitles.lines import syllables
from videopipe.text.encoding import original_of
from videopipe.text.normalise import offered

ROUNDING = Fraction(1, 10)
"""Seconds that two cues may overlap by some editors' rounding."""
SHORTEST = Fraction(5, 6)
"""Seconds that a cue without a length stands (Netflix TTSG: the shortest)."""
PER_SYLLABLE = Fraction(1, 4)
"""Seconds in which the last entry of a transcript says a syllable: calm speech."""
LONGEST = Fraction(30)
"""Seconds that the last entry of a transcript lasts at most."""
_LOST = ("\ufffd", "锟斤拷", "锟斤", "斤拷")


@dataclass(frozen=True)
class Note:
    """Something that was mended or seen."""

    id: str
    """A key of KINDS."""
    line: int
    cue: int
    """Its number in time order."""
    span: Span
    detail: str = ""
    """A figure, or the words, for this place."""


@dataclass(frozen=True)
class _Timed:
    """An entry with its number and its times put right."""

    entry: Entry
    number: int
    span: Span
    text: str
    speaker: str


def mend(entries: Sequence[Entry]) -> tuple[tuple[Cue, ...], tuple[Note, ...]]:
    """Cues in time order that don't overlap, numbered from 1, and what was done.

    A cue that is left out keeps its number.
    """
    notes: list[Note] = []
    timed = _timed(entries, notes)
    spoken = []
    for each in timed:
        if each.text and each.span.end > 0:
            spoken.append(each)
        elif not each.text:
            notes.append(_note("subtitles.empty", each))
    apart = _apart(_joined(spoken, notes), notes)
    for each in apart:
        notes.extend(_seen(each))
    cues = tuple(Cue(each.number, each.span, each.text, each.speaker) for each in apart)
    return cues, tuple(notes)


def _note(id: str, timed: _Timed, detail: str = "") -> Note:  # noqa: A002 - it is the finding's id
    return Note(id, timed.entry.line, timed.number, timed.span, detail)


def _timed(entries: Sequence[Entry], notes: list[Note]) -> list[_Timed]:
    """In time order, with an end after the start, numbered: those that begin together have one number."""
    forward = [_forward(entry) for entry in entries]
    late = _stragglers(forward)
    order = sorted(range(len(forward)), key=lambda index: forward[index].start)
    starts = [forward[index].start for index in order]
    following = _following(starts)
    timed = []
    number = 0
    for place, (index, after) in enumerate(zip(order, following, strict=True)):
        entry = forward[index]
        number += not place or starts[place] > starts[place - 1]
        span = Span(max(entry.start, Fraction(0)), _end(entry, after))
        this = _Timed(entry, number, span, entry.text, entry.speaker)
        timed.append(this)
        wrong = {
            "subtitles.reversed": entry != entries[index],
            "subtitles.unsorted": index in late,
            "subtitles.no-length": entry.end == entry.start,
            "subtitles.no-ends": entry.end is None,
            "subtitles.before-start": entry.start < 0,
            "subtitles.numbers": entry.number not in (None, number),
        }
        ids = [*(id for id, found in wrong.items() if found), *sorted(entry.noted)]  # noqa: A001
        notes.extend(_note(id, this) for id in ids)  # noqa: A001
    return timed


def _forward(entry: Entry) -> Entry:
    if entry.end is None or entry.end >= entry.start:
        return entry
    return replace(entry, start=entry.end, end=entry.start)


def _stragglers(entries: Sequence[Entry]) -> set[int]:
    """Indexes of those that stand after a later one."""
    late, latest = set(), None
    for index, entry in enumerate(entries):
        if latest is not None and entry.start < latest:
            late.add(index)
        else:
            latest = entry.start
    return late


def _following(starts: Sequence[Seconds]) -> list[Seconds | None]:
    """For each of the sorted `starts` the next that is later."""
    later: list[Seconds | None] = []
    following = None
    for index in range(len(starts) - 1, -1, -1):
        if index + 1 < len(starts) and starts[index + 1] > starts[index]:
            following = starts[index + 1]
        later.append(following)
    return later[::-1]


def _end(entry: Entry, following: Seconds | None) -> Seconds:
    if entry.end is None:
        return following if following is not None else entry.start + _said(entry.text)
    if entry.end > entry.start:
        return entry.end
    end = entry.start + SHORTEST
    return end if following is None else min(end, following)


def _said(text: str) -> Seconds:
    return min(LONGEST, max(SHORTEST, Fraction(syllables(text)) * PER_SYLLABLE))


def _joined(timed: Sequence[_Timed], notes: list[Note]) -> list[_Timed]:
    """One cue of those that begin together: each text once, the speaker if they have the same."""
    joined = []
    for _, group in groupby(timed, key=lambda each: each.span.start):
        first, *others = group
        texts, speakers, end = [first.text], {first.speaker}, first.span.end
        for other in others:
            notes.append(
                _note("subtitles.repeated" if other.text in texts else "subtitles.same-start", other)
            )
            if other.text not in texts:
                texts.append(other.text)
            speakers.add(other.speaker)
            end = max(end, other.span.end)
        joined.append(
            replace(
                first,
                span=Span(first.span.start, end),
                text="\n".join(texts),
                speaker=first.speaker if len(speakers) == 1 else "",
            )
        )
    return joined


def _apart(timed: Sequence[_Timed], notes: list[Note]) -> list[_Timed]:
    """Each ends where the next begins, at the latest."""
    apart = []
    for this, after in pairwise([*timed, None]):
        if this is None:
            break
        over = this.span.end - after.span.start if after is not None else Fraction(0)
        if after is not None and over > 0:
            kind = "subtitles.overlap" if over > ROUNDING else "subtitles.rounding"
            notes.append(_note(kind, this, f"{float(over):.3f} s"))
            apart.append(replace(this, span=Span(this.span.start, after.span.start)))
        else:
            apart.append(this)
    return apart


def _seen(timed: _Timed) -> Iterator[Note]:
    """Words that an editor's wrong encoding has spoilt, or that could be written with better characters."""
    if any(mark in timed.text for mark in _LOST):
        yield _note("subtitles.lost-characters", timed)
    elif before := original_of(timed.text):
        yield _note("subtitles.garbled", timed, f"“{_short(timed.text)}” ← “{_short(before)}”")
    else:
        for kind, words in offered(timed.text).items():
            yield _note(kind, timed, words)


def _short(text: str) -> str:
    line = text.replace("\n", " ")
    return line if len(line) <= 12 else f"{line[:12]}…"


def by_id(notes: Iterable[Note]) -> dict[str, list[Note]]:
    """Notes of each kind, in the file's order."""
    kinds: dict[str, list[Note]] = {}
    for note in sorted(notes, key=lambda note: note.line):
        kinds.setdefault(note.id, []).append(note)
    return kinds
