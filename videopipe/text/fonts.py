"""What the shipped fonts can draw, and how wide; read once, by code point."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path


@dataclass(frozen=True)
class Face:
    """One font file."""

    glyphs: dict[int, int]
    """Code point → glyph number."""
    advances: tuple[tuple[int, int], ...]
    """(advance, left bearing) of each glyph, in font units."""
    units: int
    """Font units an em."""

    def can_draw(self, char: str) -> bool:
        """Whether there is a glyph for it."""
        return ord(char) in self.glyphs

    def advance(self, char: str) -> float:
        """Width that it takes, in ems. KeyError for a character that the face lacks."""
        return self.advances[self.glyphs[ord(char)]][0] / self.units

    def bearing(self, char: str) -> float:
        """From the pen to the left edge of its ink, in ems. KeyError as above."""
        return self.advances[self.glyphs[ord(char)]][1] / self.units


@dataclass(frozen=True)
class Missing:
    """A character that a font lacks, and the first place that wants it."""

    char: str
    codepoint: int
    where: str


@cache
def read_face(path: Path) -> Face:
    """The tables of a font file. Glyphs go by number: reading 31,000 glyph names takes ten times as long."""
    from fontTools.ttLib import TTFont

    with TTFont(path, lazy=True) as font:
        count = font["maxp"].numGlyphs
        font.setGlyphOrder([str(number) for number in range(count)])
        glyphs = {code: int(name) for code, name in font.getBestCmap().items()}
        metrics = font["hmtx"].metrics
        advances = tuple(metrics[str(number)] for number in range(count))
        return Face(glyphs, advances, font["head"].unitsPerEm)


def missing_glyphs(texts: Iterable[tuple[str, str]], face: Face) -> tuple[Missing, ...]:
    """Every character of the (where, text) pairs that `face` lacks, once each, in order of appearance."""
    found: dict[str, Missing] = {}
    for where, text in texts:
        for char in text:
            if char != "\n" and not face.can_draw(char):
                found.setdefault(char, Missing(char, ord(char), where))
    return tuple(found.values())
