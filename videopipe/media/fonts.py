"""What a font file can draw."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Missing:
    """A character that a font lacks, and the first place that wants it."""

    char: str
    codepoint: int
    where: str


def read_cmap(path: Path) -> frozenset[int]:
    """Code points that the font file at `path` has a glyph for."""
    from fontTools.ttLib import TTFont

    with TTFont(path, lazy=True) as font:
        return frozenset(font.getBestCmap())


def missing_glyphs(texts: Iterable[tuple[str, str]], cmap: frozenset[int]) -> tuple[Missing, ...]:
    """Every character of the (where, text) pairs that `cmap` lacks, once each, in order of appearance."""
    found: dict[str, Missing] = {}
    for where, text in texts:
        for char in text:
            if ord(char) not in cmap and char != "\n":
                found.setdefault(char, Missing(char, ord(char), where))
    return tuple(found.values())
