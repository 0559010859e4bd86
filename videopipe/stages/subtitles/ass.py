"""Subtitles as an ASS file for one run of frames, written so that libass shows each on exactly its frames."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import groupby
from types import MappingProxyType

from videopipe.model.cues import ScreenCue
from videopipe.model.overlay import Box
from videopipe.model.time import Frames

REFERENCE_SIDE = 1080
_WORD_JOINER = "\u2060"
_PAUSE = re.compile(r"(?<=[^\x00-\x7f]) (?=[^\x00-\x7f])")


_STYLE_FORMAT = (
    "Format: Name, Fontname, Fontsize, PrimaryColour, SecondaryColour, OutlineColour, BackColour, Bold, Italic, "
    "Underline, StrikeOut, ScaleX, ScaleY, Spacing, Angle, BorderStyle, Outline, Shadow, Alignment, MarginL, "
    "MarginR, MarginV, Encoding"
)


@dataclass(frozen=True)
class AssStyle:
    """How subtitles look; lengths in pixels of a picture whose short side is 1080."""

    font: str = "Noto Sans SC Medium"
    """Full name; a family name would leave the weight to libass."""
    ascent: Fraction = Fraction(1160, 1000)
    descent: Fraction = Fraction(288, 1000)
    """The font's usWinAscent and usWinDescent in ems: libass, like VSFilter, fits these into Fontsize."""
    em: int = 58
    """Side of a Chinese character's square."""
    baseline: int = 1010
    """From the top of the picture to the last line's baseline; 1400 for an upright picture."""
    margin: int = 96
    """Free at either side."""
    second_em: int = 42
    """Of the line in another language: 72 % (SUB-16)."""
    second_pitch: int = 58
    """From the Chinese baseline to the one below: 16 px of air between the two."""
    outline: int = 3
    shadow_blur: int = 6
    shadow_drop: int = 3

    @property
    def first(self) -> "AssStyle":
        """Of a Chinese line that has another language below it."""
        return replace(self, baseline=self.baseline - self.second_pitch)

    @property
    def second(self) -> "AssStyle":
        """Of the line below it."""
        return replace(self, em=self.second_em)


def render_ass(
    cues: Sequence[ScreenCue],
    window: Frames,
    style: AssStyle,
    canvas: tuple[int, int],
    fps: Fraction,
    families: Mapping[str, str] = MappingProxyType({}),
) -> str:
    """The cues that meet `window`, clipped to it; times count from the window's first frame.

    `canvas` is (width, height) in pixels; `fps` at most 60. Needs libass with the style's font in its fontsdir.
    `families` names the font of each character that the style's lacks.
    """
    scale = Fraction(min(canvas), REFERENCE_SIDE)
    blur = rf"{{\blur{float(style.shadow_blur * scale):g}}}"
    shown = [cue for cue in cues if cue.frames.meets(window)]
    styles = _styles(style, canvas, scale)
    if any(cue.second for cue in shown):
        styles += _styles(style.second, canvas, scale, "Second")[2:]
        styles += _styles(style.first, canvas, scale, "First")[2:]
    if any(cue.plate for cue in shown):
        styles += [
            f"Style: Plate,{style.font},20,&H66000000,&H66000000,&H66000000,&H66000000,{_FLAT_PLATE},1"
        ]
    events = [line for cue in shown for line in _events(cue, window, blur, fps, families)]
    return "\n".join([*_header(canvas), "", *styles, "", *_EVENTS, *events, ""])


def _header(canvas: tuple[int, int]) -> list[str]:
    width, height = canvas
    return [
        "[Script Info]",
        "ScriptType: v4.00+",
        f"PlayResX: {width}",
        f"PlayResY: {height}",
        f"LayoutResX: {width}",
        f"LayoutResY: {height}",
        "WrapStyle: 2",
        "ScaledBorderAndShadow: yes",
        "YCbCr Matrix: TV.709",
    ]


def _styles(style: AssStyle, canvas: tuple[int, int], scale: Fraction, name: str = "") -> list[str]:
    """Text, and under it a soft shadow: libass blurs the outline too, so the two can't be one."""
    size = style.em * (style.ascent + style.descent) * scale
    side = round(style.margin * scale)
    outline = f"{float(style.outline * scale):g}"
    shape = f"{style.font},{float(size):.3f}"
    flat = f"0,0,0,0,100,100,0,0,1,{outline},0,2,{side},{side}"
    lower = round(_below(style, canvas) - style.shadow_drop * scale)
    return [
        "[V4+ Styles]",
        _STYLE_FORMAT,
        f"Style: {name}Text,{shape},&H00FFFFFF,&H00FFFFFF,&H00140F0C,&HFF000000,{flat},{below(style, canvas)},1",
        f"Style: {name}Shadow,{shape},&H60000000,&H60000000,&H60000000,&HFF000000,{flat},{lower},1",
    ]


def below(style: AssStyle, canvas: tuple[int, int]) -> int:
    """Pixels from the foot of the last line, descenders and all, to that of the picture."""
    return round(_below(style, canvas))


def _below(style: AssStyle, canvas: tuple[int, int]) -> Fraction:
    scale = Fraction(min(canvas), REFERENCE_SIDE)
    return canvas[1] - (style.baseline + style.em * style.descent) * scale


_FLAT_PLATE = "0,0,0,0,100,100,0,0,1,0,0,7,0,0,0"
"""Black at 60 %: its alpha of 66 is the 40 % that shine through."""
_EVENTS = [
    "[Events]",
    "Format: Layer, Start, End, Style, Name, MarginL, MarginR, MarginV, Effect, Text",
]


def _events(
    cue: ScreenCue, window: Frames, blur: str, fps: Fraction, families: Mapping[str, str]
) -> Iterator[str]:
    start = _clock(max(cue.frames.start, window.start) - window.start, fps)
    end = _clock(min(cue.frames.end, window.end) - window.start, fps)
    text = r"\N".join(_written(line, families) for line in cue.lines)
    written = [("First", text), ("Second", _written(cue.second, families))] if cue.second else [("", text)]
    if cue.plate is not None:
        yield f"Dialogue: 0,{start},{end},Plate,,0,0,0,,{_rectangle(cue.plate)}"
    # libass moves apart what overlaps in one layer, and a line's box is half as high again as its letters.
    for layer, (style, words) in enumerate(written):
        yield f"Dialogue: {2 * layer},{start},{end},{style}Shadow,,0,0,0,,{blur}{words}"
        yield f"Dialogue: {2 * layer + 1},{start},{end},{style}Text,,0,0,0,,{words}"


def _rectangle(box: Box) -> str:
    right, bottom = box.width, box.height
    return rf"{{\an7\pos({box.x},{box.y})\p1}}m 0 0 l {right} 0 {right} {bottom} 0 {bottom}"


def _clock(frame: int, fps: Fraction) -> str:
    """Half a frame before `frame` appears, in centiseconds: no rounding reaches either neighbour."""
    centis = max(0, round((frame - Fraction(1, 2)) / fps * 100))
    seconds, centis = divmod(centis, 100)
    minutes, seconds = divmod(seconds, 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02d}:{seconds:02d}.{centis:02d}"


def _written(line: str, families: Mapping[str, str]) -> str:
    """The line as libass is to take it, each run of characters in its font."""
    runs = groupby(set_line(line), lambda char: families.get(char, ""))
    return "".join(_in_font(_escaped("".join(run)), family) for family, run in runs)


def _in_font(text: str, family: str) -> str:
    """An empty name leads back to the style's font."""
    return rf"{{\fn{family}}}{text}{{\fn}}" if family else text


def _escaped(line: str) -> str:
    r"""Text that libass takes literally.

    A word joiner keeps a backslash from making \N or \h of the letter behind it (as FFmpeg's own encoder does).
    """
    return line.replace("\\", "\\" + _WORD_JOINER).replace("{", r"\{").replace("}", r"\}")


def set_line(line: str) -> str:
    """The characters that are drawn: a pause between Chinese words gets half an em, a plain space has 0.22."""
    return _PAUSE.sub("\u2002", line)
