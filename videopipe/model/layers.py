"""What stands on one layout's canvas and where: what is checked before anything is drawn."""

from dataclasses import dataclass

from videopipe.model.findings import Words
from videopipe.model.overlay import Box
from videopipe.model.time import Frames, Seconds


@dataclass(frozen=True)
class Layer:
    """A subtitle or a graphic at rest."""

    where: str
    """`subtitle 5`, `lower-third 1`: stable, for programs."""
    name: Words
    """For people."""
    frames: Frames
    """Programme frames."""
    box: Box
    """All that is seen of it: letters with their outline, plates."""
    is_subtitle: bool
    reading_s: Seconds
    """How long a viewer needs for it; 0 where others see to that."""
