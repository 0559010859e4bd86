"""Which stretches of which sound tracks make the programme, and at what level they are delivered."""

from collections.abc import Sequence
from fractions import Fraction

from videopipe.config.profile import Audio
from videopipe.engine.task import In, PlanBuilder
from videopipe.model.time import Frames, Span, time_of
from videopipe.model.timeline import Timeline
from videopipe.stages.audio.even import GainStep

SAMPLE_RATE = 48_000
LEAST_SPEECH_S = 1
"""Streets and wind of the samples are taken for a voice for 0.2 s."""


def samples_at(frame: int, fps: Fraction) -> int:
    """Sample at which `frame` begins, at 48 kHz; exact where the rate divides it, else the nearest."""
    return round(frame * SAMPLE_RATE / fps)


def plan_programme(
    builder: PlanBuilder,
    timeline: Timeline,
    tracks: Sequence[In],
    audio: Audio,
    gains: Sequence[Sequence[GainStep]] = (),
) -> In:
    """The programme's sound: kept pieces of the sources' tracks, a short fade at each cut; 32-bit float.

    `gains`: for each source, what brings its speakers together; () for none at all.
    """
    kept = list(timeline.kept())
    edges = {0, *timeline.joins, timeline.total_frames}
    task = builder.add(
        "audio.programme",
        version=2,
        label="audio/programme",
        params={
            "spans": _spans(timeline),
            "fades": [[at in edges, at + len(piece.frames) in edges] for at, piece in kept],
            "fade_samples": audio.join_fade_ms * SAMPLE_RATE // 1000,
            "gains": [[_in_samples(step) for step in steps] for steps in gains],
        },
        inputs={"tracks": tuple(tracks)},
        outputs=("programme.wav",),
        tools=("numpy",),
        cost=timeline.total_frames,
    )
    return task.out()


def _in_samples(step: GainStep) -> list[int]:
    """[where it begins, where it is over, hundredths of a decibel from then on]."""
    return [round(step.start * SAMPLE_RATE), round(step.end * SAMPLE_RATE), step.gain_mb]


def is_heard(timeline: Timeline, frames: Frames, speech: Sequence[Sequence[Span]]) -> bool:
    """Whether somebody speaks in these programme frames; `speech` of each source, in its time."""
    total = Fraction(0)
    for at, piece in timeline.kept():
        first, last = max(at, frames.start), min(at + len(piece.frames), frames.end)
        if first < last:
            shift = piece.frames.start - at
            shown = Span(time_of(first + shift, timeline.fps), time_of(last + shift, timeline.fps))
            total += sum(span.overlap(shown) for span in speech[piece.source])
    return total >= LEAST_SPEECH_S


def _spans(timeline: Timeline) -> list[list[int]]:
    """[source, its first sample, length] of each kept piece."""
    spans: list[list[int]] = []
    for at, piece in timeline.kept():
        start = samples_at(piece.frames.start, timeline.fps)
        if at and at not in timeline.joins:
            # Runs on where the last one ended: rounding anew could lose a sample, or play one twice.
            start = spans[-1][1] + spans[-1][2]
        length = samples_at(at + len(piece.frames), timeline.fps) - samples_at(at, timeline.fps)
        spans.append([piece.source, start, length])
    return spans


def plan_delivery(
    builder: PlanBuilder,
    programme: In,
    frames: Frames,
    fps: Fraction,
    audio: Audio,
    *,
    label: str,
    name: str,
    silence_lufs: int,
) -> tuple[In, In]:
    """(AAC file, report) of a stretch of the programme, brought to the profile's loudness on its own.

    `name`: of the deliverable, for people. What measures `silence_lufs` or less is left as it is.
    """
    task = builder.add(
        "audio.deliver",
        version=2,
        label=label,
        params={
            "name": name,
            "silence_lufs": silence_lufs,
            "samples": [samples_at(frames.start, fps), samples_at(frames.end, fps)],
            "fade_samples": audio.join_fade_ms * SAMPLE_RATE // 1000,
            "kbps": audio.kbps,
            "target_lufs": _exact(audio.target_lufs),
            "tolerance_lu": _exact(audio.tolerance_lu),
            "mix_peak_dbtp": _exact(audio.mix_peak_dbtp),
            "final_peak_dbtp": _exact(audio.final_peak_dbtp),
        },
        inputs={"programme": programme},
        outputs=("sound.m4a", "sound.json"),
        tools=("ffmpeg", "numpy"),
        cost=len(frames),
    )
    return task.out("sound.m4a"), task.out("sound.json")


def _exact(value: float) -> Fraction:
    return Fraction(str(value))
