"""Tiny fonts, made when they are wanted: a square for a character, in many conditions."""

from collections.abc import Mapping, Sequence
from pathlib import Path

from fontTools.fontBuilder import FontBuilder
from fontTools.pens.basePen import AbstractPen
from fontTools.pens.t2CharStringPen import T2CharStringPen
from fontTools.pens.ttGlyphPen import TTGlyphPen

SQUARE = (100, 0, 700, 600)
"""Left, bottom, right, top of the ink, of an em of 1000."""


def make_font(
    path: Path,
    chars: str = "𠮷",
    *,
    blank: str = "",
    undefined: str = "",
    postscript: bool = False,
    name: str = "Noto Sans SC Medium",
    embedding: int = 0,
    variable: bool = False,
    coloured: bool = False,
    left: int = SQUARE[0],
) -> Path:
    """A font with a square for each of `chars`, nothing for `blank`, and .notdef for `undefined`.

    `name` is that of the shipped font: whoever goes by names draws with the wrong one. Its own line is far from Noto's.
    """
    builder = FontBuilder(1000, isTTF=not postscript)
    glyphs = {".notdef": None, **{f"u{ord(char):X}": (left, *SQUARE[1:]) for char in chars}}
    glyphs |= dict.fromkeys(f"u{ord(char):X}" for char in blank)
    builder.setupGlyphOrder(list(glyphs))
    builder.setupCharacterMap(
        {ord(char): f"u{ord(char):X}" for char in chars + blank}
        | {ord(char): ".notdef" for char in undefined}
    )
    _draw(builder, glyphs, postscript, name)
    builder.setupHorizontalMetrics({glyph: (800, left if box else 0) for glyph, box in glyphs.items()})
    builder.setupHorizontalHeader(ascent=700, descent=-500)
    builder.setupNameTable({"familyName": name, "styleName": "Regular", "fullName": name, "psName": "Own"})
    builder.setupOS2(usWinAscent=700, usWinDescent=500, fsType=embedding)
    builder.setupPost()
    if variable:
        builder.setupFvar([("wght", 100, 400, 900, "Weight")], [])
    if coloured:
        first = list(glyphs)[1]
        builder.setupCOLR({first: [(first, 0)]})
        builder.setupCPAL([[(1, 0, 0, 1)]])
    builder.save(path)
    return path


def _draw(
    builder: FontBuilder, glyphs: Mapping[str, Sequence[int] | None], postscript: bool, name: str
) -> None:
    if postscript:
        strings = {}
        for glyph, box in glyphs.items():
            pen = T2CharStringPen(800, None)
            _square(pen, box)
            strings[glyph] = pen.getCharString()
        builder.setupCFF("Own", {"FullName": name}, strings, {})
    else:
        outlines = {}
        for glyph, box in glyphs.items():
            quadratic = TTGlyphPen(None)
            _square(quadratic, box)
            outlines[glyph] = quadratic.glyph()
        builder.setupGlyf(outlines)


def _square(pen: AbstractPen, box: Sequence[int] | None) -> None:
    if box is not None:
        left, bottom, right, top = box
        pen.moveTo((left, bottom))
        for corner in ((left, top), (right, top), (right, bottom)):
            pen.lineTo(corner)
        pen.closePath()
