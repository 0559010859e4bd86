"""What is said when in the sample episode, and from which camera: decided here, drawn and written elsewhere. Pure.

Every time is in whole milliseconds from the first picture of the footage.
"""

from dataclasses import dataclass
from itertools import pairwise
from typing import Any

FPS = 25
BARS_MS = 1600
TAIL_MS = 2000
"""The camera was left running."""
LEAD_MS = 320
"""A cut to another camera comes this long before its words."""

PAUSES = (2000, 120, 700, 120, 900, 120, 3200, 120, 900, 380, 700, 120)
"""Before each phrase. As the voices were made: 0.12 s at a comma, 0.38 s at a full stop; 3.2 s while the guest reads."""
CAMERAS = ("both", "both", "host", "host", "guest", "guest", "host", "host", "guest", "guest", "both", "both")
DEAD_AIR_MS = 2000
"""A pause from here on is dead air, not a breath."""


@dataclass(frozen=True)
class Phrase:
    """One phrase: who says it and where it lies, in the excerpt it is taken from or in the footage."""

    speaker: str
    text: str
    question: str | None
    start_ms: int
    end_ms: int


@dataclass(frozen=True)
class Shot:
    """One camera from `start` up to, not including, `end`; frames."""

    camera: str
    start: int
    end: int


def phrases_of(document: dict[str, Any]) -> list[Phrase]:
    """The phrases of a speech.json."""
    return [Phrase(**row) for row in document["phrases"]]


def scheduled(excerpt: list[Phrase]) -> list[Phrase]:
    """The same phrases at their place in the footage."""
    placed, at = [], 0
    for pause, phrase in zip(PAUSES, excerpt, strict=True):
        at += pause
        length = phrase.end_ms - phrase.start_ms
        placed.append(Phrase(phrase.speaker, phrase.text, phrase.question, at, at + length))
        at += length
    return placed


def total_frames(spoken: list[Phrase]) -> int:
    """Length of the footage, whole frames."""
    return -(-(spoken[-1].end_ms + TAIL_MS) * FPS // 1000)


def shots(spoken: list[Phrase]) -> list[Shot]:
    """Bars, then the cameras in turn."""
    cuts = [("bars", 0), (CAMERAS[0], BARS_MS * FPS // 1000)]
    for (before, camera), phrase in zip(pairwise(CAMERAS), spoken[1:], strict=True):
        if camera != before:
            cuts.append((camera, (phrase.start_ms - LEAD_MS) * FPS // 1000))
    ends = [start for _, start in cuts[1:]] + [total_frames(spoken)]
    return [Shot(camera, start, end) for (camera, start), end in zip(cuts, ends, strict=True)]


def dead_air(spoken: list[Phrase]) -> list[tuple[int, int]]:
    """Long pauses between phrases, ms."""
    gaps = [(a.end_ms, b.start_ms) for a, b in pairwise(spoken)]
    return [(start, end) for start, end in gaps if end - start >= DEAD_AIR_MS]


def true_times(spoken: list[Phrase]) -> dict[str, Any]:
    """What speech-times.json says, for tests of everything that has to find it."""
    return {
        "footage": "raw/A001.mp4",
        "fps": FPS,
        "frames": total_frames(spoken),
        "bars_ms": [0, BARS_MS],
        "dead_air_ms": dead_air(spoken),
        "tail_ms": [spoken[-1].end_ms, total_frames(spoken) * 1000 // FPS],
        "shots": [vars(shot) for shot in shots(spoken)],
        "phrases": [{"cue": number, **vars(phrase)} for number, phrase in enumerate(spoken, 1)],
    }
