"""Where a subtitle's ink will lie, from the font's metrics: before anything is drawn."""

from collections.abc import Iterator, Sequence
from fractions import Fraction
from math import ceil, floor

from videopipe.model.cues import ScreenCue
from videopipe.model.overlay import Box
from videopipe.stages.subtitles.ass import REFERENCE_SIDE, AssStyle, below, set_line
from videopipe.text.fonts import Face

Edges = tuple[float, float, float, float]
"""Left, top, right, bottom in pixels."""


def ink_box(cue: ScreenCue, style: AssStyle, canvas: tuple[int, int], face: Face) -> Box | None:
    """The letters of a subtitle with their outline, in both languages; None if none of them has ink.

    Without the soft shadow, which no eye takes for part of it. Within 2 px of what libass draws (tests).
    KeyError for a character that the face lacks.
    """
    edges = list(_edges(cue.lines, style.first if cue.second else style, canvas, face))
    edges += _edges([cue.second] if cue.second else [], style.second, canvas, face)
    if not edges:
        return None
    outline = style.outline * min(canvas) / REFERENCE_SIDE
    left, top = (floor(min(edge[side] for edge in edges) - outline) for side in (0, 1))
    right, bottom = (ceil(max(edge[side] for edge in edges) + outline) for side in (2, 3))
    return Box(left, top, right - left, bottom - top)


def _edges(lines: Sequence[str], style: AssStyle, canvas: tuple[int, int], face: Face) -> Iterator[Edges]:
    """Of each character that has ink."""
    em = float(style.em * Fraction(min(canvas), REFERENCE_SIDE))
    pitch = em * float(style.ascent + style.descent)
    last = canvas[1] - below(style, canvas) - em * float(style.descent)
    for row, line in enumerate(reversed(lines)):
        text = set_line(line)
        pen = (canvas[0] - em * sum(map(face.advance, text))) / 2
        for char in text:
            ink = face.ink(char)
            if ink is not None:
                baseline = last - row * pitch
                yield pen + em * ink[0], baseline - em * ink[3], pen + em * ink[2], baseline - em * ink[1]
            pen += em * face.advance(char)
