"""Fonts that an episode brings along: which can be used, what they can draw, and as libass wants them."""

import hashlib
import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from functools import cache, lru_cache
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

from videopipe.model.errors import InputError
from videopipe.text.fonts import Bounds, Face, OwnFont, face_of, outlines_of

if TYPE_CHECKING:
    from fontTools.ttLib import TTFont

MOST_MB = 64
"""Of a font's file: the largest fonts of 65,535 Chinese glyphs have half of it."""
COLLECTION = b"ttcf"
KINDS = (b"\0\1\0\0", b"true", b"OTTO")
"""How TrueType and OpenType files begin."""
NEEDED = ("cmap", "head", "hhea", "hmtx", "maxp", "name", "OS/2")
COLOURED = ("CBDT", "COLR", "sbix", "SVG ")
"""Tables of colour pictures."""
MOST_EMS = 4
"""Width of a glyph that can be meant."""
RESTRICTED = 0x0002
"""OS/2 fsType: must not be embedded without its owner's permission."""
ASCENT, DESCENT = 1.160, 0.288
"""Of Noto Sans SC, in ems: libass fits these into the size of letters, and stands lines on the second."""
WINDOWS, UNICODE, ENGLISH = 3, 1, 0x409


class BrokenFont(InputError):
    """A font file that can't be read."""

    en = "{file} can't be used as a font ({why}). Bring a TrueType or OpenType file (.ttf, .otf)"
    zh = "{file} 无法作为字体使用（{why}）。请提供 TrueType 或 OpenType 字体文件（.ttf、.otf）"


class FontCollection(InputError):
    """Several fonts in one file."""

    en = "{file} holds several fonts. Bring the one that is meant, as .ttf or .otf"
    zh = "{file} 是包含多个字体的集合。请提供其中所需的一个，格式为 .ttf 或 .otf"


class VariableFont(InputError):
    """A font whose weight is yet to be chosen: subtitles would silently go without it."""

    en = "{file} is a variable font, which subtitles can't be drawn with. Bring the static font of one weight (its name has no “VF” or “Variable”)"
    zh = "{file} 是可变字体，无法用于绘制字幕。请提供某一字重的静态字体（文件名中不带“VF”或“Variable”）"


class ColourFont(InputError):
    """Emoji and their kin."""

    en = "{file} holds pictures in colours of their own, and letters here have one colour. Bring a font of plain outlines, and write emoji in words"
    zh = "{file} 是彩色字体，而画面文字只有一种颜色。请提供普通轮廓字体，表情符号请改用文字"


class FontNotAllowed(InputError):
    """A font whose licence bits forbid to embed it."""

    en = "{file} says that it must not be embedded without its owner's permission (OS/2 fsType). Ask its maker for a file that may be, or bring another font"
    zh = "{file} 声明未经权利人许可不得嵌入（OS/2 fsType）。请向字体厂商索取允许嵌入的版本，或改用其他字体"


class FontTooLarge(InputError):
    """A file of more bytes than any font has."""

    en = "{file} has {size:.0f} MB; the most allowed is {most} MB. Bring another font"
    zh = "{file} 大小为 {size:.0f} MB，超过上限 {most} MB。请改用其他字体"


def open_font(path: Path) -> OwnFont:
    """The font in `path`, after all was read of it that will be needed.

    Raises BrokenFont, FontCollection, VariableFont, ColourFont, FontNotAllowed or FontTooLarge.
    """
    size = path.stat().st_size
    if size > MOST_MB * 1_000_000:
        raise FontTooLarge(file=str(path), size=size / 1e6, most=MOST_MB)
    data = path.read_bytes()
    if data.startswith(COLLECTION):
        raise FontCollection(file=str(path))
    if not data.startswith(KINDS):
        raise BrokenFont(file=str(path), why="it begins like none")
    with _readers(path):
        _check(data, str(path))
    return OwnFont(path, hashlib.sha256(data).hexdigest())


@lru_cache(maxsize=8)
def read_own(font: OwnFont) -> Face:
    """What it can draw. Raises BrokenFont."""
    with _readers(font.path):
        return replace(_face(font.path.read_bytes()), own=font)


@contextmanager
def _readers(path: Path) -> Iterator[None]:
    """Raises BrokenFont for whatever a broken font leads its readers to. What fontTools says of odd ones is for makers
    of fonts.
    """
    logging.getLogger("fontTools").setLevel(logging.CRITICAL)
    try:
        yield
    except InputError:
        raise
    except Exception as error:  # noqa: BLE001 see above
        raise BrokenFont(file=str(path), why=str(error) or type(error).__name__) from None


def write_for_libass(font: OwnFont, folder: Path) -> None:
    """The same outlines in a file of that folder, under the font's `family`, with the line of the shipped fonts:
    beside their characters those of this one are as large, and lift no line. Raises BrokenFont.
    """
    from fontTools.ttLib import TTFont

    with _readers(font.path), TTFont(font.path, lazy=True, recalcBBoxes=False, recalcTimestamp=False) as copy:
        # Else fontTools would look for glyph names: OS/2 says which characters there are.
        copy.setGlyphOrder([str(number) for number in range(copy["maxp"].numGlyphs)])
        names = copy["name"]
        names.names = []
        for number, text in ((1, font.family), (2, "Regular"), (4, font.family), (6, font.family)):
            names.setName(text, number, WINDOWS, UNICODE, ENGLISH)
        em, os2 = copy["head"].unitsPerEm, copy["OS/2"]
        os2.usWinAscent, os2.usWinDescent = round(ASCENT * em), round(DESCENT * em)
        copy.save(folder / f"{font.digest}.otf", reorderTables=None)


def _check(data: bytes, file: str) -> None:
    from fontTools.ttLib import TTFont
    from PIL import ImageFont

    with TTFont(BytesIO(data), lazy=True) as font:
        if any(part.offset + part.length > len(data) for part in font.reader.tables.values()):
            raise BrokenFont(file=file, why="it is cut short")
        if "fvar" in font:
            raise VariableFont(file=file)
        if any(table in font for table in COLOURED):
            raise ColourFont(file=file)
        missing = [table for table in NEEDED if table not in font]
        if missing:
            raise BrokenFont(file=file, why=f"no table {missing[0]}")
        if "glyf" not in font and "CFF " not in font:
            raise BrokenFont(file=file, why="no outlines")
        if font["OS/2"].fsType & RESTRICTED:
            raise FontNotAllowed(file=file)
    face = _face(data)
    ImageFont.truetype(BytesIO(data), 16).getbbox("".join(map(chr, list(face.glyphs)[:1])))


def _face(data: bytes) -> Face:
    from fontTools.ttLib import TTFont

    font = TTFont(BytesIO(data), lazy=True)
    bounds = outlines_of(font) if "glyf" in font else _charstrings_of(font)
    face = face_of(font, _unless_broken(bounds))

    def is_sane(number: int) -> bool:
        """Whether the ink begins somewhere near its place: damaged figures would leave a line without width."""
        advance, left = face.advances[number]
        return number != 0 and advance <= MOST_EMS * face.units and abs(left) <= max(advance, face.units / 2)

    return replace(face, glyphs={code: number for code, number in face.glyphs.items() if is_sane(number)})


def _charstrings_of(font: "TTFont") -> Callable[[int], Bounds | None]:
    """Bounds of the glyphs of a font with PostScript outlines, which must be drawn to know."""
    top = font["CFF "].cff.topDictIndex[0]

    def bounds(number: int) -> Bounds | None:
        found: Bounds | None = top.CharStrings[top.charset[number]].calcBounds(None)
        return found

    return bounds


def _unless_broken(bounds: Callable[[int], Bounds | None]) -> Callable[[int], Bounds | None]:
    @cache
    def checked(number: int) -> Bounds | None:
        try:
            return bounds(number)
        except Exception:  # noqa: BLE001 whatever a broken glyph leads its reader to: it draws nothing
            return None

    return checked
