"""SubRip and WebVTT: cut at the time lines, so that blank lines and numbers may be missing or too many."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from videopipe.stages.subtitles.clocks import ARROW, CLOCK, NotATime, fold, parse_clock
from videopipe.stages.subtitles.entries import Entry, Fault, Parsed
from videopipe.stages.subtitles.markup import plain_tagged

_HEAD = re.compile(rf"\s*(?:(\d{{1,6}})[.)]?\s+)?({CLOCK})\s*{ARROW}\s*({CLOCK})(?![\d:;.,])")
_MEANT = re.compile(r"\s*-?\s?\d[^>]{0,40}?--\s?>")
"""Whatever stands at its sides, `-->` after a digit is meant to be a time line."""
_NEAT = re.compile(r"\s*(?:\d\d+:)?\d\d:\d\d[.,]\d{3} --> (?:\d\d+:)?\d\d:\d\d[.,]\d{3}(?:\s|$)")
_NUMBER = re.compile(r"\s*#?(\d{1,6})[.:、]?\s*")
_WORDS = re.compile("[\u3400-\u9fff]")
_BLOCK = re.compile(r"(?:NOTE|STYLE|REGION)(?:\s|$)")


@dataclass(frozen=True)
class _Head:
    """A time line."""

    at: int
    """Index of its line."""
    begin: int
    """Of the number before it, else of itself."""
    number: int | None


def is_time_line(line: str) -> bool:
    """Whether it is, or is meant as, two times with an arrow between them."""
    if ">" not in line and "＞" not in line and "→" not in line:
        return False
    folded = fold(line)
    return _HEAD.match(folded) is not None or (_MEANT.match(folded) is not None and ":" in folded)


def first_line(lines: Sequence[str]) -> int | None:
    """Index of the first line before the first cue that has words: it belongs to none."""
    begin = next(iter(_heads(lines))).begin
    return next((n for n, line in enumerate(lines[:begin]) if line.strip()), None)


def parse_srt(lines: Sequence[str]) -> Parsed:
    """Everything from the first cue on."""
    heads = _heads(lines)
    ends = [*(head.begin for head in heads[1:]), len(lines)]
    entries: list[Entry] = []
    faults: list[Fault] = []
    for head, end in zip(heads, ends, strict=True):
        try:
            entries.append(_entry(lines, head, end))
        except NotATime as error:
            faults.append(Fault(head.at + 1, str(error), lines[head.at].strip()))
        faults.extend(_timeless(lines, head, end))
    return Parsed(tuple(entries), tuple(faults))


def without_vtt_blocks(lines: Sequence[str]) -> list[str]:
    """As many lines, with WebVTT's header, comments, styles, regions and the cues' names left blank."""
    kept, inside, before = [], True, ""
    for line in lines:
        if not line.strip() or is_time_line(line):
            inside = False
        elif not before.strip() and _BLOCK.match(line):
            inside = True
        kept.append("" if inside else line)
        before = line
    for n, (name, line) in enumerate(pairwise(lines)):
        alone = n == 0 or not lines[n - 1].strip()
        if alone and is_time_line(line) and not is_time_line(name) and not _NUMBER.fullmatch(name):
            kept[n] = ""
    return kept


def _heads(lines: Sequence[str]) -> list[_Head]:
    """The time lines, each with the number before it.

    A line of digits may be text: it is a number where most time lines have one, at the same distance, or where it
    stands alone between a blank line and the time.
    """
    found: list[tuple[int, int | None]] = []
    last = None
    for n, line in enumerate(lines):
        if is_time_line(line):
            found.append((n, last if last is not None and _NUMBER.fullmatch(lines[last]) else None))
        if line.strip():
            last = n
    numbered = [at - number for at, number in found if number is not None]
    close = numbered.count(1) * 2 > len(numbered)
    most = len(numbered) * 2 > len(found)
    heads = []
    for at, number in found:
        if number is not None and (
            (most and (at - number == 1 or not close)) or _stands_alone(lines, number, at)
        ):
            match = _NUMBER.fullmatch(lines[number])
            heads.append(_Head(at, number, int(match[1]) if match else None))
        else:
            heads.append(_Head(at, at, None))
    return heads


def _stands_alone(lines: Sequence[str], number: int, at: int) -> bool:
    return at - number == 1 and (number == 0 or not lines[number - 1].strip())


def _entry(lines: Sequence[str], head: _Head, end: int) -> Entry:
    line = lines[head.at]
    match = _HEAD.match(fold(line))
    if match is None:
        raise NotATime("time")
    start, stop = parse_clock(match[2]), parse_clock(match[3])
    beside = line[match.end() :].strip()
    spoken = [beside] if _WORDS.search(beside) else []
    plain = plain_tagged("\n".join([*spoken, *lines[head.at + 1 : end]]))
    noted = set(plain.noted)
    if beside and not spoken:
        noted.add("subtitles.position")
    if not _NEAT.match(line):
        noted.add("subtitles.times")
    number = head.number if match[1] is None else int(match[1])
    return Entry(head.at + 1, start, stop, plain.text, plain.speaker, number, frozenset(noted))


def _timeless(lines: Sequence[str], head: _Head, end: int) -> Iterator[Fault]:
    """Cues inside another's text: a blank line, the next number, words, but no time."""
    expected = head.number
    for n in range(head.at + 2, end - 1):
        match = _NUMBER.fullmatch(lines[n])
        if expected is None or match is None or lines[n - 1].strip() or not lines[n + 1].strip():
            continue
        if int(match[1]) == expected + 1:
            expected += 1
            yield Fault(n + 2, "no-time", lines[n + 1].strip())
