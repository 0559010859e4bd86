"""Makes the sample episode's footage, subtitles and true times: `python samples/make_guangzhou.py [--out DIR]`.

Needs only this folder and the project's own dependencies; the same machine makes the same bytes every time.
"""

import argparse
import json
import shutil
import tempfile
import wave
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from functools import cache
from multiprocessing import get_context
from pathlib import Path

import av
import imageio_ffmpeg
import numpy as np
import programme
from drawing.acting import Voice, poses
from drawing.bars import colour_bars
from drawing.shots import SIZE, Moment, Pose, frame
from numpy.typing import NDArray
from programme import FPS, Phrase, Shot

from videopipe.model.time import timecode

HOME = Path(__file__).parent / "guangzhou"
RATE = 24_000
"""Hz, of the excerpt; the footage has 48 kHz."""
ROOM_DBFS = -61.5
"""Together with the voices' own floor about −60."""
COLOUR = (
    "scale=out_color_matrix=bt709:out_range=tv,format=yuv420p,"
    "setparams=range=tv:color_primaries=bt709:color_trc=bt709:colorspace=bt709"
)
ENCODING = [
    "-vf", COLOUR, "-preset", "slow", "-tune", "animation", "-crf", "21", "-aq-mode", "3", "-g", "50",
    "-threads", "2", "-ar", "48000", "-b:a", "96k", "-movflags", "+faststart", "-fflags", "+bitexact",
]  # fmt: skip


@dataclass(frozen=True)
class Script:
    """Everything that a frame depends on, computed once."""

    shots: list[Shot]
    host: list[Pose]
    guest: list[Pose]


def read_speech() -> tuple[list[Phrase], NDArray[np.float64]]:
    """The excerpt's phrases and its samples, float64 [n], −1…1, 24 kHz mono."""
    phrases = programme.phrases_of(json.loads((HOME / "speech.json").read_text(encoding="utf-8")))
    with av.open(str(HOME / "speech.flac")) as container:
        pieces = [piece.to_ndarray()[0] for piece in container.decode(audio=0)]
    return phrases, np.concatenate(pieces) / 32768


def laid_out(
    excerpt: list[Phrase], samples: NDArray[np.float64], spoken: list[Phrase]
) -> NDArray[np.float64]:
    """The voices alone at their place in the footage: float64 [n]."""
    track = np.zeros(programme.total_frames(spoken) * RATE // FPS)
    ramp = np.linspace(0, 1, RATE // 125)  # 8 ms: no click where a phrase was cut out
    for source, target in zip(excerpt, spoken, strict=True):
        piece = samples[source.start_ms * RATE // 1000 : source.end_ms * RATE // 1000].copy()
        piece[: len(ramp)] *= ramp
        piece[-len(ramp) :] *= ramp[::-1]
        start = target.start_ms * RATE // 1000
        track[start : start + len(piece)] = piece
    return track


def with_room(track: NDArray[np.float64]) -> NDArray[np.int16]:
    """Stereo with the room's own hush, from where the bars end: int16 [n, 2]."""
    rng = np.random.default_rng(440100)
    white = rng.normal(0, 1, (len(track) + 8, 2))
    hush = np.add.reduce([white[k : k + len(track)] for k in range(8)])  # dull, as air conditioning is
    hush = np.clip(hush / hush.std(), -3, 3) * 10 ** (ROOM_DBFS / 20)
    hush[: programme.BARS_MS * RATE // 1000] = 0
    both: NDArray[np.float64] = np.clip(track[:, None] + hush, -1, 1) * 32767
    return both.round().astype(np.int16)


def voice_of(speaker: str, track: NDArray[np.float64], spoken: list[Phrase]) -> Voice:
    """How far the mouth opens in each frame, from the sound of that frame."""
    per_frame = RATE // FPS
    grid = track.reshape(-1, per_frame)
    loud = np.sqrt(np.mean(np.square(grid), axis=1))
    speaking = np.zeros(len(grid), dtype=bool)
    for phrase in spoken:
        if phrase.speaker == speaker:
            speaking[phrase.start_ms * FPS // 1000 : -(-phrase.end_ms * FPS // 1000)] = True
    loud = np.where(speaking, loud, 0)
    loud = np.convolve(loud, (0.25, 0.5, 0.25), mode="same")  # lips are slower than sound
    loud = np.clip(loud / np.percentile(loud[speaking], 92), 0, 1) ** 0.75
    spectrum = np.abs(np.fft.rfft(grid * np.hanning(per_frame)))
    bright = spectrum[:, 40:120].sum(axis=1) / (spectrum[:, 4:].sum(axis=1) + 1e-9)  # 1–3 kHz of all
    return Voice(loud, bright < np.median(bright[speaking]) * 0.8)


@cache
def script() -> Script:
    """Shots and poses; the same in every process."""
    excerpt, samples = read_speech()
    spoken = programme.scheduled(excerpt)
    track = laid_out(excerpt, samples, spoken)
    notes = [
        ((start + 450) * FPS // 1000, (end - 450) * FPS // 1000) for start, end in programme.dead_air(spoken)
    ]
    return Script(
        programme.shots(spoken),
        poses(voice_of("host", track, spoken), [], seed=2),
        poses(voice_of("guest", track, spoken), notes, seed=7),
    )


def picture(number: int) -> bytes:
    """Frame `number` as packed RGB."""
    plan = script()
    shot = next(shot for shot in plan.shots if shot.start <= number < shot.end)
    if shot.camera == "bars":
        return colour_bars(*SIZE).tobytes()
    moment = Moment(number / FPS, (number - shot.start) / FPS, plan.host[number], plan.guest[number])
    return frame(shot.camera, moment).tobytes()


def pictures(frames: int) -> Iterator[bytes]:
    """All frames in order, drawn by two processes."""
    with get_context("spawn").Pool(2) as pool:
        yield from pool.imap(picture, range(frames), chunksize=12)


def write_footage(target: Path, sound: NDArray[np.int16], frames: int) -> None:
    """The finished file; nothing half-made stands at `target`."""
    with tempfile.TemporaryDirectory(dir=target.parent) as scratch:
        wav, film = Path(scratch, "sound.wav"), Path(scratch, target.name)
        with wave.open(str(wav), "wb") as out:
            out.setnchannels(2)
            out.setsampwidth(2)
            out.setframerate(RATE)
            out.writeframes(sound.tobytes())
        writer = imageio_ffmpeg.write_frames(
            str(film), SIZE, fps=FPS, codec="libx264", quality=None, macro_block_size=2,
            audio_path=str(wav), audio_codec="aac", output_params=ENCODING,
        )  # fmt: skip
        writer.send(None)
        for data in pictures(frames):
            writer.send(data)
        writer.close()
        film.replace(target)


def as_srt(spoken: list[Phrase]) -> str:
    """One cue a phrase."""
    cues = [
        f"{number}\n{timecode(Fraction(p.start_ms, 1000), ',')} --> {timecode(Fraction(p.end_ms, 1000), ',')}\n{p.text}\n"
        for number, p in enumerate(spoken, 1)
    ]
    return "\n".join(cues)


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "--out", type=Path, default=HOME, help="the episode folder to write (default: %(default)s)"
    )
    out: Path = parser.parse_args().out
    excerpt, samples = read_speech()
    spoken = programme.scheduled(excerpt)
    for folder in ("raw", "subs"):
        (out / folder).mkdir(parents=True, exist_ok=True)
    times = json.dumps(programme.true_times(spoken), ensure_ascii=False, indent=1)
    (out / "speech-times.json").write_text(times + "\n", encoding="utf-8")
    (out / "subs" / "zh.srt").write_text(as_srt(spoken), encoding="utf-8", newline="\n")
    if out.resolve() != HOME.resolve():
        shutil.copy(HOME / "episode.yaml", out)
    sound = with_room(laid_out(excerpt, samples, spoken))
    write_footage(out / "raw" / "A001.mp4", sound, programme.total_frames(spoken))


if __name__ == "__main__":
    main()
