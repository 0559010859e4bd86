"""What the two do in every frame: lips follow the sound, eyes blink, the guest reads notes when nobody speaks."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import cos, pi

import numpy as np
from numpy.typing import NDArray

from drawing.people import Face
from drawing.shots import Pose

BLINK = (2, 3, 3, 2, 1)
"""Lids over the frames of one blink."""


@dataclass(frozen=True)
class Voice:
    """One speaker over the whole programme, one value a frame: float64 [n_frames], 0…1."""

    loud: NDArray[np.float64]
    rounded: NDArray[np.bool_]
    """Dark vowels, for which lips are drawn together."""


def poses(voice: Voice, reading: Sequence[tuple[int, int]], seed: int) -> list[Pose]:
    """One pose a frame; `reading` are the runs of frames with the head bent over the notes."""
    lids = _lids(len(voice.loud), seed)
    bows = [4 * max((_bent(n, a, b) for a, b in reading), default=0.0) for n in range(len(voice.loud))]
    stress = _even(voice.loud)
    return [Pose(_face(voice, n, lids[n], bow), bow, float(stress[n])) for n, bow in enumerate(bows)]


def _face(voice: Voice, n: int, lid: int, bow: float) -> Face:
    """Coarse steps, so that the same head is drawn once and used often."""
    half = round(bow * 2) / 2
    gaze = (-2, -1, 0, 1, 2)[n // 7 % 5] if half >= 3 else 0
    return Face(
        round(float(voice.loud[n]) * 5), bool(voice.rounded[n]), max(lid, 1 if half >= 2 else 0), half, gaze
    )


def _bent(n: int, start: int, end: int) -> float:
    """0…1: down within 18 frames of `start`, up again within 14 before `end`."""
    down, up = (n - start) / 18, (end - n) / 14
    return 0.5 - 0.5 * cos(pi * min(max(min(down, up), 0), 1))


def _lids(frames: int, seed: int) -> list[int]:
    """A blink every two to five seconds."""
    rng = np.random.default_rng(seed)
    lids = [0] * (frames + len(BLINK))
    at = int(rng.integers(30, 70))
    while at < frames:
        lids[at : at + len(BLINK)] = BLINK
        at += int(rng.integers(55, 120))
    return lids[:frames]


def _even(loud: NDArray[np.float64]) -> NDArray[np.float64]:
    """Loudness without its syllables: a bell of about half a second."""
    bell = np.hanning(17)
    return np.convolve(loud, bell / bell.sum(), mode="same")
