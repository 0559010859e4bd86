"""Listening to and looking at one source, as its tasks say."""

from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING, Any

from videopipe.engine.work import Recipe, Work
from videopipe.media.apart import read_apart
from videopipe.media.loudness import measure_argv, parse_ebur128
from videopipe.media.run import ToolProgress, run_tool
from videopipe.media.tools import ffmpeg_path
from videopipe.model.analysis import LUMA_COLUMNS, LUMA_ROWS
from videopipe.model.time import Seconds, Span
from videopipe.stages.analyse.commands import (
    LEVELS_HEIGHT,
    LEVELS_PER_SECOND,
    LEVELS_WIDTH,
    RATE,
    SWATCH_HEIGHT,
    SWATCH_WIDTH,
    SWATCHES_PER_SECOND,
    LevelsWanted,
    SoundTrack,
    picture_arguments,
    sound_track_arguments,
)
from videopipe.stages.analyse.events import count_damaged, parse_black, parse_frozen, parse_shots, sharpen
from videopipe.stages.analyse.read import Picture, read_choice, render_picture, render_sound

if TYPE_CHECKING:
    import numpy as np


def write_tracks(work: Work) -> None:
    """`tracks.json`: what is heard on every channel."""
    text = read_apart("videopipe.stages.analyse.listen:listen_text", work.input("source"), work.stopped)
    work.out("tracks.json").write_text(text, "utf-8")


def write_sound_track(work: Work) -> None:
    """`sound.wav`: the sound of the source on its picture's clock, stereo, mended as was chosen."""
    from videopipe.media.wav import map_samples, write_samples
    from videopipe.stages.analyse.denoise import denoise

    choice = read_choice(work.params["choice"])
    track = SoundTrack(Fraction(work.params["first_picture"]), work.params["samples"], choice)
    wav = work.scratch / "noisy.wav" if choice.denoise_db else work.out("sound.wav")
    run_tool(
        [ffmpeg_path(), *sound_track_arguments(track, str(work.input("source")), str(wav))],
        stopped=work.stopped,
        timeout_s=time_limit_s(Fraction(work.params["samples"], RATE)),
    )
    if choice.denoise_db:
        write_samples(work.out("sound.wav"), denoise(map_samples(wav), choice.denoise_db, work.stopped))


def write_sound(work: Work) -> None:
    """`sound.json`: who is heard when, and how loud."""
    from videopipe.media.wav import map_samples
    from videopipe.stages.analyse.speech import hear

    wav = work.input("sound")
    heard = hear(map_samples(wav), work.stopped)
    work.report(0.8, "loudness")
    loudness = parse_ebur128(run_tool(measure_argv(wav), stopped=work.stopped).stderr)
    text = render_sound(
        heard.speech, heard.phrase_lufs, heard.noise_floor_dbfs, heard.speech_level_dbfs, loudness
    )
    work.out("sound.json").write_text(text, "utf-8")


def write_picture(work: Work) -> None:
    """`picture.json`: bars, black, frozen, shots, levels; one decode."""
    facts = work.params
    duration = Fraction(facts["duration"])
    swatches, levels = work.scratch / "swatches.rgb", work.scratch / "levels.yuv"

    def on_progress(progress: ToolProgress) -> None:
        work.report(progress.frame / max(1, facts["frames"]))

    arguments = picture_arguments(
        facts["stream"],
        Fraction(facts["first_picture"]),
        LevelsWanted(**facts["levels"]),
        str(work.input("source")),
        str(swatches),
        str(levels),
    )
    report = run_tool(
        [ffmpeg_path(), *arguments],
        stopped=work.stopped,
        on_progress=on_progress,
        timeout_s=time_limit_s(duration),
    ).stderr
    shots = parse_shots(report, duration)
    picture = Picture(
        duration=duration,
        bars=_bars(swatches, shots, duration),
        black=parse_black(report, duration, duration / max(1, facts["frames"])),
        frozen=parse_frozen(report, duration),
        shots=shots,
        damaged=count_damaged(report),
        excess_permille=_excess(levels),
        luma=_luma(levels),
    )
    work.out("picture.json").write_text(render_picture(picture), "utf-8")


def time_limit_s(duration: Seconds) -> float:
    """How long decoding may take: 20 times as long as playing, on the slowest machine; more is a decoder that hangs."""
    return 120 + 20 * float(duration)


def _bars(swatches: Path, shots: tuple[Seconds, ...], duration: Seconds) -> tuple[Span, ...]:
    import numpy as np

    from videopipe.stages.analyse.bars import find_lead_pictures
    from videopipe.stages.analyse.speech import runs

    size = SWATCH_HEIGHT * SWATCH_WIDTH * 3
    count = swatches.stat().st_size // size
    if count == 0:
        return ()
    pictures = np.memmap(swatches, np.uint8, "r", shape=(count, SWATCH_HEIGHT, SWATCH_WIDTH, 3))
    return sharpen(runs(find_lead_pictures(pictures)), SWATCHES_PER_SECOND, shots, duration)


def _excess(levels: Path) -> int:
    """Largest share of a picture that R 103 doesn't allow, in thousandths."""
    from videopipe.media.levels import BT709_WEIGHTS, excess_of

    pictures = _levels(levels)
    return 0 if pictures is None else round(1000 * max(excess_of(pictures, BT709_WEIGHTS)))


def _luma(levels: Path) -> tuple[bytes, ...]:
    """As `Analysis.luma`."""
    from videopipe.media.levels import luma_grid

    pictures = _levels(levels)
    return () if pictures is None else luma_grid(pictures[:, 0], LUMA_ROWS, LUMA_COLUMNS, LEVELS_PER_SECOND)


def _levels(levels: Path) -> "np.ndarray[Any, np.dtype[np.uint8]] | None":
    """[pictures, planes, rows, columns]; None if there is no whole picture."""
    import numpy as np

    size = LEVELS_HEIGHT * LEVELS_WIDTH * 3
    count = levels.stat().st_size // size
    if count == 0:
        return None
    return np.memmap(levels, np.uint8, "r", shape=(count, 3, LEVELS_HEIGHT, LEVELS_WIDTH))


RECIPES: dict[str, Recipe] = {
    "analyse.tracks": write_tracks,
    "analyse.sound-track": write_sound_track,
    "analyse.sound": write_sound,
    "analyse.picture": write_picture,
}
