"""Simplified Chinese to the traditional script of Hong Kong and Macao: OpenCC's s2hk, and terms that come first.

The length of a text nearly always stays; where it does, line breaks stay too.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from opencc import OpenCC


@cache
def _opencc(config: Literal["s2hk", "hk2s"]) -> "OpenCC":
    from opencc import OpenCC

    return OpenCC(config)


def _converted(text: str) -> str:
    forms = {ord(ours): form for ours, form in house_terms().items() if len(ours) == 1}
    return str(_opencc("s2hk").convert(text)).translate(forms)


@cache
def house_terms() -> dict[str, str]:
    """The pairs of `assets/terms-hk.txt`: words as they are converted, characters as they are written."""
    text = resources.files("videopipe").joinpath("assets/terms-hk.txt").read_text(encoding="utf-8")
    pairs = (line.partition(" ") for line in text.splitlines() if line and not line.startswith("#"))
    return {ours: theirs for ours, _, theirs in pairs}


@dataclass(frozen=True)
class Traditional:
    """A conversion in which some terms are fixed, whatever stands beside them."""

    terms: Mapping[str, str]

    def __call__(self, text: str) -> str:
        """`text` in traditional characters."""
        if not text:
            return ""
        known = sorted(self.terms, key=len, reverse=True)
        parts = re.split(f"({'|'.join(map(re.escape, known))})", text)
        return "".join(self.terms.get(part) or _converted(part) for part in parts)

    def lines(self, lines: tuple[str, ...]) -> tuple[str, ...]:
        """Lines of one text, converted as one where that keeps each break in its place."""
        whole = self("".join(lines))
        if len(whole) != sum(map(len, lines)):
            return tuple(map(self, lines))
        ends = [sum(map(len, lines[: n + 1])) for n in range(len(lines))]
        return tuple(whole[end - len(line) : end] for line, end in zip(lines, ends, strict=True))


def traditional(names: Iterable[str]) -> Traditional:
    """A conversion with the house's terms, in which each of `names` is the same wherever it stands."""
    words = {ours: theirs for ours, theirs in house_terms().items() if len(ours) > 1}
    house = Traditional(words)
    return Traditional({name: house(name) for name in names if name} | words)


def leads_back(simplified: str, converted: str) -> bool:
    """Whether the traditional text, converted back, is the simplified one again."""
    return str(_opencc("hk2s").convert(converted)) == simplified
