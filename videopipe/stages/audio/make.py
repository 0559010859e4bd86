"""Puts the programme's sound together and delivers it at its level."""

import json
import math
from collections.abc import Iterator
from dataclasses import asdict
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
    first_treatment,
    next_treatment,
    on_target,
)

if TYPE_CHECKING:
    from videopipe.media.wav import Samples

TRIES = 4
BLOCK = 48_000 * 20
"""Samples written at a time: 8 MB, whatever the programme's length."""


def make_programme(work: Work) -> None:
    """Copies the kept stretches sample for sample and fades them at the cuts."""
    from videopipe.media.wav import map_samples, write_samples

    tracks = [map_samples(path) for path in work.inputs("tracks")]

    def blocks() -> Iterator["Samples"]:
        pairs = zip(work.params["spans"], work.params["fades"], strict=True)
        for (source, start, length), (fade_in, fade_out) in pairs:
            if work.stopped():
                raise Stopped
            yield _stretch(tracks[source], start, length, fade_in, fade_out, work.params["fade_samples"])

    write_samples(work.out("programme.wav"), blocks())


def _stretch(
    track: "Samples", start: int, length: int, fade_in: bool, fade_out: bool, fade: int
) -> "Samples":
    """`length` samples from `start`, silence beyond the track's end, raised-cosine fades where asked."""
    import numpy as np

    taken = np.array(track[start : start + length], np.float32)
    if len(taken) < length:
        taken = np.concatenate([taken, np.zeros((length - len(taken), taken.shape[1]), np.float32)])
    fade = min(fade, length // 2)
    ramp = ((1 - np.cos(np.linspace(0, np.pi, fade, dtype=np.float32))) / 2)[:, None]
    if fade_in:
        taken[:fade] *= ramp
    if fade_out:
        taken[length - fade :] *= ramp[::-1]
    return taken


def make_delivery(work: Work) -> None:
    """Measure, gain, encode, measure the decoded result; again with a correction if it missed."""
    from videopipe.media.wav import map_samples, write_samples

    start, end = work.params["samples"]
    part = work.scratch / "part.wav"
    track = map_samples(work.input("programme"))
    faded = _stretch(track, start, end - start, True, True, work.params["fade_samples"])
    write_samples(part, iter([faded]))
    target = Target(*(float(Fraction(work.params[name])) for name in _TARGET))
    measured = _measure(part, work)
    treatment = first_treatment(measured, target)
    delivered = measured
    for attempt in range(1, TRIES + 1):
        run_tool(_encode_argv(part, treatment, work), stopped=work.stopped)
        delivered = _measure(work.out("sound.m4a"), work)
        if on_target(delivered, target):
            work.out("sound.json").write_text(_report(measured, treatment, delivered, attempt), "utf-8")
            return
        treatment = next_treatment(treatment, measured, delivered, target)
    raise NoLoudness(
        what="sound.m4a",
        tries=TRIES,
        got=f"{delivered.integrated_lufs:.1f} LUFS, {delivered.true_peak_dbtp:.1f} dBTP",
        wanted=f"{target.lufs:.1f} ±{target.tolerance_lu:.1f} LUFS, ≤ {target.final_peak_dbtp:.1f} dBTP",
    )


_TARGET = ("target_lufs", "tolerance_lu", "mix_peak_dbtp", "final_peak_dbtp")


def _measure(path: Path, work: Work) -> Loudness:
    return parse_ebur128(run_tool(measure_argv(path), stopped=work.stopped).stderr)


def _encode_argv(part: Path, treatment: Treatment, work: Work) -> list[str]:
    return [
        str(ffmpeg_path()), "-hide_banner", "-nostdin", "-nostats", "-y", "-v", "warning", "-i", str(part),
        "-af", level_filter(treatment), "-c:a", "aac", "-b:a", f"{work.params['kbps']}k", "-ar", "48000", "-ac", "2",
        "-map_metadata", "-1", "-bitexact", str(work.out("sound.m4a")),
    ]  # fmt: skip


def level_filter(treatment: Treatment) -> str:
    """Filter chain of a treatment. `alimiter` sees true peaks only when oversampled, hence 192 kHz around it."""
    gain = f"volume={treatment.gain_db:.2f}dB:precision=float"
    if treatment.limiter_dbtp is None:
        return gain
    ceiling = 10 ** (treatment.limiter_dbtp / 20)
    limiter = f"alimiter=limit={ceiling:.5f}:attack=5:release=80:level=disabled:latency=1"
    return f"{gain},aresample=192000,{limiter},aresample=48000"


def _report(measured: Loudness, treatment: Treatment, delivered: Loudness, attempts: int) -> str:
    facts: dict[str, Any] = {
        "measured": _figures(measured),
        "treatment": asdict(treatment),
        "delivered": _figures(delivered),
        "attempts": attempts,
    }
    return json.dumps(facts, indent=1, sort_keys=True)


def _figures(loudness: Loudness) -> dict[str, float | None]:
    return {name: value if math.isfinite(value) else None for name, value in asdict(loudness).items()}


RECIPES: dict[str, Recipe] = {"audio.programme": make_programme, "audio.deliver": make_delivery}
