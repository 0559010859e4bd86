"""The edit: which pieces of which source make the programme, and why.

Source frames count at the programme's rate from the source's first picture: frame n of a source is the
picture on screen n/fps after its first picture. Programme frames count from the programme's start.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from videopipe.model.time import Frames, Seconds, Span, snap, time_of

_ROUNDED = Fraction(1, 50)
"""Of a frame: by how much a time that a tool prints may lie behind."""


@dataclass(frozen=True)
class Piece:
    """A run of frames of one source, kept or removed, with the reason."""

    source: int
    """Index into the episode's footage list."""
    frames: Frames
    """Source frames."""
    keep: bool
    reason: str
    """One of the words in `REASONS`, or what a person wrote."""


REASONS = {
    "speech": "somebody speaks",
    "pause": "what is left of dead air: a natural pause",
    "head": "nothing is said yet",
    "bars": "colour bars",
    "black": "black picture",
    "dead-air": "dead air longer than the profile allows",
    "tail": "nothing more is said",
    "outside": "outside the in and out points of the episode",
    "no-speech": "nobody speaks in this file; it stays whole",
    "person": "a person decided so",
}


@dataclass(frozen=True)
class Timeline:
    """All pieces in programme order; the pieces of a source cover it from first to last frame."""

    fps: Fraction
    pieces: tuple[Piece, ...]

    def kept(self) -> Iterator[tuple[int, Piece]]:
        """(programme frame at which it begins, piece) for every kept piece, in order."""
        at = 0
        for piece in self.pieces:
            if piece.keep:
                yield at, piece
                at += len(piece.frames)

    @property
    def total_frames(self) -> int:
        """Length of the programme in frames."""
        return sum(len(piece.frames) for piece in self.pieces if piece.keep)

    @property
    def duration(self) -> Seconds:
        """Length of the programme in seconds."""
        return time_of(self.total_frames, self.fps)

    @property
    def joins(self) -> tuple[int, ...]:
        """Programme frames where picture and sound really jump: adjacent kept pieces don't count."""
        found = []
        before: Piece | None = None
        for at, piece in self.kept():
            if before is not None and (
                before.source != piece.source or before.frames.end != piece.frames.start
            ):
                found.append(at)
            before = piece
        return tuple(found)

    def programme_frame(self, source: int, t: Seconds) -> int | None:
        """Programme frame that shows time `t` of `source`; None where it was cut away."""
        frame = snap(t, self.fps)
        for at, piece in self.kept():
            if piece.source == source and piece.frames.start <= frame < piece.frames.end:
                return at + frame - piece.frames.start
        return None

    def first_frame(self, source: int, t: Seconds) -> int | None:
        """Programme frame that first shows a picture that `source` shows from `t` on; None where it was cut away.

        A frame shows what is on screen when it begins, so that is the frame at `t` or the next; `t` may be rounded.
        """
        return self.programme_frame(source, t + (Fraction(1, 2) - _ROUNDED) / self.fps)

    def programme_span(self, source: int, span: Span) -> Frames | None:
        """Programme frames from the first to the last kept instant of `span`; None if nothing is left."""
        wanted = Frames(
            snap(span.start, self.fps), max(snap(span.end, self.fps), snap(span.start, self.fps) + 1)
        )
        shown = [
            Frames(
                at + max(piece.frames.start, wanted.start) - piece.frames.start,
                at + min(piece.frames.end, wanted.end) - piece.frames.start,
            )
            for at, piece in self.kept()
            if piece.source == source and piece.frames.meets(wanted)
        ]
        return Frames(shown[0].start, shown[-1].end) if shown else None
