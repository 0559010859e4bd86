"""Timelines for tests: by hand, and any that hypothesis can think of."""

from fractions import Fraction

from hypothesis import strategies as st

from videopipe.model.cues import ScreenCue
from videopipe.model.time import Frames
from videopipe.model.timeline import Piece, Timeline

PAL, NTSC = Fraction(25), Fraction(30000, 1001)


def timeline(*pieces: tuple[int, int, int, bool], fps: Fraction = PAL) -> Timeline:
    """From (source, first frame, end frame, keep)."""
    return Timeline(
        fps, tuple(Piece(source, Frames(start, end), keep, "speech") for source, start, end, keep in pieces)
    )


@st.composite
def _pieces(draw: st.DrawFn, source: int) -> list[tuple[int, int, int, bool]]:
    lengths = draw(st.lists(st.integers(1, 400), min_size=1, max_size=6))
    ends = [sum(lengths[: n + 1]) for n in range(len(lengths))]
    return [
        (source, end - length, end, draw(st.booleans())) for length, end in zip(lengths, ends, strict=True)
    ]


@st.composite
def timelines(draw: st.DrawFn) -> Timeline:
    """One to three sources, each covered by pieces, at least one of all kept."""
    pieces = [piece for source in range(draw(st.integers(1, 3))) for piece in draw(_pieces(source))]
    if not any(keep for *_, keep in pieces):
        pieces[0] = (*pieces[0][:3], True)
    return timeline(*pieces, fps=draw(st.sampled_from([PAL, NTSC])))


@st.composite
def cues(draw: st.DrawFn, total: int, longest: int = 175) -> list[ScreenCue]:
    """Subtitles in order, apart, within `total` frames."""
    found: list[ScreenCue] = []
    at = 0
    while len(found) < 12:
        start = at + draw(st.integers(0, 60))
        end = start + draw(st.integers(1, longest))
        if end > total:
            break
        found.append(ScreenCue(len(found) + 1, Frames(start, end), ("字",), "字。"))
        at = end
    return found
