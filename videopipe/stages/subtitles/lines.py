"""Where a subtitle is broken: word borders, forbidden line edges, width and shape. Knows nothing of time.

Positions count characters of the text; a break at p stands before character p.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import combinations, pairwise
from math import inf
from unicodedata import east_asian_width

from videopipe.stages.subtitles.limits import SubtitleLimits
from videopipe.text.words import Cut, Word

NO_START = frozenset("，。、；：？！）］｝〉》」』】〕…—～‰％℃”’·,.;:?!)]}% ")
"""Never first in a line (GB/T 15834-2011 and their half-width sisters)."""
NO_END = frozenset("（［｛〈《「『【〔“‘([{")
"""Never last in a line."""

_PAUSES = "，。、；"
"""Written marks that the screen shows as a space, or at a line's end not at all."""
_CLAUSES = re.compile(r"[，。；\s]+")
_ELLIPSIS = re.compile(r"\.{3,}|…+|⋯+")
_PAUSE = re.compile(rf"[{_PAUSES}\s]+")
_PAUSE_BEFORE_MARK = re.compile(rf"[{_PAUSES}]+(?=[{re.escape(''.join(NO_START))}])")
_FULL_WIDTH = str.maketrans(",;:?!.", "，；：？！。")
_SENTENCE_ENDS = frozenset("。？！；…?!")
_HAN = "\u3400-\u9fff"
_ANY_HAN = re.compile(f"[{_HAN}]")
_HALF_WIDTH_MARK = re.compile(
    rf"(?<=[{_HAN}”》）])[,;:?!]|[,;:?!](?=[{_HAN}“《（])|(?<=[{_HAN}”》）])\.(?![.\w])"
)

_UNITS = (
    "万亿元|万亿|亿美元|万美元|美元|亿元|万元|元|万平方公里|平方公里|平方米|公里|千米|厘米|毫米|米|"
    "亿吨|万吨|吨|亿人次|万人次|人次|亿人|万人|人|万家|家|万标箱|标箱|万件|件|亿千瓦时|千瓦时|千瓦|"
    "个百分点|个月|个|亿|万|项|条|次|座|所|号线|号|小时|分钟|秒|年代|年|月|日|天|岁|倍|位|名|届|期|点|成|"
    "％|%|‰|℃|度"
)
_NUMBER = r"\d[\d,.]*[%％]?"
_DATE = r"\d+年(?:\d+月(?:\d+日)?|末|底|初)?|\d+月\d+日"
_WHOLE = re.compile(
    rf"{_DATE}|第?{_NUMBER}(?:[～~–-]{_NUMBER})?多?\s?(?:{_UNITS})?"
    rf"|第?[一二三四五六七八九十百千万亿两零〇]+(?:{_UNITS})"
    r"|[A-Za-z0-9]+(?:[._/@:&+#'’-]+[A-Za-z0-9]+)*\+*|#[^#\s]{1,14}#|\.{2,}|…+|—+"
)
"""Never broken inside: a date, a number or range with its unit, a Latin word or address, a topic, an ellipsis."""
_TITLE = re.compile(r"《[^《》]*》|〈[^〈〉]*〉")
_QUOTED = re.compile(r"“[^“”]*”")


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_CONJUNCTIONS = _words("和 与 及 以及 并 并且 而 而且 但 但是 或 或者 同时 因此 所以 如果 因为")
_PREPOSITIONS = _words("在 在会上 把 对 向 从 为 为了 以 由 按照 通过 关于 根据 随着 让 使 给")
_AUXILIARIES = _words(
    "会 要 能 可以 能够 应当 应 将 正 正在 已 已经 也 也会 还 还会 还能 都 都会 将会 就会 就 才 只 又 不 没有 怎样 怎么 如何 为什么 什么时候 何时"
)
"""What a predicate begins with."""
_LEAN_FORWARD = (
    _CONJUNCTIONS
    | _PREPOSITIONS
    | _AUXILIARIES
    | _words(
        "被 最 更 更加 可 再 很 非常 未 其 各 每 该 本 这 那 各位 是 约 超 超过 近 跟 同 至 至少 一个 一些 "
        "这个 那个 会以 会给"
    )
)
"""Not last in a line: they belong to what follows."""
_LEAN_BACK = _words(
    "的 了 着 过 地 得 们 等 之 吗 呢 吧 啊 中 上 下 里 内 外 间 后 前 时 到 办 以来 以上 以下 之间 之后 之前 "
    "等等 方面 期间 问 说 更多 一些 内外 以内"
)
"""Not first in a line: they belong to what came before."""
_OPEN_ENDED = _words("的 等")
"""Better not last in a line: what they describe comes next."""

# Costs of a break. Tuned on the 211 sentences of tests/golden/data/breaks.txt: with
# nouns as cheap as verbs, compounds were torn (国际商贸 / 中心); with 、 near a comma, 深圳、广州 was; with a stub
# after a comma allowed, lines ended in "… 延长" and "… 在".
_SENTENCE, _CLAUSE, _PREDICATE, _LISTED = 0, 1, 7, 18
_CONJUNCTION, _PREPOSITION, _BEFORE_VERB, _PLAIN, _OBJECT, _COMPOUND, _LEANING = 12, 12, 12, 14, 20, 24, 60
_IN_QUOTES, _IN_TITLE, _INSIDE_WORD, _FORBIDDEN = 20, 1_000, 100_000, 10_000_000

_TOP_HEAVY, _BOTTOM_HEAVY = 1.5, 1.0
"""Cost of each character by which the upper line is longer, or shorter, than the lower."""
_STUB, _STUB_ITEM, _STUB_WIDTH = 60, 4, 3
"""Cost of a line of one or two characters, or of so few between a clause's end and the line's; of a list's item."""
_SCREEN = 34
"""Cost of one more screen: a text that fits two lines only badly becomes two screens."""
_BRIEF, _BRIEF_WIDTH = 30, 6
"""Cost of a screen narrower than six characters among others: it flashes by."""
_SCREEN_BREAK = 6
"""How much dearer than between two lines a break is between two screens."""


@dataclass(frozen=True)
class Screen:
    """What stands on screen at once, and the stretch of the spoken text that it shows."""

    lines: tuple[str, ...]
    spoken: str
    second: str = ""
    """Line below, in another language."""


@lru_cache(4096)
def display_width(text: str) -> float:
    """Width in full-width characters; a narrow one is half.

    “ ” … · count as full: Chinese fonts draw what Unicode calls ambiguous at full width.
    """
    return sum(1.0 if east_asian_width(c) in "WFA" else 0.5 for c in text)


def reading_units(text: str, *, latin: bool = False) -> float:
    """What an eye reads: letters and figures by their width, no mark, no space; of a `latin` text all characters."""
    return len(text) if latin else display_width("".join(c for c in text if c.isalnum()))


def syllables(text: str) -> float:
    """How long it takes to say, in Chinese characters: a figure or capital is one, a small Latin letter 0.4."""
    return sum(0.4 if c.isascii() and c.islower() else 1.0 for c in text if c.isalnum())


@lru_cache(4096)
def on_screen(text: str, *, latin: bool = False) -> str:
    """The text as a line shows it: a pause is a space, no comma or full stop at the end; `latin` keeps its marks."""
    if latin:
        return " ".join(text.split())
    if _ANY_HAN.search(text):  # English keeps its own marks, also behind a quotation
        text = _HALF_WIDTH_MARK.sub(lambda m: m[0].translate(_FULL_WIDTH), text)
    text = _ELLIPSIS.sub("…", text)
    return _PAUSE.sub(" ", _PAUSE_BEFORE_MARK.sub("", text)).strip()


def screens(text: str, limits: SubtitleLimits, cut: Cut) -> tuple[Screen, ...]:
    """`text` broken into screens, each in as few lines as the limits allow; empty if nothing is to be seen.

    Line breaks of the file are kept where they are good ones. No word is cut unless it is wider than a line.
    """
    flat, joints = _unwrapped(text)
    costs = _latin_costs(flat) if limits.latin else _break_costs(flat, cut)
    written = _lines_as_written(flat, joints, costs, limits)
    if written:
        return (Screen(written, flat),)
    for ceiling in (_IN_TITLE, _INSIDE_WORD, _FORBIDDEN, _FORBIDDEN + 1):
        places = [0, *(p for p in range(1, len(flat)) if costs[p] < ceiling), len(flat)]
        found = _Layout(flat, costs, places, limits).screens()
        if found is not None:
            return found
    return ()


def torn(text: str, found: Sequence[Screen]) -> tuple[str, ...]:
    """What should have stayed whole in `text` and stands in no line of its screens: titles, figures, addresses."""
    flat, _ = _unwrapped(text)
    lines = [line for screen in found for line in screen.lines]
    whole = [match[0] for pattern in (_TITLE, _WHOLE) for match in pattern.finditer(flat)]
    return tuple(part for part in whole if lines and not any(on_screen(part) in line for line in lines))


def _unwrapped(text: str) -> tuple[str, tuple[int, ...]]:
    """The text in one line, and where its lines met; only Latin words get a space between."""
    flat, joints = "", []
    for line in (stripped for line in text.split("\n") if (stripped := line.strip())):
        if flat:
            flat += " " if flat[-1].isascii() and line[0].isascii() else ""
            joints.append(len(flat))
        flat += line
    return flat, tuple(joints)


def _lines_as_written(
    flat: str, joints: Sequence[int], costs: Sequence[int], limits: SubtitleLimits
) -> tuple[str, ...] | None:
    if not joints or len(joints) >= limits.max_lines or any(costs[p] >= _LEANING for p in joints):
        return None
    lines = tuple(on_screen(flat[i:j], latin=limits.latin) for i, j in pairwise((0, *joints, len(flat))))
    return lines if all(0 < display_width(line) <= limits.max_width for line in lines) else None


def _break_costs(flat: str, cut: Cut) -> list[int]:
    """Cost of a break before each character."""
    ending, starting, at = {}, {}, 0
    for word in cut(flat):
        starting[at] = word
        at += len(word.text)
        ending[at] = word
    whole = {p for match in _WHOLE.finditer(flat) for p in range(match.start() + 1, match.end())}
    costs = [_FORBIDDEN]
    for p in range(1, len(flat)):
        if _forbidden(flat, p):
            costs.append(_FORBIDDEN)
        elif p in whole or p not in starting:
            costs.append(_INSIDE_WORD)
        else:
            mark = _cost_of_mark(flat, p)
            costs.append(_cost_between(ending[p], starting[p]) if mark is None else mark)
    for pattern, dearer in ((_QUOTED, _IN_QUOTES), (_TITLE, _IN_TITLE)):
        for p in (p for match in pattern.finditer(flat) for p in range(match.start() + 1, match.end())):
            costs[p] = min(costs[p] + dearer, _FORBIDDEN)
    return costs


def _forbidden(flat: str, p: int) -> bool:
    """Whether a line may not end before p, or none begin there."""
    return flat[p] in NO_START or flat[:p].rstrip(_PAUSES + " ")[-1:] in NO_END


def _cost_of_mark(flat: str, p: int) -> int | None:
    """Cost of a break right after a punctuation mark; None if no mark stands there."""
    before = flat[:p].rstrip("”’》」』）")[-1:]
    if before in _SENTENCE_ENDS:
        return _SENTENCE
    if flat[p - 1] in "，：" or (flat[p - 1] == " " and not (flat[p - 2].isascii() and flat[p].isascii())):
        return _CLAUSE
    return _LISTED if flat[p - 1] == "、" else None


def _cost_between(before: Word, after: Word) -> int:
    if before.text in _LEAN_FORWARD or after.text in _LEAN_BACK:
        return _LEANING
    for costs, words in (
        (_CONJUNCTION, _CONJUNCTIONS),
        (_PREDICATE, _AUXILIARIES),
        (_PREPOSITION, _PREPOSITIONS),
    ):
        if after.text in words:
            return costs
    if before.text in _OPEN_ENDED:
        return _OBJECT
    return _COST_OF_TAGS.get((_kind(before), _kind(after)), _PLAIN)


def _kind(word: Word) -> str:
    """Noun (n), verb (v), either (vn), modifier (m), or jieba's own letter."""
    if word.tag == "vn":
        return "vn"
    if word.tag[0] in "nxjlszi":
        return "n"
    return "m" if word.tag[0] in "abmqr" else word.tag[0]


_COST_OF_TAGS = {
    ("n", "n"): _COMPOUND,
    ("n", "vn"): _OBJECT,
    ("vn", "n"): _COMPOUND,
    ("vn", "vn"): _COMPOUND,
    ("m", "vn"): _COMPOUND,
    ("v", "vn"): _OBJECT,
    ("m", "n"): _COMPOUND,
    ("m", "m"): _COMPOUND,
    ("v", "n"): _OBJECT,
    ("v", "m"): _OBJECT,
    ("m", "v"): _OBJECT,
    ("n", "v"): _BEFORE_VERB,
    ("f", "v"): _BEFORE_VERB,
    ("n", "d"): _PREDICATE,
    ("n", "t"): _PREDICATE,
    ("n", "m"): _OBJECT,
}


def _latin_costs(flat: str) -> list[int]:
    """Cost of a break before each character of a text whose words are parted by spaces."""
    costs = [_INSIDE_WORD] * len(flat)
    for match in re.finditer(r"(\S+)\s+(?=(\S+))", flat):
        costs[match.end()] = _cost_between_latin(match[1], match[2].strip("\"'(,.;:?!"))
    return costs


def _cost_between_latin(before: str, after: str) -> int:
    end, bare = before.rstrip("\"')”’")[-1:], before.lower().strip("\"'(“‘")
    if end in ".?!":
        return _SENTENCE
    if end in ",;:":
        return _CLAUSE
    if bare in _LATIN_LEAN_FORWARD or (bare[-1:].isdigit() and after.lower() in _LATIN_UNITS):
        return _LEANING
    if after.lower() in _LATIN_BREAKS_BEFORE:
        return _PREDICATE
    if before[:1].isupper() and (after[:1].isupper() or after[:1].isdigit()):
        return _LEANING
    return _OBJECT


_LATIN_CONJUNCTIONS = _words(
    "and but or nor so because although though while when where which who that if than"
)
_LATIN_PREPOSITIONS = _words(
    "of in on at by for from to with within without into onto over under between among through during before after "
    "about against as since until towards"
)
_LATIN_AUXILIARIES = _words("will would can could shall should may might must have has had is are was were")
_LATIN_BREAKS_BEFORE = _LATIN_CONJUNCTIONS | _LATIN_PREPOSITIONS | _LATIN_AUXILIARIES
_LATIN_LEAN_FORWARD = _LATIN_BREAKS_BEFORE | _words(
    "a an the this that these those my your his her its our their no every each any some more most very i you he she "
    "it we they be not mr mrs ms dr"
)
"""Not last in a line."""
_LATIN_UNITS = _words(
    "percent million billion trillion yuan kilometres km hours minutes days years january february "
    "march april may june july august september october november december"
)


@dataclass(frozen=True)
class _Layout:
    """One search for the best screens with breaks at `places` only."""

    flat: str
    costs: Sequence[int]
    places: Sequence[int]
    limits: SubtitleLimits
    _pieces: dict[tuple[int, int], tuple[str, float]] = field(default_factory=dict)
    """What has been asked before: most of the search's time goes into it."""

    def screens(self) -> tuple[Screen, ...] | None:
        """The cheapest way; dynamic programming over where a screen ends."""
        whole = self._lines(0, self.places[-1]) if self._may_fit(0, self.places[-1]) else None
        if whole is not None and whole[0] < _SCREEN:  # what a second screen costs at least
            return (Screen(whole[1], self.flat),)
        goal = self._goal()
        best: dict[int, tuple[float, tuple[Screen, ...]]] = {0: (0.0, ())}
        for n, end in enumerate(self.places[1:], 1):
            for start in reversed(self.places[:n]):
                if not self._may_fit(start, end):
                    break
                if start not in best:
                    continue
                cost, before = best[start]
                width = self._piece(start, end)[1]
                brief = _BRIEF if width < min(_BRIEF_WIDTH, goal / 2) else 0
                cost += abs(width - goal) / 4 + brief + self._cost_of_screen(start)
                known = best[end][0] if end in best else inf
                found = self._lines(start, end) if cost < known else None
                if found is not None and cost + found[0] < known:
                    best[end] = cost + found[0], (*before, Screen(found[1], self.flat[start:end]))
        last = best.get(self.places[-1])
        return last[1] if last else None

    def _cost_of_screen(self, start: int) -> float:
        """Between two screens a sentence should end, or at least a clause."""
        if start == 0:
            return 0
        return _SCREEN + _SCREEN_BREAK * self.costs[start] + self._stubs((0, start, len(self.flat)))

    def _piece(self, start: int, end: int) -> tuple[str, float]:
        """The stretch as a line shows it, and its width."""
        if (start, end) not in self._pieces:
            line = on_screen(self.flat[start:end], latin=self.limits.latin)
            self._pieces[start, end] = line, display_width(line)
        return self._pieces[start, end]

    def _stubs(self, edges: Sequence[int]) -> float:
        return 0 if self.limits.latin else _stubs([self.flat[i:j] for i, j in pairwise(edges)])

    def _goal(self) -> float:
        """Width that each screen would have if all were the same."""
        width = self._piece(0, len(self.flat))[1]
        room = self.limits.max_width * self.limits.max_lines
        return width / max(1, -(-width // room))

    def _may_fit(self, start: int, end: int) -> bool:
        room = self.limits.max_width * self.limits.max_lines
        return self._piece(start, end)[1] <= room

    def _lines(self, start: int, end: int) -> tuple[float, tuple[str, ...]] | None:
        """Fewest lines first, then the best shape; None if the stretch doesn't fit a screen."""
        inner = [p for p in self.places if start < p < end]
        for count in range(self.limits.max_lines):
            shapes = [self._shape((start, *breaks, end)) for breaks in combinations(inner, count)]
            fitting = [shape for shape in shapes if shape is not None]
            if fitting:
                return min(fitting, key=lambda shape: shape[0])
        return None

    def _shape(self, edges: Sequence[int]) -> tuple[float, tuple[str, ...]] | None:
        pieces = [self._piece(i, j) for i, j in pairwise(edges)]
        widths = [width for _, width in pieces]
        if not all(0 < width <= self.limits.max_width for width in widths):
            return None
        cost = sum(self.costs[p] for p in edges[1:-1]) + _imbalance(widths) + self._stubs(edges)
        return cost, tuple(line for line, _ in pieces)


def _imbalance(widths: Sequence[float]) -> float:
    """Lines should be alike, the lower rather the longer (SUB-12)."""
    return sum(
        (upper - lower) * _TOP_HEAVY if upper > lower else (lower - upper) * _BOTTOM_HEAVY
        for upper, lower in pairwise(widths)
    )


def _stubs(pieces: Sequence[str]) -> float:
    """One or two characters left alone: as a line, between a clause's end and a break, or as the item of a list."""
    cost = 0.0
    for upper, lower in pairwise(pieces):
        for clause, item in (
            (_CLAUSES.split(upper.rstrip(_PAUSES + " "))[-1], upper.rstrip("、").rpartition("、")[2]),
            (_CLAUSES.split(lower)[0], lower.partition("、")[0]),
        ):
            if display_width(clause) < _STUB_WIDTH:
                cost += _STUB
            elif display_width(item) < _STUB_WIDTH:
                cost += _STUB_ITEM
    return cost
