"""The same videos as a moviepy 2 script makes them: clips cut, joined, composed and written in Python."""

import subprocess
import time
from collections.abc import Iterator
from fractions import Fraction
from functools import cache
from pathlib import Path
from typing import Any

from assignment import Assignment, Cover, Deliverable
from handwritten import RATE, SMALL, encoder_arguments, level_of

from videopipe.assets import font_path
from videopipe.media.tools import ffmpeg_path
from videopipe.model.cues import ScreenCue
from videopipe.model.overlay import Backdrop

WRITING_FILE = "writing-seconds.txt"
EM = 58
BASELINE = 1010
REFERENCE = 1080
"""Subtitles as videopipe's: an em of 58 and a baseline at 1010 on a picture whose short side is 1080."""


def make_all(assignment: Assignment, folder: Path, seconds: int | None) -> None:
    """Every deliverable, one after the other; of each only `seconds` single seconds if that is given.

    Leaves in `WRITING_FILE` how many seconds went into drawing and writing pictures, rather than into opening
    files and composing: those alone grow with what is written.
    """
    writing_s = 0.0
    for wanted in assignment.deliverables:
        output = folder / wanted.path
        output.parent.mkdir(parents=True, exist_ok=True)
        film = _film(assignment, wanted, folder)
        if seconds is not None:
            film = _sample(film, seconds)
        began = time.monotonic()
        _write(film, assignment, wanted, output)
        writing_s += time.monotonic() - began
        film.close()
    (folder / WRITING_FILE).write_text(str(writing_s), "utf-8")


def _sample(film: Any, seconds: int) -> Any:
    """That many seconds, spread evenly: the beginning alone has a title card and would tell too much."""
    from moviepy import concatenate_videoclips

    if seconds >= film.duration:
        return film
    starts = [film.duration / seconds * number for number in range(seconds)]
    return concatenate_videoclips([film.subclipped(start, start + 1) for start in starts], method="chain")


def _write(film: Any, assignment: Assignment, wanted: Deliverable, output: Path) -> None:
    settings = encoder_arguments(assignment, wanted)
    # moviepy writes its pictures as RGB: it has to be said that they become BT.709 in limited range.
    to_yuv = ["-vf", "scale=out_color_matrix=bt709:out_range=tv"]
    film.write_videofile(
        str(output),
        fps=float(assignment.fps),
        codec="libx264",
        preset=assignment.encoding.preset,
        audio_codec="aac",
        audio_bitrate=f"{assignment.audio.kbps}k",
        audio_fps=RATE,
        temp_audiofile_path=str(output.parent),
        ffmpeg_params=[*to_yuv, *settings, "-movflags", "+faststart"],
        logger=None,
    )


def _film(assignment: Assignment, wanted: Deliverable, folder: Path) -> Any:
    from moviepy import CompositeVideoClip, vfx

    canvas = (wanted.canvas.width, wanted.canvas.height)
    base = _joined(assignment, wanted, canvas, folder)
    layers = [base, *_covers(assignment, wanted, base), *_subtitles(assignment, wanted)]
    film = CompositeVideoClip(layers, size=canvas).with_duration(base.duration) if len(layers) > 1 else base
    size = (wanted.rendition.width, wanted.rendition.height)
    return film if size == canvas else film.with_effects([vfx.Resize(size)])


@cache
def _readable(path: Path, folder: Path) -> str:
    """The footage without its data tracks: moviepy's reader stumbles over a timecode track's heading."""
    plain = folder / f"{path.name}.mkv"
    copying = ["-v", "error", "-i", str(path), "-map", "0:v:0", "-map", "0:a:0", "-c", "copy", str(plain)]
    subprocess.run([str(ffmpeg_path()), *copying], check=True, stdin=subprocess.DEVNULL)
    return str(plain)


def _joined(assignment: Assignment, wanted: Deliverable, canvas: tuple[int, int], folder: Path) -> Any:
    from moviepy import VideoFileClip, afx, concatenate_videoclips, vfx

    fade, clips = assignment.audio.join_fade_ms / 1000, []
    for cut in assignment.cuts(wanted.frames):
        end = cut.start + Fraction(cut.frames) / assignment.fps
        clip = VideoFileClip(_readable(cut.footage.path, folder), audio_fps=RATE).subclipped(
            float(cut.start), float(end)
        )
        faded = [afx.AudioFadeIn(fade)] * cut.fades[0] + [afx.AudioFadeOut(fade)] * cut.fades[1]
        clip = clip.with_effects(faded)
        clips.append(clip if clip.size == list(canvas) else clip.with_effects([vfx.Resize(canvas)]))
    gain_db = float(level_of(assignment, wanted.frames).removeprefix("volume=").partition("dB")[0])
    whole = concatenate_videoclips(clips, method="chain")
    return whole.with_effects([afx.MultiplyVolume(10 ** (gain_db / 20))])


def _covers(assignment: Assignment, wanted: Deliverable, base: Any) -> Iterator[Any]:
    for cover in wanted.covers:
        start = (cover.overlay.frames.start - wanted.frames.start) / assignment.fps
        length = float(len(cover.overlay.frames) / assignment.fps)
        if cover.overlay.backdrop is not None:
            yield _ground(assignment, base, cover.overlay.backdrop, float(start), length)
        clip = _still(cover) if cover.overlay.still else _clip(cover)
        placed = clip.with_duration(length).with_start(float(start))
        yield placed.with_position((cover.overlay.box.x, cover.overlay.box.y))


def _clip(cover: Cover) -> Any:
    from moviepy import VideoFileClip

    return VideoFileClip(str(cover.path), has_mask=True, audio=False)


def _still(cover: Cover) -> Any:
    from moviepy import ImageClip

    clip = _clip(cover)
    return ImageClip(clip.get_frame(0)).with_mask(ImageClip(clip.mask.get_frame(0), is_mask=True))


def _ground(assignment: Assignment, base: Any, backdrop: Backdrop, start: float, length: float) -> Any:
    from moviepy import vfx

    begin, end = max(start, 0.0), min(start + length, base.duration)
    blurred = base.subclipped(begin, end).without_audio().image_transform(_blur(backdrop))
    fades = [vfx.CrossFadeIn(float(backdrop.fade_in / assignment.fps))]
    if backdrop.fade_out:
        fades.append(vfx.CrossFadeOut(float(backdrop.fade_out / assignment.fps)))
    return blurred.with_effects(fades).with_start(begin)


def _blur(backdrop: Backdrop) -> Any:
    from PIL import Image, ImageFilter

    def blur(picture: Any) -> Any:
        import numpy as np

        whole = Image.fromarray(picture)
        small = whole.resize((whole.width // SMALL, whole.height // SMALL), Image.Resampling.BOX)
        soft = small.filter(ImageFilter.GaussianBlur(backdrop.blur_px / SMALL))
        tint = Image.new("RGB", small.size, backdrop.colour)
        return np.asarray(Image.blend(soft, tint, backdrop.opacity_pct / 100).resize(whole.size))

    return blur


def _subtitles(assignment: Assignment, wanted: Deliverable) -> Iterator[Any]:
    scale = min(wanted.canvas.width, wanted.canvas.height) / REFERENCE
    for cue in wanted.cues:
        text = _text(cue, scale)
        start = max(cue.frames.start - wanted.frames.start, 0) / assignment.fps
        end = (cue.frames.end - wanted.frames.start) / assignment.fps
        top = wanted.canvas.height - (REFERENCE - BASELINE) * scale - text.h * 0.8
        yield text.with_start(float(start)).with_end(float(end)).with_position(("center", top))


def _text(cue: ScreenCue, scale: float) -> Any:
    from moviepy import TextClip

    return TextClip(
        font=str(font_path("Medium")),
        text="\n".join(cue.lines),
        font_size=round(EM * scale),
        color="white",
        stroke_color="#0C0F14",
        stroke_width=round(3 * scale),
        text_align="center",
        margin=(round(8 * scale), round(16 * scale)),
    )
