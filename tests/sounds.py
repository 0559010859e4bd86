"""Films made by name for what is wrong with their sound; the fault and its size stand in each docstring.

All are 8 s of 160x90 at 25 pictures a second where nothing else is said, PCM at 48 kHz. The voice is synthetic:
harmonics of a gliding 180 Hz under four syllables a second, peaks near −9 dBFS, RMS near −20 dBFS in a
room of −70 dBFS; it speaks during `TALKS`.
"""

from collections.abc import Callable
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from tests.media import ffmpeg

RATE = 48_000
SECONDS = 8
TALKS = ((0.6, 2.8), (3.4, 5.0), (5.6, 7.4))
"""Seconds at which the voice is heard."""

Mono = NDArray[np.float64]
Sound = NDArray[np.float64]
"""float [n_samples, n_channels]."""


def voice(seconds: float, pitch_hz: float = 180.0) -> Mono:
    """Without a pause."""
    t = np.arange(round(seconds * RATE)) / RATE
    phase = 2 * np.pi * (pitch_hz * t + 12 * np.sin(2 * np.pi * 0.7 * t))
    harmonics = sum(np.sin(n * phase) / n for n in range(1, 16))
    return 0.12 * np.asarray(harmonics) * (0.3 + 0.7 * np.sin(np.pi * 4 * t) ** 2)


def noise(seconds: float, dbfs: float, seed: int = 5) -> Mono:
    """White."""
    return 10 ** (dbfs / 20) * np.random.default_rng(seed).standard_normal(round(seconds * RATE))


def talk(room_dbfs: float = -70.0, pitch_hz: float = 180.0, seed: int = 5) -> Mono:
    """The voice during `TALKS`, in a room."""
    room = noise(SECONDS, room_dbfs, seed)
    for start, end in TALKS:
        room[round(start * RATE) : round(end * RATE)] += voice(end - start, pitch_hz)
    return room


def stereo(room_dbfs: float = -70.0) -> Sound:
    """Left as it is; right the same voice in another room, with an echo 8 ms late and 20 dB lower."""
    right = talk(room_dbfs, seed=6)
    right[400:] += 0.1 * right[:-400]
    return sides(talk(room_dbfs), right)


def sides(*channels: Mono) -> Sound:
    """Channels side by side."""
    return np.stack(channels, axis=1)


def film(
    path: Path, sound: Sound, *, codec: str = "pcm_s16le", layout: str = "stereo", rate: int = RATE
) -> None:
    """A film with this sound (float at 48 kHz) in one track."""
    raw = path.with_suffix(".raw")
    raw.write_bytes(sound.astype("<f4").tobytes())
    ffmpeg(
        *_picture(len(sound) / RATE), "-f", "f32le", "-ar", str(RATE), "-ch_layout", layout, "-i", raw,
        *_X264, "-c:a", codec, "-ar", str(rate), path,
    )  # fmt: skip
    raw.unlink()


_X264 = ("-c:v", "libx264", "-preset", "ultrafast", "-threads", "1")


def _picture(seconds: float) -> tuple[str, ...]:
    return ("-f", "lavfi", "-i", f"testsrc2=s=160x90:r=25:d={seconds:.3f}")


def dual_mono(path: Path) -> None:
    """Left and right are the same samples."""
    film(path, sides(talk(), talk()))


def dead_channel(path: Path) -> None:
    """The right channel is digital silence."""
    film(path, sides(talk(), 0 * talk()))


def lopsided(path: Path) -> None:
    """The right channel has the voice 14 dB lower, in a room of its own."""
    film(path, sides(talk(), 0.2 * talk(seed=6)))


def inverted(path: Path) -> None:
    """The right channel is the left one turned over, with a little room of its own: the sum nearly cancels."""
    film(path, sides(talk(), -talk() + noise(SECONDS, -60, 7)))


def dc_offset(path: Path) -> None:
    """+0.08 of full scale on the left, −0.03 on the right."""
    film(path, stereo() + np.array([0.08, -0.03]))


def clipped(path: Path) -> None:
    """15 dB too much, cut off at full scale: several hundred flat tops."""
    film(path, np.clip(5.6 * stereo(), -1, 1))


def hum(path: Path) -> None:
    """50, 100 and 150 Hz at −46, −40 and −52 dBFS under the voice, all the time."""
    t = np.arange(SECONDS * RATE) / RATE
    lines = sum(
        np.sqrt(2) * 10 ** (level / 20) * np.sin(2 * np.pi * hz * t)
        for hz, level in ((50, -46), (100, -40), (150, -52))
    )
    film(path, stereo() + lines[:, None])


def noisy(path: Path) -> None:
    """White noise 15 dB below the voice."""
    film(path, stereo(-35))


def level_jump(path: Path) -> None:
    """14 s: a host for 4.5 s, a guest 12 dB quieter for 6 s; room at −75 dBFS throughout."""
    host, guest = voice(1.4), 10 ** (-12 / 20) * voice(1.8, 130.0)
    sound = noise(14, -75)
    for number in range(3):
        at = round((0.5 + 1.7 * number) * RATE)
        sound[at : at + len(host)] += host
        at = round((6.0 + 2.4 * number) * RATE)
        sound[at : at + len(guest)] += guest
    film(path, sides(sound, sound))


def short(path: Path) -> None:
    """1.2 s of a 440 Hz tone of −20 dBFS RMS: no voice, and too short for a short-term value."""
    t = np.arange(round(1.2 * RATE)) / RATE
    tone = 10 ** (-17 / 20) * np.sin(2 * np.pi * 440 * t)
    film(path, sides(tone, tone))


def hot(path: Path) -> None:
    """Float samples 38 dB above the usual: peaks near +29 dBFS, loudness above what meters read."""
    film(path, 10 ** (38 / 20) * stereo(), codec="pcm_f32le")


def quiet(path: Path) -> None:
    """42 dB below the usual: loudness near −60 LUFS, in 24 bit, in a room of −90 dBFS."""
    film(path, 10 ** (-42 / 20) * stereo(-48), codec="pcm_s24le")


def eight_mono(path: Path) -> None:
    """MXF as broadcasters send it: eight mono tracks, the programme on 3 and 4, 1 and 2 a far microphone (18 dB
    lower), 5 and 6 copies of 3 and 4, 7 and 8 silent."""
    far, (left, right) = 0.126 * talk(), stereo().T
    tracks = (far, far, left, right, left, right, 0 * far, 0 * far)
    raws = [path.with_suffix(f".{number}.raw") for number in range(8)]
    inputs: list[str | Path] = []
    for raw, track in zip(raws, tracks, strict=True):
        raw.write_bytes(track.astype("<f4").tobytes())
        inputs += ["-f", "f32le", "-ar", str(RATE), "-ch_layout", "mono", "-i", raw]
    maps = [part for number in range(9) for part in ("-map", str(number))]
    ffmpeg(*_picture(SECONDS), *inputs, *maps, "-c:v", "mpeg2video", "-c:a", "pcm_s24le", path)
    for raw in raws:
        raw.unlink()


def surround(path: Path) -> None:
    """5.1: the voice in the centre alone, other rooms on the other channels, a loud 60 Hz on the LFE."""
    t = np.arange(SECONDS * RATE) / RATE
    rooms = [noise(SECONDS, -70, seed) for seed in range(4)]
    rumble = 0.5 * np.sin(2 * np.pi * 60 * t)
    film(path, sides(rooms[0], rooms[1], talk(), rumble, rooms[2], rooms[3]), layout="5.1")


def silence(path: Path) -> None:
    """Digital silence on both channels."""
    film(path, np.zeros((SECONDS * RATE, 2)))


def empty_room(path: Path) -> None:
    """White noise at −58 dBFS, nobody in it."""
    film(path, sides(noise(SECONDS, -58), noise(SECONDS, -58, 6)))


def damaged(path: Path) -> None:
    """AAC in which every twentieth packet is overwritten: they can't be decoded, the others can."""
    film(path, stereo(), codec="aac")
    whole = path.with_suffix(".whole.mp4")
    path.rename(whole)
    ffmpeg("-i", whole, "-c", "copy", "-bsf:a", "noise=amount='eq(mod(n\\,20)\\,19)'", path)
    whole.unlink()


def mono_at(rate: int) -> Callable[[Path], None]:
    """One mono track at that rate; the voice as usual."""

    def make(path: Path) -> None:
        film(path, sides(talk()), layout="mono", rate=rate)

    return make


def cut_off(path: Path) -> None:
    """The sound ends after 5 s, the picture after 8."""
    sound = stereo()
    sound[5 * RATE :] = 0
    film(path, sound)
