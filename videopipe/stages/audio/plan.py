"""Which stretches of which sound tracks make the programme, and at what level they are delivered."""

from collections.abc import Sequence
from fractions import Fraction

from videopipe.config.profile import Audio
from videopipe.engine.task import In, PlanBuilder
from videopipe.model.time import Frames
from videopipe.model.timeline import Timeline

SAMPLE_RATE = 48_000


def samples_at(frame: int, fps: Fraction) -> int:
    """Sample at which `frame` begins, at 48 kHz; exact where the rate divides it, else the nearest."""
    return round(frame * SAMPLE_RATE / fps)


def plan_programme(builder: PlanBuilder, timeline: Timeline, tracks: Sequence[In], audio: Audio) -> In:
    """The programme's sound: kept pieces of the sources' tracks, a short fade at each cut; 32-bit float."""
    kept = list(timeline.kept())
    edges = {0, *timeline.joins, timeline.total_frames}
    task = builder.add(
        "audio.programme",
        version=1,
        label="audio/programme",
        params={
            "spans": _spans(timeline),
            "fades": [[at in edges, at + len(piece.frames) in edges] for at, piece in kept],
            "fade_samples": audio.join_fade_ms * SAMPLE_RATE // 1000,
        },
        inputs={"tracks": tuple(tracks)},
        outputs=("programme.wav",),
        tools=("numpy",),
        cost=timeline.total_frames,
    )
    return task.out()


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
    builder: PlanBuilder, programme: In, frames: Frames, fps: Fraction, audio: Audio, *, label: str
) -> tuple[In, In]:
    """(AAC file, report) of a stretch of the programme, brought to the profile's loudness on its own."""
    task = builder.add(
        "audio.deliver",
        version=1,
        label=label,
        params={
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
