"""Puts the programme's sound together and delivers it at its level."""

import json
import math
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING, Any

from videopipe.engine.work import Recipe, Work
from videopipe.media.loudness import measure_argv, parse_ebur128
from videopipe.media.run import run_tool
from videopipe.media.tools import ffmpeg_path
from videopipe.model.errors import Stopped
from videopipe.model.media import Loudness
from videopipe.stages.audio.level import (
    NoLoudness,
    Target,
    Treatment,
    decide_lift,
    first_treatment,
    moved,
    next_treatment,
    on_target,
)

if TYPE_CHECKING:
    from videopipe.media.wav import Samples

TRIES = 4
LEAST_TO_MEASURE = 48_000
"""Samples. A sound shorter than that is measured again and again in a row: BS.1770 needs blocks of 0.4 s."""


def make_programme(work: Work) -> None:
    """Copies the kept stretches sample for sample, evens out speakers, and fades at the cuts."""
    from videopipe.media.wav import map_samples, write_samples
    from videopipe.stages.audio.stretch import Stretch, read_stretch

    tracks = [map_samples(path) for path in work.inputs("tracks")]
    gains = work.params["gains"] or [()] * len(tracks)

    def blocks() -> Iterator["Samples"]:
        pairs = zip(work.params["spans"], work.params["fades"], strict=True)
        for (source, start, length), (fade_in, fade_out) in pairs:
            stretch = Stretch(start, length, fade_in, fade_out, work.params["fade_samples"])
            yield from _unless_stopped(read_stretch(tracks[source], stretch, gains[source]), work)

    write_samples(work.out("programme.wav"), blocks())


def _unless_stopped(blocks: Iterator["Samples"], work: Work) -> Iterator["Samples"]:
    for block in blocks:
        if work.stopped():
            raise Stopped
        yield block


def make_delivery(work: Work) -> None:
    """Measure, gain, encode, measure the decoded result; again with a correction if it missed."""
    part = _write_part(work)
    target = Target(*(float(Fraction(work.params[name])) for name in _TARGET))
    measured = moved(_measure(part.path, part, work), -part.lift_db)
    silent = measured.integrated_lufs <= work.params["silence_lufs"]
    treatment = first_treatment(measured, target, silent=silent)
    delivered = measured
    for attempt in range(1, TRIES + 1):
        run_tool(_encode_argv(part, treatment, work), stopped=work.stopped)
        delivered = _measure(work.out("sound.m4a"), part, work)
        if on_target(delivered, target, silent=silent):
            report = _report(measured, treatment, delivered, attempt, silent)
            work.out("sound.json").write_text(report, "utf-8")
            return
        treatment = next_treatment(treatment, measured, delivered, target, silent=silent)
    raise NoLoudness(
        what=work.params["name"],
        tries=TRIES,
        got=f"{delivered.integrated_lufs:.1f} LUFS, {delivered.true_peak_dbtp:.1f} dBTP",
        wanted=f"{target.lufs:.1f} ±{target.tolerance_lu:.1f} LUFS, ≤ {target.final_peak_dbtp:.1f} dBTP",
    )


_TARGET = ("target_lufs", "tolerance_lu", "mix_peak_dbtp", "final_peak_dbtp")


@dataclass(frozen=True)
class _Part:
    """The stretch that is delivered, as a file."""

    path: Path
    samples: int
    lift_db: float
    """Gain that is already in it."""


def _write_part(work: Work) -> _Part:
    from videopipe.media.wav import map_samples, write_samples
    from videopipe.stages.audio.stretch import Stretch, read_stretch

    start, end = work.params["samples"]
    path = work.scratch / "part.wav"
    track = map_samples(work.input("programme"))
    stretch = Stretch(start, end - start, True, True, work.params["fade_samples"])
    lift_db = decide_lift(_peak_dbfs(_unless_stopped(read_stretch(track, stretch), work)))
    steps = [[0, 0, round(lift_db * 100)]] if lift_db else []
    write_samples(path, _unless_stopped(read_stretch(track, stretch, steps), work))
    return _Part(path, end - start, lift_db)


def _peak_dbfs(blocks: Iterator["Samples"]) -> float:
    import numpy as np

    peak = max((float(np.abs(block).max(initial=0)) for block in blocks), default=0.0)
    return 20 * math.log10(peak) if peak > 0 else -math.inf


def _measure(path: Path, part: _Part, work: Work) -> Loudness:
    again = LEAST_TO_MEASURE // part.samples if part.samples < LEAST_TO_MEASURE else 0
    argv = measure_argv(path, repeats=again, length=part.samples)
    return parse_ebur128(run_tool(argv, stopped=work.stopped).stderr)


def _encode_argv(part: _Part, treatment: Treatment, work: Work) -> list[str]:
    return [
        str(ffmpeg_path()), "-hide_banner", "-nostdin", "-nostats", "-y", "-v", "warning", "-i", str(part.path),
        "-af", level_filter(treatment, part.lift_db),
        "-c:a", "aac", "-b:a", f"{work.params['kbps']}k", "-ar", "48000", "-ac", "2",
        "-map_metadata", "-1", "-bitexact", str(work.out("sound.m4a")),
    ]  # fmt: skip


def level_filter(treatment: Treatment, lift_db: float = 0.0) -> str:
    """Filter chain of a treatment for sound that has been lifted already.

    `alimiter` sees true peaks only when oversampled, hence 192 kHz around it.
    """
    gain = f"volume={treatment.gain_db - lift_db:.2f}dB:precision=float"
    if treatment.limiter_dbtp is None:
        return gain
    ceiling = 10 ** (treatment.limiter_dbtp / 20)
    limiter = f"alimiter=limit={ceiling:.5f}:attack=5:release=80:level=disabled:latency=1"
    return f"{gain},aresample=192000,{limiter},aresample=48000"


def _report(
    measured: Loudness, treatment: Treatment, delivered: Loudness, attempts: int, silent: bool
) -> str:
    facts: dict[str, Any] = {
        "measured": _figures(measured),
        "treatment": asdict(treatment),
        "delivered": _figures(delivered),
        "attempts": attempts,
        "silent": silent,
    }
    return json.dumps(facts, indent=1, sort_keys=True)


def _figures(loudness: Loudness) -> dict[str, float | None]:
    return {
        name: round(value, 2) if math.isfinite(value) else None for name, value in asdict(loudness).items()
    }


RECIPES: dict[str, Recipe] = {"audio.programme": make_programme, "audio.deliver": make_delivery}
