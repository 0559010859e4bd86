"""What can be told from the samples themselves: silence, clipping, channels against each other."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from videopipe.model.quality import Clipped
from videopipe.model.time import Seconds, Span
from videopipe.stages.qc.reports import joined

if TYPE_CHECKING:
    from numpy.typing import NDArray

QUIET = 10 ** (-50 / 20)
"""-50 dBFS: no sample is louder."""
BLOCK = Seconds(1, 50)
"""Silence is looked for in steps of 20 ms."""
LEAST_SILENCE = Seconds(1, 2)
FULL = 32766
"""16 bit: full scale, or one step below."""
FULL_RUN = 3
MOST_CLIPS = 100
OPPOSED = -0.5
"""Correlation of left and right."""
PAUSE = Seconds(3, 5)
"""A pause in speech doesn't end a stretch that is out of phase."""


def silences(samples: "NDArray[Any]", rate: int) -> tuple[tuple[Span, ...], ...]:
    """Of each channel; int16 [n, channels]."""
    import numpy as np

    size = max(1, int(rate * BLOCK))
    count = len(samples) // size
    blocks = samples[: count * size].reshape(count, size, -1)
    # int32: the least int16 has no positive
    peaks = np.maximum(blocks.max(axis=1).astype(np.int32), -blocks.min(axis=1).astype(np.int32))
    quiet = peaks < QUIET * 32768
    step = Seconds(size, rate)
    return tuple(_long(quiet[:, channel], step, LEAST_SILENCE) for channel in range(quiet.shape[1]))


def _long(flags: "NDArray[Any]", step: Seconds, least: Seconds) -> tuple[Span, ...]:
    spans = (Span(start * step, end * step) for start, end in _runs(flags))
    return tuple(span for span in spans if span.duration >= least)


def _runs(flags: "NDArray[Any]") -> Iterator[tuple[int, int]]:
    """(start, end) of each run of True."""
    import numpy as np

    edges = np.flatnonzero(np.diff(np.concatenate(([0], flags.astype(np.int8), [0]))))
    return zip(edges[::2].tolist(), edges[1::2].tolist(), strict=True)


def clipping(samples: "NDArray[Any]", rate: int) -> tuple[tuple[Clipped, ...], int]:
    """(the first runs of at least three samples at full scale, how many runs there are); int16 [n, channels]."""
    found = [
        Clipped(Seconds(start, rate), end - start, channel)
        for channel in range(samples.shape[1])
        for start, end in _runs((samples[:, channel] >= FULL) | (samples[:, channel] <= -FULL))
        if end - start >= FULL_RUN
    ]
    found.sort(key=lambda run: run.at)
    return tuple(found[:MOST_CLIPS]), len(found)


def anti_phase(samples: "NDArray[Any]", rate: int) -> tuple[Span, ...]:
    """Where a stereo track's channels oppose each other; int16 [n, 2]. Nothing for other tracks."""
    import numpy as np

    if samples.shape[1] != 2:
        return ()
    size = rate // 10
    count = len(samples) // size
    blocks = samples[: count * size].reshape(count, size, 2).astype(np.float32) / 32768
    left, right = blocks[..., 0], blocks[..., 1]
    powers = (left**2).mean(axis=1), (right**2).mean(axis=1)
    heard = (powers[0] > QUIET**2) & (powers[1] > QUIET**2)
    correlation = (left * right).mean(axis=1) / np.sqrt(np.maximum(powers[0] * powers[1], 1e-12))
    step = Seconds(size, rate)
    opposed = [Span(start * step, end * step) for start, end in _runs(heard & (correlation < OPPOSED))]
    agree = [Span(start * step, end * step) for start, end in _runs(heard & (correlation >= OPPOSED))]
    return tuple(span for span in joined(opposed, PAUSE) if not _spoiled(span, agree))


def _spoiled(span: Span, agree: list[Span]) -> bool:
    """Whether the channels agree for a tenth of the stretch or more: then it is a stereo effect."""
    return sum((span.overlap(other) for other in agree), Seconds(0)) * 10 >= span.duration
