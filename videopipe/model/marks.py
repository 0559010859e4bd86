"""Where the episode's questions and straps have come to stand in the programme."""

from dataclasses import dataclass
from typing import Literal

from videopipe.model.time import Frames

Side = Literal["left", "right"]


@dataclass(frozen=True)
class QuestionMark:
    """A question and its answer, in programme frames."""

    number: int
    """1-based, in the order of the programme."""
    id: str
    topic: str
    asker: str
    text: str
    asked: Frames
    """While the question is read out; one frame long where nothing tells how long that takes."""
    whole: Frames
    """From the question's first word to the answer's last."""


@dataclass(frozen=True)
class StrapMark:
    """A name strap that the episode asks for."""

    who: str
    frames: Frames


@dataclass(frozen=True)
class CutInMark:
    """An infographic over the interview."""

    scene: str
    """Id of the highlight."""
    frames: Frames
    side: Side | None
    """Of the picture, where it stands beside the speaker; None: instead of the picture."""
