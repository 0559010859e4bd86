"""Type-setting: which glyph stands where, how wide a line is, what fits, what the fonts can't draw.

All positions are in ems from the line's left end and baseline, so one setting serves every size.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from functools import lru_cache, partial
from itertools import product
from pathlib import Path
from typing import TYPE_CHECKING

from videopipe.assets import Weight, font_path
from videopipe.model.errors import InputError
from videopipe.text.fonts import Face, OwnFont, backed, read_face
from videopipe.text.own_fonts import read_own
from videopipe.text.wrap import TEARING, wrap

if TYPE_CHECKING:
    from PIL.ImageFont import FreeTypeFont

AIR = 0.25
"""Between an ideograph and a Latin letter or figure."""
FREE_SPACE = 0.5
"""A space between ideographs."""
LATIN_RISE = 0.01
"""Capitals and figures are 0.741 high, ideographs stand on 0.38: lifted so that the middles meet."""
ASCENT = 0.88
"""Top of the em box above the baseline."""
SMALLEST_PCT = 80

_OWN: ContextVar[tuple[OwnFont, ...]] = ContextVar("own fonts", default=())

_HALF_LEFT = "“‘《〈（「『【〔"
_HALF_RIGHT = "”’》〉）」』】〕"
_STOPS = "，。、；：？！"
_MIDDLE_DOT = "·"
_DOT_WIDTH = 0.6
_STOP_INK = 0.5
_WIDE = re.compile(r"[\u2e80-\u9fff\uf900-\ufaff]")
_NARROW = re.compile(r"[0-9A-Za-z%+\-.]")


class TextTooLong(InputError):
    """A text that does not fit its place, however small."""

    en = "“{text}” ({place}) does not fit {lines} line(s) of {width} px, even at 80 % of its size. Shorten it to about {room} characters"
    zh = (
        "“{text}”（{place}）即使缩小到 80% 也放不进 {lines} 行、每行 {width} 像素的位置。请缩短到约 {room} 字"
    )


@dataclass(frozen=True)
class Glyph:
    """A character and where its origin stands, in ems."""

    char: str
    x: float
    rise: float


@dataclass(frozen=True)
class Setting:
    """Lines of text at one size."""

    lines: tuple[str, ...]
    weight: Weight
    size: int
    """Em in pixels."""

    @property
    def width(self) -> float:
        """Of the widest line, in pixels."""
        return max((line_width(line, self.weight) * self.size for line in self.lines), default=0.0)


@dataclass(frozen=True)
class Place:
    """Room for a text: `name` for the complaint, width in pixels, how many lines at most."""

    name: str
    width: int
    lines: int


def shrink_then_wrap(text: str, weight: Weight, size: int, place: Place) -> Setting:
    """For names: one line, smaller if it must be; more lines only then. Raises TextTooLong."""
    options = ((lines, px) for lines in range(1, place.lines + 1) for px in _sizes(size))
    return _first_that_fits(text, weight, size, place, list(options))


def wrap_then_shrink(
    text: str, weight: Weight, size: int, place: Place, names: Sequence[str] = ()
) -> Setting:
    """For headlines: full size in as few even lines as it needs; smaller only then. Raises TextTooLong.

    `names` of people stand on one line.
    """
    options = ((lines, px) for px in _sizes(size) for lines in range(1, place.lines + 1))
    return _first_that_fits(text, weight, size, place, list(options), names)


def set_alike(texts: Sequence[str], weight: Weight, size: int, place: Place) -> tuple[Setting, ...]:
    """For siblings: all at one size, the largest at which each fits in the lines it may have. Raises TextTooLong."""
    for ceiling, px in product(TEARING, _sizes(size)):
        options = [(lines, px) for lines in range(1, place.lines + 1)]
        found = [_first_of(options, text, weight, place, ceiling, ()) for text in texts]
        if None not in found:
            return tuple(setting for setting in found if setting is not None)
    raise _too_long(max(texts, key=lambda text: line_width(text, weight)), size, place)


def line_width(line: str, weight: Weight) -> float:
    """Width of a set line in ems, from the first glyph's ink on."""
    return _set(line, weight, fonts_at_hand())[1]


def glyphs(line: str, weight: Weight) -> tuple[Glyph, ...]:
    """Every glyph of a line in its place; the first one's ink begins at 0."""
    return _set(line, weight, fonts_at_hand())[0]


@contextmanager
def own_fonts(fonts: tuple[OwnFont, ...]) -> Iterator[None]:
    """What is set within may use these fonts, too. A drawing names its fonts once, not at each of its words."""
    token = _OWN.set(fonts)
    try:
        yield
    finally:
        _OWN.reset(token)


def fonts_at_hand() -> tuple[OwnFont, ...]:
    """Those of the innermost `own_fonts`: part of the key of whatever keeps something that was set."""
    return _OWN.get()


@lru_cache(maxsize=16)
def face_with(weight: Weight, fonts: tuple[OwnFont, ...]) -> Face:
    """The shipped face, and behind it what the episode brings."""
    return backed(read_face(font_path(weight)), [read_own(font) for font in fonts])


def font(char: str, weight: Weight, size: int) -> "FreeTypeFont":
    """The font that draws a character, at `size` pixels an em."""
    own = face_with(weight, fonts_at_hand()).borrowed(char).get(char)
    return _open(own.path if own else font_path(weight), own.digest if own else "", size)


@lru_cache(maxsize=64)
def _open(path: Path, _digest: str, size: int) -> "FreeTypeFont":
    """The font file at that size; another one at the same place is another font."""
    from PIL import ImageFont

    return ImageFont.truetype(str(path), size, layout_engine=ImageFont.Layout.BASIC)


def _sizes(size: int) -> range:
    return range(size, -(-size * SMALLEST_PCT // 100) - 1, -1)


def _first_that_fits(
    text: str,
    weight: Weight,
    size: int,
    place: Place,
    options: list[tuple[int, int]],
    names: Sequence[str] = (),
) -> Setting:
    for ceiling in TEARING:
        found = _first_of(options, text, weight, place, ceiling, names)
        if found is not None:
            return found
    raise _too_long(text, size, place)


def _first_of(
    options: Iterable[tuple[int, int]],
    text: str,
    weight: Weight,
    place: Place,
    ceiling: int,
    names: Sequence[str],
) -> Setting | None:
    """The first (lines, em) that holds the text without a break that costs more than `ceiling`."""
    measure = partial(line_width, weight=weight)
    for lines, px in options:
        room = place.width / px
        if lines == 1 and line_width(text, weight) <= room:
            return Setting((text,), weight, px)
        if lines > 1:
            found = wrap(text, measure, room, lines, names=names, tearing=(ceiling,))
            if found is not None:
                return Setting(found, weight, px)
    return None


def _too_long(text: str, size: int, place: Place) -> TextTooLong:
    fits = int(place.width / (size * SMALLEST_PCT / 100)) * place.lines
    return TextTooLong(text=text, place=place.name, lines=place.lines, width=place.width, room=fits)


@lru_cache(maxsize=4096)
def _set(line: str, weight: Weight, fonts: tuple[OwnFont, ...]) -> tuple[tuple[Glyph, ...], float]:
    face = face_with(weight, fonts)
    placed: list[Glyph] = []
    pen = 0.0
    for before, char in zip((" ", *line), line, strict=False):
        pen += AIR if _wants_air(before, char) else 0.0
        shift, advance = _advance(line, len(placed), char, face)
        placed.append(Glyph(char, pen + shift, LATIN_RISE if _NARROW.match(char) else 0.0))
        pen += advance
    if not placed:
        return (), 0.0
    left = placed[0].x + face.bearing(placed[0].char)
    end = pen - (1 - _STOP_INK if placed[-1].char in _STOPS else 0)
    return tuple(Glyph(each.char, each.x - left, each.rise) for each in placed), end - left


def _advance(line: str, at: int, char: str, face: Face) -> tuple[float, float]:
    """(shift of the glyph, advance of the pen): brackets and quotes are set half an em wide."""
    if char == " ":
        around = line[max(0, at - 1) : at] + line[at + 1 : at + 2]
        return 0.0, AIR if _NARROW.search(around) else FREE_SPACE
    if char in _HALF_LEFT:
        return -0.5, 0.5
    if char in _HALF_RIGHT:
        return 0.0, 0.5
    if char == _MIDDLE_DOT:
        return (_DOT_WIDTH - 1) / 2, _DOT_WIDTH
    return 0.0, face.advance(char)


def _wants_air(before: str, char: str) -> bool:
    return bool(
        (_WIDE.match(before) and _NARROW.match(char)) or (_NARROW.match(before) and _WIDE.match(char))
    )
