"""What fonts can draw, how wide, and where its ink lies; read once, by code point."""

import struct
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING
from unicodedata import category

from videopipe.model.errors import ToolMissing
from videopipe.model.findings import Words
from videopipe.text.normalise import normalised

if TYPE_CHECKING:
    from fontTools.ttLib import TTFont

MOST_NAMED = 10
FIRST_EMOJI = 0x1F000
"""Symbols from here on are emoji and their kin (tiles, cards)."""

Bounds = tuple[float, float, float, float]
"""Left, bottom, right, top from the pen on the baseline."""


@dataclass(frozen=True)
class OwnFont:
    """A font that an episode brings along, for characters that the shipped ones lack."""

    path: Path
    digest: str
    """sha256 of the file, hex."""

    @property
    def family(self) -> str:
        """What libass knows it by: its own name might be that of another font."""
        return f"videopipe-{self.digest[:16]}"


@dataclass(frozen=True)
class Face:
    """One font file, and another behind it that draws what it lacks."""

    glyphs: dict[int, int]
    """Code point → glyph number."""
    advances: tuple[tuple[int, int], ...]
    """(advance, left bearing) of each glyph, in font units."""
    units: int
    """Font units an em."""
    bounds: Callable[[int], Bounds | None] = lambda _number: None
    """Of a glyph's ink, in font units; None for a space."""
    own: OwnFont | None = None
    """The file; None for a shipped one."""
    behind: "Face | None" = None

    def holder(self, char: str) -> "Face | None":
        """The first face that has a glyph for it; a blank one of an own font is none."""
        number = self.glyphs.get(ord(char))
        if number is not None and (self.own is None or char.isspace() or self.bounds(number) is not None):
            return self
        return self.behind.holder(char) if self.behind else None

    def can_draw(self, char: str) -> bool:
        """Whether there is a glyph for it."""
        return self.holder(char) is not None

    def advance(self, char: str) -> float:
        """Width that it takes, in ems. KeyError for a character that nobody has."""
        face, number = self._glyph(char)
        return face.advances[number][0] / face.units

    def bearing(self, char: str) -> float:
        """From the pen to the left edge of its ink, in ems. KeyError as above."""
        face, number = self._glyph(char)
        return face.advances[number][1] / face.units

    def ink(self, char: str) -> Bounds | None:
        """Of its ink, in ems; None for a space. KeyError as above."""
        face, number = self._glyph(char)
        bounds = face.bounds(number)
        if bounds is None:
            return None
        left, bottom, right, top = (edge / face.units for edge in bounds)
        return left, bottom, right, top

    def borrowed(self, text: Iterable[str]) -> dict[str, OwnFont]:
        """Each character that an own font draws, and which."""
        holders = {char: self.holder(char) for char in text}
        return {char: face.own for char, face in holders.items() if face is not None and face.own is not None}

    def _glyph(self, char: str) -> "tuple[Face, int]":
        face = self.holder(char)
        if face is None:
            raise KeyError(char)
        return face, face.glyphs[ord(char)]


@dataclass(frozen=True)
class Missing:
    """A character that a font lacks, and the first place that wants it."""

    char: str
    codepoint: int
    where: str


class MissingGlyphs(ToolMissing):
    """Characters that would come out as empty boxes, or in another font; `count` of them, ten of them by name."""

    en = "{count} character(s) can't be drawn: {listed_en}. Write them with other characters, or bring a font that has them: `fonts:` in episode.yaml{emoji_en}"
    zh = "有 {count} 个字符无法显示：{listed_zh}。请换用其他字，或在 episode.yaml 的 fonts: 下提供含有这些字的字体{emoji_zh}"


NO_EMOJI = Words(
    ". Emoji are pictures in colours of their own, letters here have one: say it in words",
    "。表情符号是彩色图形，而画面文字只有一种颜色：请改用文字表达",
)


@cache
def read_face(path: Path) -> Face:
    """The tables of a shipped font file."""
    from fontTools.ttLib import TTFont

    with TTFont(path, lazy=True) as font:
        return face_of(font, outlines_of(font))


def face_of(font: "TTFont", bounds: Callable[[int], Bounds | None]) -> Face:
    """Its tables. Glyphs go by number: reading 31,000 glyph names takes ten times as long."""
    count = font["maxp"].numGlyphs
    font.setGlyphOrder([str(number) for number in range(count)])
    glyphs = {code: int(name) for code, name in font.getBestCmap().items()}
    metrics = font["hmtx"].metrics
    advances = tuple(metrics[str(number)] for number in range(count))
    return Face(glyphs, advances, font["head"].unitsPerEm, bounds)


def outlines_of(font: "TTFont") -> Callable[[int], Bounds | None]:
    """Bounds of the glyphs of a TrueType font: they stand in its table `glyf`."""
    outlines, offsets = bytes(font.reader["glyf"]), tuple(font["loca"].locations)

    def bounds(number: int) -> Bounds | None:
        at, end = offsets[number : number + 2]
        if at == end:
            return None
        left, bottom, right, top = struct.unpack_from(">4h", outlines, at + 2)
        return left, bottom, right, top

    return bounds


def backed(face: Face, others: Sequence[Face]) -> Face:
    """`face`, with the others behind it in their order."""
    behind = None
    for other in reversed(others):
        behind = replace(other, behind=behind)
    return replace(face, behind=behind)


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
        named = [_named(each, face) for each in missing[:MOST_NAMED]]
        hint = NO_EMOJI if any(_is_emoji(each.char) for each in missing) else Words("", "")
        raise MissingGlyphs(
            count=len(missing),
            listed_en="; ".join(words.en for words in named),
            listed_zh="; ".join(words.zh for words in named),
            emoji_en=hint.en,
            emoji_zh=hint.zh,
        )


def _named(missing: Missing, face: Face) -> Words:
    """The character, its place, and what it is meant for where that is known and can be drawn."""
    name = f"{_seen(missing.char)}U+{missing.codepoint:04X}"
    instead = normalised(missing.char)[0]
    if instead == missing.char or not all(map(face.can_draw, instead)):
        return Words(f"{name} ({missing.where})", f"{name} ({missing.where})")
    if not instead:
        return Words(f"{name} ({missing.where}: leave it out)", f"{name} ({missing.where}：请删去)")
    code = " ".join(f"U+{ord(char):04X}" for char in instead)
    return Words(
        f"{name} ({missing.where}: write “{instead}” {code} instead)",
        f"{name} ({missing.where}：请改用“{instead}” {code})",
    )


def _is_emoji(char: str) -> bool:
    return ord(char) >= FIRST_EMOJI and category(char) == "So"


def _seen(char: str) -> str:
    """The character in quotes, where it can be seen: not a control, a joiner, a private one, half a pair."""
    return "" if category(char)[0] in "CM" else f"“{char}” "
