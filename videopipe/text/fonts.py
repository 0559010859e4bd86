"""What the shipped fonts can draw, how wide, and where its ink lies; read once, by code point."""

import struct
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from unicodedata import category

from videopipe.model.errors import ToolMissing

MOST_NAMED = 10


@dataclass(frozen=True)
class Face:
    """One font file."""

    glyphs: dict[int, int]
    """Code point → glyph number."""
    advances: tuple[tuple[int, int], ...]
    """(advance, left bearing) of each glyph, in font units."""
    units: int
    """Font units an em."""
    outlines: bytes = b""
    """The table `glyf`."""
    offsets: tuple[int, ...] = ()
    """Where each glyph begins in it; one more for its end."""

    def can_draw(self, char: str) -> bool:
        """Whether there is a glyph for it."""
        return ord(char) in self.glyphs

    def advance(self, char: str) -> float:
        """Width that it takes, in ems. KeyError for a character that the face lacks."""
        return self.advances[self.glyphs[ord(char)]][0] / self.units

    def bearing(self, char: str) -> float:
        """From the pen to the left edge of its ink, in ems. KeyError as above."""
        return self.advances[self.glyphs[ord(char)]][1] / self.units

    def ink(self, char: str) -> tuple[float, float, float, float] | None:
        """(left, bottom, right, top) of its ink from the pen on the baseline, in ems; None for a space.

        KeyError as above.
        """
        number = self.glyphs[ord(char)]
        at, end = self.offsets[number : number + 2]
        if at == end:
            return None
        left, bottom, right, top = struct.unpack_from(">4h", self.outlines, at + 2)
        return left / self.units, bottom / self.units, right / self.units, top / self.units


@dataclass(frozen=True)
class Missing:
    """A character that a font lacks, and the first place that wants it."""

    char: str
    codepoint: int
    where: str


class MissingGlyphs(ToolMissing):
    """Characters that would come out as empty boxes, or in another font; `count` of them, ten of them by name."""

    en = "{count} character(s) can't be drawn: {listed}. Write them with other characters"
    zh = "有 {count} 个字符无法显示：{listed}。请换用其他字"


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
        offsets = tuple(font["loca"].locations)
        return Face(glyphs, advances, font["head"].unitsPerEm, bytes(font.reader["glyf"]), offsets)


def missing_glyphs(texts: Iterable[tuple[str, str]], face: Face) -> tuple[Missing, ...]:
    """Every character of the (where, text) pairs that `face` lacks, once each, in order of appearance."""
    found: dict[str, Missing] = {}
    for where, text in texts:
        for char in text:
            if char != "\n" and not face.can_draw(char):
                found.setdefault(char, Missing(char, ord(char), where))
    return tuple(found.values())


def require_glyphs(texts: Iterable[tuple[str, str]], face: Face) -> None:
    """Nothing if `face` can draw all of the (where, text) pairs; raises MissingGlyphs for all that it can't."""
    missing = missing_glyphs(texts, face)
    if missing:
        named = [f"{_seen(each.char)}U+{each.codepoint:04X} ({each.where})" for each in missing[:MOST_NAMED]]
        raise MissingGlyphs(count=len(missing), listed="; ".join(named))


def _seen(char: str) -> str:
    """The character in quotes, where it can be seen: not a control, a joiner, a private one, half a pair."""
    return "" if category(char)[0] in "CM" else f"“{char}” "
