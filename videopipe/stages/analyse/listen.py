"""What is heard on every channel of a file, before anybody chooses among them.

Goes through the sound once, in blocks, with little memory: what grows with the length is 20 bytes every
10 ms and channel. Unaware of what follows from it; that is decided in the audio stage.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from fractions import Fraction
from itertools import combinations
from pathlib import Path

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view
from numpy.typing import NDArray

from videopipe.media.sound import Block, Listening, listen_to
from videopipe.media.sound import Track as Decoded
from videopipe.media.wav import RATE
from videopipe.model.sound import Channel, HumLine, Pair, SoundFacts, Track
from videopipe.model.time import Seconds
from videopipe.stages.analyse.read import render_tracks
from videopipe.stages.analyse.speech import (
    HOP,
    NOTHING,
    WINDOW,
    Frames10ms,
    join_frames,
    judge,
    measure_windows,
)

BLOCK = 10 * RATE
"""10 s: whole frames, whole seconds, whole hum windows."""

FULL_SCALE = 0.9998
"""16-bit full scale is 0.99997; some cameras stop a little below."""
FLAT = 1e-4
"""A clipped top moves less than this from sample to sample: three steps of 16 bit."""
RUN = 3
"""Samples; LOUD-18."""

AUDIBLE_DBFS = -60.0
"""Seconds in which a channel is quieter say nothing about how it goes with another."""
ALIKE, OPPOSITE = 0.999, -0.5
"""ING-02; LOUD-17."""

HUM_STEP = 10
"""Every tenth sample of a moving mean: 4.8 kHz is enough for lines up to 500 Hz."""
HUM_WINDOW = 2 * RATE // HUM_STEP
"""2 s: bins of 0.5 Hz, in which a line of the mains stays and a voice doesn't."""
HUM_WINDOWS = 256
"""Kept at most; of longer files every second, fourth … window."""
HUM_LEAST = 3
"""Fewer windows can't tell hum from a voice: 6 s."""
HUM_PERCENTILE = 25
"""Hum is there all the time; a voice is away from any line for a quarter of it. At 50 guangzhou's host hums."""
HUM_HIGHEST_HZ = 500
STANDS_OUT_DB = 12.0
"""Over the median of the bins 2 to 8 Hz beside it. Voices and rooms of the samples stay below 9 dB; at 8 they
have lines, at 20 hum that is 20 dB below a voice is missed."""


def listen_text(path: Path, stopped: Callable[[], bool]) -> str:
    """Text of `tracks.json`. Raises EmptyFile, Unreadable or Stopped."""
    return render_tracks(listen(listen_to(path, BLOCK, stopped)))


def listen(listening: Listening) -> SoundFacts:
    """Facts about every channel of every track."""
    count = sum(track.channels for track in listening.tracks)
    ears = _Ears([_Ear() for _ in range(count)], _Together(count))
    for block in listening.blocks:
        ears.hear(block)
    ears.finish()
    return SoundFacts(tuple(_tracks(listening.tracks, ears.ears)), ears.together.pairs())


def _tracks(decoded: tuple[Decoded, ...], ears: list["_Ear"]) -> Iterator[Track]:
    number = 0
    for track in decoded:
        channels = []
        for position in range(track.channels):
            channels.append(ears[number].channel(number + 1, track.index, position))
            number += 1
        length = Fraction(track.samples, RATE)
        yield Track(track.index, track.layout, length, track.errors, tuple(channels))


class _Hum:
    """Spectra of a few minutes at most, in which the mains' lines stand still."""

    def __init__(self) -> None:
        self._spectra: list[NDArray[np.float32]] = []
        self._every = 1
        self._heard = 0

    def hear(self, samples: NDArray[np.float32]) -> None:
        slow = samples[: len(samples) // HUM_STEP * HUM_STEP].reshape(-1, HUM_STEP).mean(axis=1)
        for start in range(0, len(slow) - HUM_WINDOW + 1, HUM_WINDOW):
            if self._heard % self._every == 0:
                self._keep(slow[start : start + HUM_WINDOW])
            self._heard += 1

    def _keep(self, window: NDArray[np.float32]) -> None:
        if not window.any():
            return
        hann = np.hanning(HUM_WINDOW + 1)[:-1]
        power = np.abs(np.fft.rfft(window * hann)[: 2 * (HUM_HIGHEST_HZ + 10)]) ** 2
        self._spectra.append(np.asarray(power * 2 / (HUM_WINDOW * (hann**2).sum()), np.float32))
        if len(self._spectra) > HUM_WINDOWS:
            self._spectra = self._spectra[::2]
            self._every *= 2

    def lines(self) -> tuple[HumLine, ...]:
        """Multiples of 50 and 60 Hz that stand out."""
        if len(self._spectra) < HUM_LEAST:
            return ()
        steady = np.percentile(np.stack(self._spectra).astype(np.float64), HUM_PERCENTILE, axis=0)
        wanted = sorted({base * n for base in (50, 60) for n in range(1, HUM_HIGHEST_HZ // base + 1)})
        found = (_line(steady, hz) for hz in wanted)
        return tuple(line for line in found if line is not None)


@dataclass
class _Ear:
    """What is known of one channel so far."""

    samples: int = 0
    total: float = 0.0
    squares: float = 0.0
    peak: float = 0.0
    full_scale_runs: int = 0
    flat_runs: int = 0
    last_sound: int = 0
    frames: list[Frames10ms] = field(default_factory=list)
    hum: "_Hum" = field(default_factory=_Hum)

    def hear(self, samples: NDArray[np.float32]) -> None:
        exact = samples.astype(np.float64)
        self.total += float(exact.sum())
        self.squares += float((exact**2).sum())
        self.peak = max(self.peak, float(np.abs(samples).max(initial=0)))
        full, flat = count_full_scale(samples)
        self.full_scale_runs += full
        self.flat_runs += flat
        sounding = np.flatnonzero(samples)
        if sounding.size:
            self.last_sound = self.samples + int(sounding[-1]) + 1
        self.samples += len(samples)
        self.hum.hear(samples)

    def channel(self, number: int, stream: int, position: int) -> Channel:
        count = max(1, self.samples)
        heard = judge(join_frames(self.frames)) if self.frames else NOTHING
        return Channel(
            number=number,
            stream=stream,
            position=position,
            rms_dbfs=_dbfs(np.sqrt(max(0.0, self.squares / count - (self.total / count) ** 2))),
            peak_dbfs=_dbfs(self.peak),
            dc=round(self.total / count, 5),
            full_scale_runs=self.full_scale_runs,
            flat_runs=self.flat_runs,
            speech=sum((span.duration for span in heard.speech), Fraction(0)),
            speech_dbfs=heard.speech_level_dbfs,
            clear_db=heard.clear_db,
            last_sound=Seconds(self.last_sound, RATE),
            hum=self.hum.lines(),
        )


def _dbfs(value: float) -> float:
    return round(float(20 * np.log10(value)), 1) if value > 0 else -np.inf


def count_full_scale(samples: NDArray[np.float32]) -> tuple[int, int]:
    """(runs of RUN samples or more at full scale with one sign, those of them that stand still)."""
    full = _runs_of(samples >= FULL_SCALE) + _runs_of(samples <= -FULL_SCALE)
    if not full:
        return 0, 0
    still = np.zeros(len(samples), np.bool_)
    still[1:] = (np.abs(np.diff(samples)) < FLAT) & (np.abs(samples[1:]) >= FULL_SCALE)
    return full, _runs_of(still, RUN - 1)


def _runs_of(mask: NDArray[np.bool_], least: int = RUN) -> int:
    if not mask.any():
        return 0
    edges = np.flatnonzero(np.diff(np.concatenate(([False], mask, [False]))))
    return int(((edges[1::2] - edges[::2]) >= least).sum())


@dataclass
class _Ears:
    """All channels, and how they go together."""

    ears: list[_Ear]
    together: "_Together"
    _carry: Block | None = None
    """The last 10 ms of the block before, for windows that reach back."""

    def hear(self, block: Block) -> None:
        self.together.hear(block)
        for ear, samples in zip(self.ears, block.T, strict=True):
            ear.hear(samples)
        margin = (WINDOW - HOP) // 2
        before = self._carry if self._carry is not None else np.zeros((margin, block.shape[1]), np.float32)
        self._frames(np.concatenate([before, block]))

    def finish(self) -> None:
        """The frames that the last samples belong to, silence after them."""
        if self._carry is not None and len(self._carry) > (WINDOW - HOP) // 2:
            self._frames(np.pad(self._carry, ((0, WINDOW), (0, 0))))

    def _frames(self, samples: Block) -> None:
        count = max(0, (len(samples) - WINDOW) // HOP + 1)
        self._carry = samples[count * HOP :].copy()
        known: list[tuple[NDArray[np.float32], Frames10ms]] = []
        for ear, channel in zip(self.ears, samples[: count * HOP + WINDOW - HOP].T, strict=True):
            frames = next((frames for other, frames in known if np.array_equal(other, channel)), None)
            if frames is None:  # eight tracks are often one or two, copied
                frames = _frames_of(channel, count)
                known.append((channel, frames))
            ear.frames.append(frames)


def _frames_of(channel: NDArray[np.float32], count: int) -> Frames10ms:
    if count == 0:
        return measure_windows(np.zeros((0, WINDOW, 1), np.float32))
    return measure_windows(sliding_window_view(channel, WINDOW)[::HOP][:count, :, None])


@dataclass
class _Together:
    """Correlation of every pair, second by second."""

    count: int

    def __post_init__(self) -> None:
        square = (self.count, self.count)
        self._audible, self._alike, self._opposite = (np.zeros(square, np.int64) for _ in range(3))
        self._products = np.zeros(square)

    def hear(self, block: Block) -> None:
        for start in range(0, len(block), RATE):
            second = block[start : start + RATE]
            if len(second) >= RATE // 10:
                self._hear_second(second.astype(np.float64))

    def _hear_second(self, second: NDArray[np.float64]) -> None:
        second = second - second.mean(axis=0)
        products = second.T @ second
        powers = np.diag(products)
        heard = powers > 10 ** (AUDIBLE_DBFS / 10) * len(second)
        both = heard[:, None] & heard[None, :]
        scale = np.sqrt(np.outer(powers, powers))
        correlation = np.divide(products, scale, out=np.zeros_like(products), where=both)
        self._audible += both
        self._alike += both & (correlation > ALIKE)
        self._opposite += both & (correlation < OPPOSITE)
        self._products += np.where(both, products, 0)

    def pairs(self) -> tuple[Pair, ...]:
        """Every pair of channels that are heard together at all."""
        return tuple(
            self._pair(a, b) for a, b in combinations(range(self.count), 2) if self._audible[a, b] > 0
        )

    def _pair(self, a: int, b: int) -> Pair:
        scale = float(np.sqrt(self._products[a, a] * self._products[b, b]))
        correlation = self._products[a, b] / scale if scale > 0 else 0.0
        return Pair(
            first=a + 1,
            second=b + 1,
            audible_s=int(self._audible[a, b]),
            alike_s=int(self._alike[a, b]),
            opposite_s=int(self._opposite[a, b]),
            correlation=round(float(correlation), 4),
        )


def _line(steady: NDArray[np.float64], hz: int) -> HumLine | None:
    """The line within 0.5 Hz of `hz`; None where it doesn't stand out, or stands elsewhere."""
    middle = 2 * hz
    line = steady[middle - 2 : middle + 3].sum()
    beside = np.concatenate([steady[middle - 16 : middle - 4], steady[middle + 5 : middle + 17]])
    around = 5 * float(np.median(beside))
    above = 10 * np.log10(max(line, 1e-20) / max(around, 1e-14))
    if above < STANDS_OUT_DB or steady[middle - 1 : middle + 2].max() < beside.max():
        return None
    return HumLine(hz, round(float(above), 1), round(float(10 * np.log10(line)), 1))
