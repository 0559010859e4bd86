"""A drawn clip and where and when it stands over the programme."""

from dataclasses import dataclass

from videopipe.model.time import Frames


@dataclass(frozen=True)
class Box:
    """A rectangle in whole pixels of its canvas; an overlay's are all four even, so that chroma samples line up."""

    x: int
    y: int
    width: int
    height: int

    @property
    def right(self) -> int:
        """First column that no longer belongs to it."""
        return self.x + self.width

    @property
    def bottom(self) -> int:
        """First row that no longer belongs to it."""
        return self.y + self.height

    def holds(self, other: "Box") -> bool:
        """Whether `other` lies wholly inside."""
        across = self.x <= other.x and other.right <= self.right
        return across and self.y <= other.y and other.bottom <= self.bottom

    def meets(self, other: "Box") -> bool:
        """Whether they share a pixel."""
        across = self.x < other.right and other.x < self.right
        return across and self.y < other.bottom and other.y < self.bottom

    def grown(self, by: int) -> "Box":
        """Larger by so much on each side."""
        return Box(self.x - by, self.y - by, self.width + 2 * by, self.height + 2 * by)


@dataclass(frozen=True)
class Backdrop:
    """What happens to the footage below a card: blurred, then tinted."""

    colour: str
    """#RRGGBB."""
    opacity_pct: int
    """Of the tint."""
    blur_px: int
    """Gaussian sigma in pixels of the canvas."""
    fade_in: int
    """Frames from untouched to full."""
    fade_out: int
    """Frames from full to untouched, ending with the overlay."""


@dataclass(frozen=True)
class Overlay:
    """One clip to lay over the programme; its frame 0 belongs to `frames.start`."""

    frames: Frames
    """Programme frames."""
    box: Box
    still: bool
    """The clip has one frame, to be held for the whole run."""
    backdrop: Backdrop | None
    key: str
    """Task that draws the clip."""
    name: str
    """Its output."""
