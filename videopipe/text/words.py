"""Cutting Chinese text into words with jieba, whose dictionary knows nothing of this programme's names.

jieba's own loader takes 0.8 s, writes a 9 MB cache into the temp folder and talks on stderr. Cutting a text only
ever looks up words that are made of the text's own characters, so those alone are loaded: 0.2 s once and
0.03 s a text, no cache file, and the same cuts.
"""

import re
import warnings
from collections.abc import Callable, Iterable
from functools import cache
from importlib import resources
from typing import Any, NamedTuple


class Word(NamedTuple):
    """A word and what it mostly is: jieba's tags (n noun, v verb, a adjective, d adverb …), "x" if unknown."""

    text: str
    tag: str


Cut = Callable[[str], Iterable[Word]]
"""Words of a text, in order; joined they are the text again."""

_OWN_WORD_COUNT = 100_000
"""As frequent as 我们, so that a word of ours beats any way to cut it in two."""


def cutter(texts: Iterable[str], names: Iterable[str] = ()) -> Cut:
    """A function that cuts any of `texts`, and only those, into words; each of `names` is one word."""
    jieba = _import_jieba()
    dictionary, total = _dictionary()
    entries = _entries_made_of(frozenset().union(*texts), dictionary)
    tokenizer = jieba.Tokenizer()
    tokenizer.FREQ = _prefixes({word: int(count) for word, count, _ in entries})
    tokenizer.total = total
    tokenizer.initialized = True
    own = (*own_words(), *names)
    for word in own:
        tokenizer.add_word(word, _OWN_WORD_COUNT)
    tags = {word: tag for word, _, tag in entries} | dict.fromkeys(own, "n")
    return lambda text: (Word(word, tags.get(word, "x")) for word in tokenizer.cut(text))


def _import_jieba() -> Any:
    with warnings.catch_warnings():
        # Its regular expressions and its use of pkg_resources warn on every new Python.
        warnings.simplefilter("ignore")
        import jieba
    return jieba


@cache
def _dictionary() -> tuple[str, int]:
    """jieba's dictionary, a line a word, and the sum of all counts."""
    with _import_jieba().get_dict_file() as file:
        text = file.read().decode("utf-8")
    return text, sum(map(int, re.findall(r" (\d+)", text)))


def _entries_made_of(characters: frozenset[str], dictionary: str) -> list[tuple[str, str, str]]:
    """(word, count, tag) of every word of the dictionary that can stand in a text of these characters."""
    wanted = re.escape("".join(sorted(characters - {" ", "\n"})))
    return re.findall(rf"^([{wanted}]+) (\d+) (\w+)", dictionary, re.MULTILINE) if wanted else []


def _prefixes(words: dict[str, int]) -> dict[str, int]:
    """jieba's form: every beginning of a word is a key too, with count 0 if it is no word itself."""
    beginnings = {word[:n]: 0 for word in words for n in range(1, len(word))}
    return beginnings | words


def own_words() -> tuple[str, ...]:
    """The words of `assets/words.txt`: places, plans and titles that must stay in one piece."""
    text = resources.files("videopipe").joinpath("assets/words.txt").read_text(encoding="utf-8")
    return tuple(line for line in text.splitlines() if line and not line.startswith("#"))
