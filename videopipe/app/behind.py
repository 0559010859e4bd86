"""How bright the footage is behind what is written over it, before anything is drawn."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import ceil, floor

from videopipe.config.colour import parts_of
from videopipe.config.profile import Layout
from videopipe.config.theme import Theme
from videopipe.model.analysis import LUMA_COLUMNS, LUMA_ROWS, Analysis
from videopipe.model.graphics import Graphic
from videopipe.model.marks import CutInMark
from videopipe.model.media import MediaInfo, VideoStream
from videopipe.model.overlay import Box
from videopipe.model.time import Frames, time_of
from videopipe.model.timeline import Timeline
from videopipe.stages.graphics.plan import CARDS
from videopipe.stages.picture.conform import Part, decide_conform, part_behind

BLACK = 16


@dataclass(frozen=True)
class Ground:
    """What a card or a cut-in makes of the footage below it."""

    frames: Frames
    opacity_pct: int
    """Of its tint."""
    luma: int
    """The tint's, 16 to 235."""
    panel: bool = False
    """Where there is room, it stands beside the speaker and above the subtitles."""

    def tinted(self, luma: int) -> int:
        """What becomes of footage so bright."""
        return (luma * (100 - self.opacity_pct) + self.luma * self.opacity_pct) // 100


@dataclass(frozen=True)
class Footage:
    """A source's picture track and its `Analysis.luma`."""

    video: VideoStream
    luma: tuple[bytes, ...]


@dataclass(frozen=True)
class Behind:
    """What lies below the text, by programme frame."""

    timeline: Timeline
    footage: tuple[Footage | None, ...]
    """By source."""

    def brightest(self, frames: Frames, box: Box, canvas: Layout) -> int:
        """The greatest mean luma (16 to 235) of the parts of the footage behind `box` while `frames` last.

        Black beside the picture, whose blur is dark in any case, and where the footage hasn't been looked at.
        """
        found, fps, size = BLACK, self.timeline.fps, (canvas.width, canvas.height)
        for at, piece in self.timeline.kept():
            footage = self.footage[piece.source] if piece.source < len(self.footage) else None
            start, end = max(frames.start, at), min(frames.end, at + len(piece.frames))
            if footage is None or start >= end:
                continue
            conform = decide_conform(footage.video, size, fps, canvas.fit)
            part = part_behind(conform, footage.video, size, box)
            shown = Frames(start - at + piece.frames.start, end - at + piece.frames.start)
            if part is not None:
                found = max(found, _brightest(footage.luma, shown, fps, part))
        return found


def look_behind(timeline: Timeline, infos: Sequence[MediaInfo], analyses: Sequence[Analysis]) -> Behind:
    """From what is known of the footage."""
    known = zip(infos, analyses, strict=True)
    return Behind(
        timeline,
        tuple(Footage(info.video, found.luma) if info.video is not None else None for info, found in known),
    )


def _brightest(luma: Sequence[bytes], frames: Frames, fps: Fraction, part: Part) -> int:
    seconds = luma[floor(time_of(frames.start, fps)) : ceil(time_of(frames.end, fps))]
    columns = range(floor(part[0] * LUMA_COLUMNS), ceil(part[2] * LUMA_COLUMNS))
    rows = range(floor(part[1] * LUMA_ROWS), ceil(part[3] * LUMA_ROWS))
    cells = [row * LUMA_COLUMNS + column for row in rows for column in columns]
    return max((second[cell] for second in seconds for cell in cells), default=BLACK)


def grounds_of(graphics: Sequence[Graphic], cut_ins: Sequence[CutInMark], theme: Theme) -> tuple[Ground, ...]:
    """What stands between the footage and the subtitles: cards tint it, cut-ins hide it."""
    charts, opacity = theme.charts, theme.backdrop.opacity_pct
    brightest = max(map(_luma, (charts.page, charts.poster_from, charts.poster_to)))
    cards = [
        Ground(each.frames, opacity, _luma(theme.colours.backdrop))
        for each in graphics
        if isinstance(each, CARDS)
    ]
    # A cut-in lies over the cards: what covers most of a cue is looked for in this order.
    hiding = (Ground(mark.frames, 100, brightest, mark.side is not None) for mark in cut_ins)
    return (*hiding, *cards)


def _luma(colour: str) -> int:
    red, green, blue = parts_of(colour)
    return round(16 + 219 * (0.2126 * red + 0.7152 * green + 0.0722 * blue) / 255)
