"""Measures one finished film: everything that can be told about it, judged by nobody yet."""

import math
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from videopipe.media import levels
from videopipe.media.inputs import address
from videopipe.media.loudness import parse_ebur128
from videopipe.media.probe import probe
from videopipe.media.run import ToolProgress, run_tool
from videopipe.media.tools import ffmpeg_path
from videopipe.model.errors import ToolFailed
from videopipe.model.media import AudioStream, MediaInfo, VideoStream
from videopipe.model.quality import FilmFacts, PictureFacts, SoundFacts
from videopipe.model.time import Seconds, Span
from videopipe.stages.qc import flashes, hearing
from videopipe.stages.qc.commands import (
    CELL_FILE,
    CELLS,
    PAIR_FILE,
    SAMPLE_FILE,
    SWATCH,
    SWATCH_FILE,
    SWATCHES_PER_SECOND,
    PictureWanted,
    SoundWanted,
    examine_arguments,
)
from videopipe.stages.qc.packets import Packets, intervals, read_packets
from videopipe.stages.qc.reports import parse_black, parse_complaints, parse_frozen, parse_levels

if TYPE_CHECKING:
    from numpy.typing import NDArray

PAIRS = 24
"""Pairs of pictures in which combing is looked for."""
COLUMNS = 4
"""Of these pairs every fourth column is looked at."""
SAME_LUMA = 1.0
"""Mean difference below which two pictures are the same one: coded twice at crf 23 they differ by 0.1 to 0.4."""
LEAST_FROZEN = Seconds(1)
PULLDOWN = 5
"""Pictures after which film that was spread over fields repeats its pattern: three of five comb, two are whole."""
_LIMIT_S = 600
"""A film that decodes a tenth as fast as it plays isn't worth waiting for, but give it ten minutes."""


def pair_step(frames: int) -> int:
    """Every how many pictures a pair is looked at; never in step with a pulldown, of which it would see one phase."""
    step = max(2, frames // PAIRS)
    return step + 1 if step % PULLDOWN == 0 else step


def examine(
    film: Path,
    scratch: Path,
    stopped: Callable[[], bool],
    report: Callable[[float], None] = lambda _done: None,
    read: Callable[[Path], MediaInfo] = probe,
) -> FilmFacts:
    """The facts of `film`; `scratch` is a folder for what falls off, `read` probes it.

    Raises FootageRefused, ToolFailed or Stopped.
    """
    media = read(film)
    packets = read_packets(film, media.video.index if media.video is not None else None)
    text, ended_well = _decode(film, media, scratch, stopped, report)
    complaints = parse_complaints(text) if ended_well else (*parse_complaints(text), "ffmpeg gave up")
    return FilmFacts(
        media=media,
        tags=packets.tags,
        decoder_errors=complaints,
        picture=_picture(media.video, packets, text, scratch) if media.video is not None else None,
        sound=_sound(media, text, scratch) if media.audio else None,
    )


def _decode(
    film: Path,
    media: MediaInfo,
    scratch: Path,
    stopped: Callable[[], bool],
    report: Callable[[float], None],
) -> tuple[str, bool]:
    """(what ffmpeg said, whether it came to the end)."""
    video, audio = media.video, media.audio[0] if media.audio else None
    arguments = examine_arguments(
        address(film.absolute()),
        PictureWanted(video.index, video.first_picture, pair_step(video.frames)) if video else None,
        SoundWanted(audio.index, audio.channels) if audio else None,
    )

    def on_progress(progress: ToolProgress) -> None:
        report(progress.out_time_us / max(1, float(media.duration) * 1e6))

    try:
        done = run_tool(
            [ffmpeg_path(), *arguments], stopped=stopped, cwd=scratch, on_progress=on_progress,
            timeout_s=_LIMIT_S + 10 * float(media.duration),
        )  # fmt: skip
    except ToolFailed as error:
        return str(error.data["tail"]).replace("\n    ", "\n").removeprefix("    "), False
    return done.stderr, True


def _picture(video: VideoStream, packets: Packets, text: str, scratch: Path) -> PictureFacts:
    cells = _planes(scratch / CELL_FILE, CELLS)
    swatches = _planes(scratch / SWATCH_FILE, SWATCH)
    red_blue = levels.weights(video.matrix, video.height)
    times = _times(packets, len(cells), video)
    lit, red = flashes.count_flashes(cells, times, red_blue)
    shortest, longest, gaps = intervals(packets.times)
    return PictureFacts(
        decoded=len(cells),
        shortest=shortest,
        longest=longest,
        gaps=gaps,
        black=parse_black(text),
        frozen=_still(parse_frozen(text, video.duration), swatches),
        luma=tuple(levels.luma_of(swatches, SWATCHES_PER_SECOND // 2)),
        excess=tuple(levels.excess_of(swatches, red_blue)),
        flashes=tuple(lit),
        red_flashes=tuple(red),
        combing=_combing(scratch / PAIR_FILE, video),
    )


def _still(spans: Sequence[Span], swatches: "NDArray[Any]") -> tuple[Span, ...]:
    """Frozen stretches from a second on; those that touch and show the same picture are one.

    A still is coded a little better with each key picture; the next slide of a talk is another picture.
    """
    found: list[Span] = []
    for span in spans:
        if found and span.start == found[-1].end and _same(span.start, swatches):
            span = Span(found.pop().start, span.end)  # noqa: PLW2901 - it grows backwards
        found.append(span)
    return tuple(span for span in found if span.duration >= LEAST_FROZEN)


def _same(at: Seconds, swatches: "NDArray[Any]") -> bool:
    numbers = int(at * SWATCHES_PER_SECOND) - 1, math.ceil(at * SWATCHES_PER_SECOND) + 1
    return len(swatches) > 0 and levels.difference(swatches, *numbers) < SAME_LUMA


def _times(packets: Packets, decoded: int, video: VideoStream) -> tuple[Seconds, ...]:
    """Of each decoded picture; where some were lost, as if they were evenly spread."""
    if len(packets.times) == decoded and flashes.is_steady(packets.times):
        return packets.times
    return tuple(video.duration * number / max(1, decoded) for number in range(decoded))


def _planes(file: Path, size: tuple[int, int]) -> "NDArray[Any]":
    """uint8 [n, 3, height, width], YUV; mapped."""
    import numpy as np

    width, height = size
    count = file.stat().st_size // (3 * width * height) if file.is_file() else 0
    if count == 0:
        return np.zeros((0, 3, height, width), np.uint8)
    return np.memmap(file, np.uint8, "r", shape=(count, 3, height, width))


def _combing(file: Path, video: VideoStream) -> float | None:
    import numpy as np

    from videopipe.media.combing import combed_share

    size = video.width * video.height
    count = file.stat().st_size // (2 * size) if file.is_file() else 0
    if count == 0:
        return None
    lumas = np.memmap(file, np.uint8, "r", shape=(count, 2, video.height, video.width))
    shares = [combed_share(pair[0, :, ::COLUMNS], pair[1, :, ::COLUMNS]) for pair in lumas]
    moving = [share for share in shares if share is not None]
    # Not the middle: whoever listens holds still most of the time.
    return round(float(np.quantile(moving, 0.75)), 4) if moving else None


def _sound(media: MediaInfo, text: str, scratch: Path) -> SoundFacts:
    import numpy as np

    track = media.audio[0]
    samples = (
        np.fromfile(scratch / SAMPLE_FILE, "<i2") if (scratch / SAMPLE_FILE).is_file() else np.zeros(0, "<i2")
    )
    samples = samples[: len(samples) // track.channels * track.channels].reshape(-1, track.channels)
    later = track.start - (media.video.first_picture if media.video is not None else track.start)
    momentary, short_term, true_peak = parse_levels(text)
    clipped, runs = hearing.clipping(samples, track.sample_rate)
    return SoundFacts(
        loudness=parse_ebur128(text),
        heard=min(Seconds(len(samples), track.sample_rate), _told(track)),
        momentary=momentary,
        short_term=short_term,
        true_peak=true_peak,
        silences=tuple(tuple(_moved(spans, later)) for spans in hearing.silences(samples, track.sample_rate)),
        clipped=tuple(replace(run, at=run.at + later) for run in clipped),
        clipped_runs=runs,
        anti_phase=tuple(_moved(hearing.anti_phase(samples, track.sample_rate), later)),
    )


def _told(track: AudioStream) -> Seconds:
    """Length of the track as its container tells: players stop there, a decoder fills up its last block."""
    return track.duration


def _moved(spans: Iterable[Span], later: Seconds) -> Iterable[Span]:
    return (Span(span.start + later, span.end + later) for span in spans)
