"""Where a line may end, and what each place costs: words, forbidden line edges, what must stay whole.

Knows neither widths nor fonts. Positions count characters of the text; a break at p stands before character p.
"""

import re
from unicodedata import category

from videopipe.text.words import Cut, Word

NO_START = frozenset("，。、；：？！）］｝〉》」』】〕…—～‰％℃”’·,.;:?!)]}% ")
"""Never first in a line (GB/T 15834-2011 and their half-width sisters)."""
NO_END = frozenset("（［｛〈《「『【〔“‘([{")
"""Never last in a line."""
PAUSES = "，。、；"
"""Written marks that a subtitle shows as a space, or at a line's end not at all."""

HAN = "\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
"""Ideographs, as a range of a regular expression."""

_SPACES = " \t\n\u3000\xa0"
_JOINER = "\u200d"
_SENTENCE_ENDS = frozenset("。？！；…?!")

_UNITS = (
    "万亿元|万亿|亿美元|万美元|美元|亿元|万元|元|万平方公里|平方公里|平方米|公里|千米|厘米|毫米|米|"
    "亿吨|万吨|吨|亿人次|万人次|人次|亿人|万人|人|万家|家|万标箱|标箱|万件|件|亿千瓦时|千瓦时|千瓦|"
    "个百分点|个月|个|亿|万|项|条|次|座|所|号线|号|小时|分钟|秒|年代|年|月|日|天|岁|倍|位|名|届|期|点|成|"
    "％|%|‰|℃|度"
)
_NUMBER = r"\d+(?:[,.]\d+)*[%％]?"
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
        "这个 那个 会以 会给 以此 先 及时 去 往 自"
    )
)
"""Not last in a line: they belong to what follows."""
_LEAN_BACK = _words(
    "的 了 着 过 地 得 们 等 之 吗 呢 吧 啊 中 上 下 里 内 外 间 后 前 时 到 办 以来 以上 以下 之间 之后 之前 "
    "等等 方面 期间 问 说 更多 一些 内外 以内"
)
"""Not first in a line: they belong to what came before."""

# Costs of a break. Tuned on the sentences of tests/golden/data/breaks.txt: with
# nouns as cheap as verbs, compounds were torn (国际商贸 / 中心); with 、 near a comma, 深圳、广州 was; with a stub
# after a comma allowed, lines ended in "… 延长" and "… 在".
_SENTENCE, _CLAUSE, _PREDICATE, _LISTED = 0, 1, 7, 18
_CONJUNCTION, _PREPOSITION, _BEFORE_VERB, _PLAIN, _OBJECT, _COMPOUND, LEANING = 12, 12, 12, 14, 20, 30, 60
_ADVERB, _IN_QUOTES = 40, 20
_OPEN_ENDED = {"的": _OBJECT, "等": _ADVERB}
"""Better not last in a line: what they describe comes next."""
IN_TITLE, INSIDE_WORD, INSIDE_UNIT, FORBIDDEN = 1_000, 10_000, 100_000, 10_000_000
"""What a break costs at least between words of a title, inside a word, inside a figure or Latin word, and where no
line may begin or end."""


def break_costs(text: str, cut: Cut) -> list[int]:
    """Cost of a break before each character."""
    ending, starting, at = {}, {}, 0
    before = Word("", "x")
    for word in cut(text):
        starting[at] = word
        at += len(word.text)
        before = ending[at] = _as_used(word, before)
    whole = {p for match in _WHOLE.finditer(text) for p in range(match.start() + 1, match.end())}
    costs = [FORBIDDEN]
    for p in range(1, len(text)):
        if _forbidden(text, p):
            costs.append(FORBIDDEN)
        elif p in whole:
            costs.append(INSIDE_UNIT)
        elif p not in starting:
            costs.append(INSIDE_WORD)
        else:
            mark = _cost_of_mark(text, p)
            costs.append(_cost_between(ending[p], starting[p]) if mark is None else mark)
    for pattern, dearer in ((_QUOTED, _IN_QUOTES), (_TITLE, IN_TITLE)):
        for p in (p for match in pattern.finditer(text) for p in range(match.start() + 1, match.end())):
            costs[p] = min(costs[p] + dearer, FORBIDDEN)
    return costs


def whole_parts(text: str) -> tuple[str, ...]:
    """Titles, figures with their units, Latin words, addresses, topics of `text`: what should stand in one line."""
    return tuple(match[0] for pattern in (_TITLE, _WHOLE) for match in pattern.finditer(text))


def _forbidden(text: str, p: int) -> bool:
    """Whether a line may not end before p, or none begin there."""
    if _one_glyph(text[p - 1], text[p]):
        return True
    return text[p] in NO_START or text[p] in _SPACES or text[:p].rstrip(PAUSES + _SPACES)[-1:] in NO_END


def _one_glyph(before: str, after: str) -> bool:
    """Whether the two are drawn as one: a letter and its accent, parts of an emoji."""
    return category(after)[0] == "M" or _JOINER in (before, after) or "\U0001f3fb" <= after <= "\U0001f3ff"


def _cost_of_mark(text: str, p: int) -> int | None:
    """Cost of a break right after a punctuation mark; None if no mark stands there."""
    before = text[:p].rstrip("”’》」』）")[-1:]
    if before in _SENTENCE_ENDS:
        return _SENTENCE
    if text[p - 1] in "，：" or (text[p - 1] == " " and not (text[p - 2].isascii() and text[p].isascii())):
        return _CLAUSE
    return _LISTED if text[p - 1] == "、" else None


def _cost_between(before: Word, after: Word) -> int:
    if _leans(before, after):
        return LEANING
    for costs, words in (
        (_CONJUNCTION, _CONJUNCTIONS),
        (_PREDICATE, _AUXILIARIES),
        (_PREPOSITION, _PREPOSITIONS),
    ):
        if after.text in words:
            return costs
    if before.text in _OPEN_ENDED:
        return _OPEN_ENDED[before.text]
    return _COST_OF_TAGS.get((_kind(before), _kind(after)), _PLAIN)


def _as_used(word: Word, before: Word) -> Word:
    """What may be noun or verb is a verb after a verb or auxiliary (参与 建设 …); a verb takes 为 in (转化 为 …)."""
    if word.text == "为" and _kind(before) in ("v", "vn"):
        return Word(before.text + word.text, "v")
    after_verb = before.text in _AUXILIARIES or _kind(before) == "v"
    return Word(word.text, "v") if word.tag == "vn" and after_verb else word


def _leans(before: Word, after: Word) -> bool:
    """Whether the two are said in one breath: a particle and its word, 卖得 更远, 转化 为."""
    if before.text in _LEAN_FORWARD or after.text in _LEAN_BACK:
        return True
    return (before.text.endswith("得") and after.tag[0] in "ad") or (
        after.text == "为" and _kind(before) in ("v", "vn")
    )


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
    ("v", "vn"): _COMPOUND,
    ("m", "n"): _COMPOUND,
    ("m", "m"): _COMPOUND,
    ("v", "n"): _OBJECT,
    ("v", "m"): _OBJECT,
    ("m", "v"): _OBJECT,
    ("n", "v"): _BEFORE_VERB,
    ("f", "v"): _BEFORE_VERB,
    ("f", "n"): _OBJECT,
    ("d", "v"): _ADVERB,
    ("d", "vn"): _ADVERB,
    ("d", "m"): _ADVERB,
    ("n", "d"): _PREDICATE,
    ("n", "t"): _PREDICATE,
    ("n", "m"): _OBJECT,
}


def latin_costs(text: str) -> list[int]:
    """Cost of a break before each character of a text whose words are parted by spaces."""
    costs = [INSIDE_UNIT] * len(text)
    for match in re.finditer(r"(\S+)\s+(?=(\S+))", text):
        if match[2][0] in _LATIN_NO_START or NO_END.issuperset(match[1]):
            costs[match.end()] = FORBIDDEN
        else:
            costs[match.end()] = _cost_between_latin(match[1], match[2].strip("\"'(,.;:?!"))
    return costs


def _cost_between_latin(before: str, after: str) -> int:
    end, bare = before.rstrip("\"')”’")[-1:], before.lower().strip("\"'(“‘")
    if end in ".?!":
        return _SENTENCE
    if end in ",;:":
        return _CLAUSE
    if bare in _LATIN_LEAN_FORWARD or (bare[-1:].isdigit() and after.lower() in _LATIN_UNITS):
        return LEANING
    if after.lower() in _LATIN_BREAKS_BEFORE:
        return _PREDICATE
    if before[:1].isupper() and (after[:1].isupper() or after[:1].isdigit()):
        return LEANING
    return _OBJECT


_LATIN_NO_START = NO_START - frozenset("…’")
"""What ’n’ and …so begin with may begin a line."""
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
