"""Where somebody is heard: 10 ms frames, energy in the speech band against an adaptive floor.

Unaware of files' names and of programmes: samples in, spans out. Reads the samples in blocks, so a mapped
file of any length needs little memory.

The constants were tuned on two synthetic interviews of 96 and 41 s, every phrase edge known: as they are
(floor -69 dBFS) and with white noise of -55 dBFS added. "Worst edge" below is the largest distance of a
phrase edge that borders 0.3 s of silence, in these three: 21, 20 and 48 ms with the values that stand here.
Listened to besides: a very quiet English talking head, a Mandarin screencast, news over a bed of noise,
wind without any voice, a 1 kHz line-up tone, digital silence before room noise, a floor rising half-way.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, fields, replace
from fractions import Fraction
from functools import cache

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view
from numpy.typing import NDArray

from videopipe.media.wav import CHANNELS, Samples
from videopipe.model.errors import Stopped
from videopipe.model.time import Seconds, Span
from videopipe.stages.analyse.commands import RATE

FRAMES_PER_SECOND = 100
HOP = RATE // FRAMES_PER_SECOND
WINDOW = 2 * HOP
"""20 ms: bins of 50 Hz, fine enough to tell a line from a harmonic; 10 to 40 ms find the edges alike."""
BLOCK_FRAMES = 3_000
"""30 s at a time: 60 MB of spectra."""

BAND_HZ = (200, 7_000)
"""Below 200 Hz lives hum and handling; sh, s, x and q lie at 3 to 7 kHz. The edges don't mind 4 kHz either."""
ON_DB = 9.0
"""Above the floor. Worst edge: 40 ms at 6, 48 at 9, 87 at 12, where a fading vowel is lost."""
OFF_DB = 5.0
"""Speech goes on down to here. Worst edge: 21 ms at 2, 48 at 5, 60 at 7. Below 3 a floor that wavers holds on."""
REACH_DB = 42.0
"""Nothing that far below the loudest speech is speech. Worst edge: 87 ms at 30, where first consonants go."""
DIGITAL_SILENCE_DBFS = -85.0
"""Below any microphone: says nothing about the room's floor."""
FLOOR_WINDOW_S = 8
"""Half of the window in which the floor is looked for: speakers pause within 16 s. Worst edge: 60 ms at 4."""
FLOOR_PERCENTILE = 10
"""Worst edge: 48 ms up to 10, 87 at 20, 363 at 30, where words are taken for floor."""
LEVEL_PERCENTILE = 90

TONE_SHARE = 0.9
"""Of the band's energy in one line. A voice holds above 0.9 for 190 ms at most in the samples."""
TONE_FROM_HZ = 400
"""Lower lines that stand are the mains' hum, which belongs to the room: taken for tone, they left only words to tell
the floor, and phrases fell apart. Line-up tones are 440 Hz and 1 kHz."""
TONE_FRAMES = 40
"""A line that stands 0.4 s is a tone."""
SHORTEST_FRAMES = 8
"""80 ms: shorter is a click. 40 to 200 ms find the same phrases."""
JOIN_GAP_FRAMES = 20
"""Silence up to 200 ms belongs to the phrase: the closure of p, t, k, the breath at a comma. Worst edge: 87 ms at 50."""
HANGOVER_FRAMES = 2
"""Added on both sides: what a fading vowel has below OFF_DB. Worst edge: 68 ms at 0, 48 at 2, 41 at 4."""

EDGE_FRAMES = 10
"""What lies so near to speech is its echo, or a dip between two syllables, and not the room."""
TELLING_SHARE = 0.1
"""Of the pauses; less says nothing about them."""
CLEAREST_DB = 99.0

FAINT_DBFS, MOST_LIFT_DB = -32.0, 34.0
"""Files whose loudest 10 ms are fainter than the one are judged as if raised to it, by the other at most: so the room of
a recording 40 dB too low isn't taken for digital silence. The loudest of the quietest talking head is -21."""

SILENT_DBFS = -120.0


@dataclass(frozen=True)
class Heard:
    """What was heard; times from the first sample."""

    speech: tuple[Span, ...]
    noise_floor_dbfs: float
    """Median RMS outside speech and tone; −inf if that is digital silence or doesn't exist."""
    speech_level_dbfs: float
    """RMS of all speech; −inf without."""
    phrase_lufs: tuple[float, ...]
    """Loudness of each span of `speech`, ungated."""
    clear_db: float
    """How far speech stands above the noise in the speech band, where hum and offset don't count; 0 to CLEAREST_DB."""


NOTHING = Heard((), -np.inf, -np.inf, (), 0.0)


@dataclass(frozen=True)
class Frames10ms:
    """One value for every 10 ms; powers are the mean of the channels, so that opposite phases don't cancel."""

    band_dbfs: NDArray[np.float32]
    full_dbfs: NDArray[np.float32]
    line_share: NDArray[np.float32]
    """Part of the band's energy that lies in its strongest line, 0 to 1."""
    line_bin: NDArray[np.int16]
    loud_lkfs: NDArray[np.float32]
    """K-weighted, all channels together, as ITU-R BS.1770 sums them."""


def hear(samples: Samples, stopped: Callable[[], bool] = lambda: False) -> Heard:
    """Speech, floor and level of a sound track (float32 [n, channels] at 48 kHz). Raises Stopped."""
    return judge(measure_frames(samples, stopped))


def judge(frames: Frames10ms) -> Heard:
    """Who is heard in these frames."""
    if frames.band_dbfs.size == 0:
        return NOTHING
    loudest = float(frames.band_dbfs.max())
    if DIGITAL_SILENCE_DBFS < loudest < FAINT_DBFS:
        lift = min(MOST_LIFT_DB, FAINT_DBFS - loudest)
        return _lowered(judge(_lifted(frames, np.float32(lift))), lift)
    tone = find_tone(frames)
    active = clean(find_active(frames.band_dbfs, tone))
    found = runs(active)
    quiet = _quiet(active, tone)
    return Heard(
        tuple(Span(_time(a), _time(b)) for a, b in found),
        _floor_of(frames.full_dbfs[quiet]),
        _level_of(frames.full_dbfs[active]),
        tuple(round(_mean_db(frames.loud_lkfs[a:b]), 1) for a, b in found),
        _clear_db(_level_of(frames.band_dbfs[active]), _noise_of(frames.band_dbfs, quiet)),
    )


def _lifted(frames: Frames10ms, lift: np.float32) -> Frames10ms:
    """The same at a usual level; digital silence stays below DIGITAL_SILENCE_DBFS."""
    levels = {name: getattr(frames, name) + lift for name in ("band_dbfs", "full_dbfs", "loud_lkfs")}
    return replace(frames, **levels)


def _lowered(heard: Heard, lift: float) -> Heard:
    return replace(
        heard,
        noise_floor_dbfs=round(heard.noise_floor_dbfs - lift, 1),
        speech_level_dbfs=round(heard.speech_level_dbfs - lift, 1),
        phrase_lufs=tuple(round(level - lift, 1) for level in heard.phrase_lufs),
    )


def _quiet(active: NDArray[np.bool_], tone: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Frames that tell the noise: neither speech nor tone; with tone where nearly all is tone, as under hum."""
    pauses = np.zeros(len(active), np.bool_)
    for start, end in runs(~active):
        pauses[start + EDGE_FRAMES : end - EDGE_FRAMES] = True
    pauses = pauses if pauses.any() else ~active
    without_tone = pauses & ~tone
    return without_tone if without_tone.sum() >= TELLING_SHARE * pauses.sum() else pauses


def _noise_of(band_dbfs: NDArray[np.float32], quiet: NDArray[np.bool_]) -> float:
    """Of the pauses; where somebody hardly pauses they are all echo, and the quietest instants tell more."""
    floor = _floor_of(band_dbfs[quiet])
    telling = band_dbfs[band_dbfs > DIGITAL_SILENCE_DBFS]
    return min(floor, float(np.percentile(telling, FLOOR_PERCENTILE))) if telling.size else floor


def _clear_db(speech_dbfs: float, floor_dbfs: float) -> float:
    if speech_dbfs == -np.inf:
        return 0.0
    return round(min(CLEAREST_DB, max(0.0, speech_dbfs - floor_dbfs)), 1)


def measure_frames(samples: Samples, stopped: Callable[[], bool]) -> Frames10ms:
    """Energy and tonality every 10 ms; the last part frame counts as a whole one."""
    blocks = [measure_windows(block) for block in _blocks(samples, stopped)]
    return join_frames(blocks or [measure_windows(np.zeros((0, WINDOW, CHANNELS), np.float32))])


def join_frames(parts: Sequence[Frames10ms]) -> Frames10ms:
    """The frames of all parts, one after the other; at least one part."""
    return Frames10ms(
        **{one.name: np.concatenate([getattr(p, one.name) for p in parts]) for one in fields(Frames10ms)}
    )


def _blocks(samples: Samples, stopped: Callable[[], bool]) -> Iterator[NDArray[np.float32]]:
    """Windows [frames, WINDOW, channels], each centred on its 10 ms, silence beyond both ends."""
    total = -(-len(samples) // HOP)
    margin = (WINDOW - HOP) // 2
    for first in range(0, total, BLOCK_FRAMES):
        if stopped():
            raise Stopped
        count = min(BLOCK_FRAMES, total - first)
        start, end = first * HOP - margin, (first + count) * HOP + margin
        piece = np.asarray(samples[max(0, start) : end])
        before = max(0, -start)
        piece = np.pad(piece, ((before, end - start - before - len(piece)), (0, 0)))
        yield sliding_window_view(piece, WINDOW, axis=0)[::HOP].transpose(0, 2, 1)


def measure_windows(windows: NDArray[np.float32]) -> Frames10ms:
    """The frames of `windows` (float32 [frames, WINDOW, channels])."""
    hann = np.hanning(WINDOW + 1)[:-1].astype(np.float32)
    spectra = np.fft.rfft(windows * hann[:, None], axis=1)
    # 2/(N·Σw²) turns one-sided bin powers into the mean square of the samples (Parseval).
    power = (np.abs(spectra) ** 2).mean(axis=2) * np.float32(2 / (WINDOW * float((hann**2).sum())))
    low, high = (hz * WINDOW // RATE for hz in BAND_HZ)
    band = power[:, low:high]
    energy = band.sum(axis=1)
    line = band.argmax(axis=1) if len(band) else np.zeros(0, np.intp)
    # A line is five bins wide: the main lobe of the Hann window and one for a tone between two bins.
    lobes = sliding_window_view(np.pad(band, ((0, 0), (2, 2))), 5, axis=1).sum(axis=2)
    share = np.take_along_axis(lobes, line[:, None], axis=1)[:, 0] / np.maximum(energy, 1e-20)
    loud = (power * _k_weights()).sum(axis=1) * np.float32(windows.shape[2] * 10**-0.0691)
    return Frames10ms(
        _db(energy), _db(power.sum(axis=1)), share.astype(np.float32), line.astype(np.int16), _db(loud)
    )


@cache
def _k_weights() -> NDArray[np.float32]:
    """Power response of the K-weighting filter in each bin (ITU-R BS.1770-4, tables 1 and 2, for 48 kHz)."""
    z = np.exp(-2j * np.pi * np.arange(WINDOW // 2 + 1) / WINDOW)
    shelf = _response(
        z, (1.53512485958697, -2.69169618940638, 1.19839281085285), (1.0, -1.69065929318241, 0.73248077421585)
    )
    low_cut = _response(z, (1.0, -2.0, 1.0), (1.0, -1.99004745483398, 0.99007225036621))
    return np.asarray(np.abs(shelf * low_cut) ** 2, np.float32)


def _response(
    z: NDArray[np.complex128], forward: tuple[float, float, float], back: tuple[float, float, float]
) -> NDArray[np.complex128]:
    return np.asarray(np.polyval(forward[::-1], z) / np.polyval(back[::-1], z), np.complex128)


def find_tone(frames: Frames10ms) -> NDArray[np.bool_]:
    """Frames of a steady tone, such as the line-up tone under colour bars."""
    steady = (frames.line_share > TONE_SHARE) & (frames.band_dbfs > DIGITAL_SILENCE_DBFS)
    steady &= frames.line_bin >= (TONE_FROM_HZ - BAND_HZ[0]) * WINDOW // RATE
    steady[1:] &= np.abs(np.diff(frames.line_bin)) <= 1
    return _keep_long(steady, TONE_FRAMES)


def find_active(band_dbfs: NDArray[np.float32], tone: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Frames above the floor, with hysteresis: a run counts if it gets above ON_DB, and lasts while above OFF_DB."""
    floor = estimate_floor(band_dbfs, tone)
    above = band_dbfs - floor
    loud = band_dbfs[(above > ON_DB) & ~tone]
    if loud.size == 0:
        return np.zeros(len(band_dbfs), np.bool_)
    gate = np.percentile(loud, LEVEL_PERCENTILE) - REACH_DB
    strong = (above > ON_DB) & (band_dbfs > gate) & ~tone
    going_on = (above > OFF_DB) & (band_dbfs > gate - (ON_DB - OFF_DB)) & ~tone
    active = np.zeros(len(band_dbfs), np.bool_)
    for start, end in runs(going_on):
        active[start:end] = strong[start:end].any()
    return active


def estimate_floor(band_dbfs: NDArray[np.float32], tone: NDArray[np.bool_]) -> NDArray[np.float32]:
    """The room's floor around every frame: a low percentile of 16 s, digital silence and tone left out."""
    telling = ~tone & (band_dbfs > DIGITAL_SILENCE_DBFS)
    centres = np.arange(0, len(band_dbfs), FRAMES_PER_SECOND)
    reach = FLOOR_WINDOW_S * FRAMES_PER_SECOND
    floors = [_floor_near(band_dbfs, telling, int(c) - reach, int(c) + reach) for c in centres]
    return np.interp(np.arange(len(band_dbfs)), centres, floors).astype(np.float32)


def _floor_near(band_dbfs: NDArray[np.float32], telling: NDArray[np.bool_], start: int, end: int) -> float:
    window = slice(max(0, start), end)
    values = band_dbfs[window][telling[window]]
    return float(np.percentile(values, FLOOR_PERCENTILE)) if values.size else DIGITAL_SILENCE_DBFS


def clean(active: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Short gaps closed, what is only clicks dropped, a hangover on both sides.

    Gaps go first: the last breath of a word, 40 ms long after 60 ms of nothing, belongs to the word.
    """
    cores = _keep_long(active, SHORTEST_FRAMES)
    heard = np.zeros(len(active), np.bool_)
    for start, end in _joined(runs(active), JOIN_GAP_FRAMES):
        if cores[start:end].any():
            heard[max(0, start - HANGOVER_FRAMES) : end + HANGOVER_FRAMES] = True
    return heard


def _joined(found: list[tuple[int, int]], gap: int) -> list[tuple[int, int]]:
    joined: list[tuple[int, int]] = []
    for start, end in found:
        if joined and start - joined[-1][1] <= gap:
            joined[-1] = (joined[-1][0], end)
        else:
            joined.append((start, end))
    return joined


def runs(mask: NDArray[np.bool_]) -> list[tuple[int, int]]:
    """Half-open index ranges in which `mask` is true."""
    edges = np.flatnonzero(np.diff(np.concatenate(([False], mask, [False]))))
    return list(zip(edges[::2].tolist(), edges[1::2].tolist(), strict=True))


def _keep_long(mask: NDArray[np.bool_], shortest: int) -> NDArray[np.bool_]:
    kept = np.zeros(len(mask), np.bool_)
    for start, end in runs(mask):
        kept[start:end] = end - start >= shortest
    return kept


def _floor_of(quiet_dbfs: NDArray[np.float32]) -> float:
    telling = quiet_dbfs[quiet_dbfs > DIGITAL_SILENCE_DBFS]
    few = telling.size < TELLING_SHARE * quiet_dbfs.size  # the edges of words in digital silence
    return round(float(np.median(telling)), 1) if telling.size and not few else -np.inf


def _level_of(levels_dbfs: NDArray[np.float32]) -> float:
    return round(_mean_db(levels_dbfs), 1) if levels_dbfs.size else -np.inf


def _mean_db(levels: NDArray[np.float32]) -> float:
    return float(10 * np.log10(np.mean(10 ** (levels.astype(np.float64) / 10))))


def _db(power: NDArray[np.float32]) -> NDArray[np.float32]:
    return np.asarray(10 * np.log10(np.maximum(power, 10 ** (SILENT_DBFS / 10))), np.float32)


def _time(frame: int) -> Seconds:
    return Fraction(frame, FRAMES_PER_SECOND)
