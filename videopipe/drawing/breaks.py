"""Where a line of Chinese may end, and how a text falls into even lines.

Knows words (jieba) and punctuation; widths come from a function, so it knows no fonts.
"""

import re
from collections.abc import Callable, Iterator
from functools import lru_cache
from itertools import pairwise

from videopipe.text.words import cutter

CLOSING = "，。、；：？！）］｝〉》」』】〕…‰％℃”’·,.;:?!)]}%"
"""Never begins a line (GB/T 15834-2011)."""
OPENING = "（［｛〈《「『【〔“‘([{"
"""Never ends a line."""
SENTENCE_END = frozenset("。？！")
CLAUSE_END = frozenset("，；：,;:")
"""Not 、, which parts what belongs together."""
LEANING_BACK = frozenset("的地得了着过吗呢吧们中上下里内外时后等之")
"""Belongs to what stands before it."""
LEANING_ON = frozenset("在和与及对把向从为将被由以同跟让给是更最再还很不会能要")
"""Belongs to what follows."""

FREE_SPACE = -24
"""A space between ideographs was put there to be broken at."""
AFTER_A_CLAUSE = -40
AFTER_A_SENTENCE = -46
AGAINST_GRAMMAR = 5
INSIDE_A_WORD = 60
TOP_HEAVY = 1
"""Penalties are in square ems of unevenness; judged on the questions and titles of nine cities."""

_UNBROKEN = re.compile(r"[0-9A-Za-z][0-9A-Za-z.,:/+\-]*%?")
_WIDE = re.compile(r"[\u2e80-\u9fff\uf900-\ufaff]")

Measure = Callable[[str], float]


def wrap(text: str, measure: Measure, width: float, lines: int) -> tuple[str, ...] | None:
    """`text` in exactly `lines` lines no wider than `width`, as even as words allow; None if it can't be."""
    breaks = _breaks(text)
    even = measure(text) / lines
    em = measure("国")
    reached: list[dict[int, tuple[float, tuple[str, ...]]]] = [{0: (0.0, ())}]
    for number in range(lines):
        ends = [len(text)] if number == lines - 1 else [at for at in breaks if at < len(text)]
        reached.append({})
        for end in ends:
            found = list(_ways(text, reached[number], end, measure, width, even, em, number == lines - 1))
            if found:
                cost, way = min(found)
                reached[-1][end] = (cost + breaks.get(end, 0), way)
    best = reached[-1].get(len(text))
    return best[1] if best else None


def _ways(
    text: str,
    before: dict[int, tuple[float, tuple[str, ...]]],
    end: int,
    measure: Measure,
    width: float,
    even: float,
    em: float,
    last: bool,
) -> Iterator[tuple[float, tuple[str, ...]]]:
    for start, (cost, way) in before.items():
        line = text[start:end].strip()
        if start < end and line and measure(line) <= width:
            off = (measure(line) - even) / em
            yield cost + off * off + (TOP_HEAVY * off if not last and off > 0 else 0), (*way, line)


@lru_cache(maxsize=256)
def _breaks(text: str) -> dict[int, float]:
    """Index of the character that would begin the next line → penalty; what is not listed is forbidden."""
    edges = _word_edges(text)
    whole = {at for match in _UNBROKEN.finditer(text) for at in range(match.start() + 1, match.end())}
    found = {}
    for at in range(1, len(text)):
        before, after = text[at - 1], text[at]
        if at not in whole and _may_part(text[:at].rstrip()[-1:], after):
            found[at] = float(_penalty(text, at, before, after, edges))
    return found


def _may_part(before: str, after: str) -> bool:
    if not before or before in OPENING or after in CLOSING or after == " ":
        return False
    return not (before.isdigit() and _WIDE.match(after))


def _penalty(text: str, at: int, before: str, after: str, edges: frozenset[int]) -> int:
    if before == " ":
        return FREE_SPACE if at > 1 and _WIDE.match(text[at - 2]) and _WIDE.match(after) else 0
    if at not in edges:
        return INSIDE_A_WORD
    if after in LEANING_BACK or before in LEANING_ON:
        return AGAINST_GRAMMAR
    if before in SENTENCE_END:
        return AFTER_A_SENTENCE
    return AFTER_A_CLAUSE if before in CLAUSE_END else 0


def _word_edges(text: str) -> frozenset[int]:
    ends = [0]
    for word in cutter([text])(text):
        ends.append(ends[-1] + len(word.text))
    return frozenset(end for _, end in pairwise(ends))
