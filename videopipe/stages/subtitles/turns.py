"""Plain transcripts: a time and a speaker, then what was said until the next time.

`[00:00:13] 主持人：大家好` · `00:13 市长：你好` · `主持人（00:00:13）：大家好` · `说话人1 00:13` above the words.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from videopipe.model.time import Seconds
from videopipe.stages.subtitles.clocks import ARROW, CLOCK, NotATime, fold, parse_clock
from videopipe.stages.subtitles.entries import Entry, Fault, Parsed
from videopipe.stages.subtitles.markup import visible

_TIMES = rf"({CLOCK})\s*(?:(?:{ARROW}|[-~至])\s*({CLOCK})\s*)?"
_NAME = r"([^\s\[\]():;,.!?\d<>][^\[\]():;,.!?<>]{0,19}?)"
_BRACKETED = re.compile(rf"\s*[\[(]\s*{_TIMES}[\])]\s*:?\s*")
_BARE = re.compile(rf"\s*{_TIMES}(?:\s+|$)")
_AFTER_NAME = re.compile(rf"\s*{_NAME}\s*[\[(]\s*{_TIMES}[\])]\s*:?\s*")
_UNDER_NAME = re.compile(rf"\s*{_NAME}\s+{_TIMES}:?\s*$")
_SPEAKER = re.compile(r"([^\s\[\]():;,.!?<>“”]{1,12})\s*:\s*")
_ANY = (("time", _BRACKETED), ("time", _BARE), ("name", _AFTER_NAME), ("name", _UNDER_NAME))
_LONGEST_LINE = 2_000
"""Characters of a line in which a time is looked for."""


@dataclass(frozen=True)
class _Turn:
    line: int
    start: Seconds
    end: Seconds | None
    speaker: str
    words: list[str] = field(default_factory=list)


def parse_turns(lines: Sequence[str]) -> Parsed:
    """No entries where no line begins with a time."""
    turns: list[_Turn] = []
    faults: list[Fault] = []
    for number, line in enumerate(lines, 1):
        try:
            turn = _turn(number, line)
        except NotATime as error:
            faults.append(Fault(number, str(error), line.strip()))
            continue
        if turn is not None:
            turns.append(turn)
        elif line.strip():
            if turns:
                turns[-1].words.append(line)
            else:
                faults.append(Fault(number, "no-time", line.strip()))
    if not turns:
        return Parsed((), ())
    named = _named(turns)
    faults.extend(_timeless(named, lines))
    entries = (
        Entry(turn.line, turn.start, turn.end, visible("\n".join(turn.words)), turn.speaker) for turn in named
    )
    return Parsed(tuple(entries), tuple(sorted(faults, key=lambda fault: fault.line)))


def _turn(number: int, line: str) -> _Turn | None:
    """The turn that begins at this line; raises NotATime."""
    folded = fold(line[:_LONGEST_LINE])
    if ":" not in folded:
        return None
    for first, pattern in _ANY:
        match = pattern.match(folded)
        if match is None:
            continue
        start, end = match.groups()[-2:]
        speaker = line[match.start(1) : match.end(1)].strip() if first == "name" else ""
        stop = parse_clock(end) if end else None
        return _Turn(number, parse_clock(start), stop, speaker, [line[match.end() :]])
    return None


def _named(turns: Sequence[_Turn]) -> list[_Turn]:
    """With the names that stand before the words: where most turns have one, a colon elsewhere is none."""
    found = [_SPEAKER.match(fold(turn.words[0])) if not turn.speaker else None for turn in turns]
    if sum(match is not None for match in found) * 2 <= sum(not turn.speaker for turn in turns):
        return list(turns)
    named = []
    for turn, match in zip(turns, found, strict=True):
        if match is None:
            named.append(turn)
        else:
            speaker, words = turn.words[0][: match.end(1)], turn.words[0][match.end() :]
            named.append(replace(turn, speaker=speaker, words=[words, *turn.words[1:]]))
    return named


def _timeless(turns: Sequence[_Turn], lines: Sequence[str]) -> list[Fault]:
    """Lines at which somebody else begins to speak, nobody knows when."""
    speakers = {turn.speaker for turn in turns if turn.speaker}
    heads = {turn.line for turn in turns}
    faults = []
    for number, line in enumerate(lines, 1):
        if number in heads or number < turns[0].line:
            continue
        match = _SPEAKER.match(fold(line[:_LONGEST_LINE].lstrip()))
        if match is not None and line.lstrip()[: match.end(1)] in speakers:
            faults.append(Fault(number, "no-time", line.strip()))
    return faults
