"""Draws scenes: films by moviepy, animations and stills by Pillow; and the sound below them."""

import io
from collections.abc import Callable, Iterator
from fractions import Fraction
from hashlib import sha256
from pathlib import Path
from threading import get_ident
from typing import TYPE_CHECKING

from videopipe.drawing.setting import own_fonts
from videopipe.engine.work import Recipe, Work
from videopipe.media.inputs import SAFE, address
from videopipe.media.overlay import overlay_argv
from videopipe.media.run import run_tool
from videopipe.media.tools import ffmpeg_path
from videopipe.model.errors import Stopped
from videopipe.model.overlay import Box
from videopipe.stages.infographics.film import write_film
from videopipe.stages.infographics.paint import paint
from videopipe.stages.infographics.params import Drawing, from_params
from videopipe.stages.infographics.reel import paint_reel
from videopipe.stages.infographics.shrink import shrink
from videopipe.text.fonts import OwnFont

if TYPE_CHECKING:
    from PIL.Image import Image

FADE_FRAMES = 8
"""Of a cut-in, at both ends."""
LONGEST_S = 600
FADE_IN_S, FADE_OUT_S = Fraction(1, 2), Fraction(3, 2)
"""Of a bed."""


def make_film(work: Work) -> None:
    """Frames of a scene or a reel."""
    drawing, (first, last) = _drawing(work), work.params["frames"]

    def tell(done: int) -> bool:
        work.report(done / (last - first))
        return work.stopped()

    write_film(
        _painter(drawing), range(first, last), drawing.fps, (drawing.canvas.width, drawing.canvas.height),
        work.out("film.mp4"), encoding=work.params["encoding"], tell=tell,
    )  # fmt: skip


def _drawing(work: Work) -> Drawing:
    fonts = tuple(map(OwnFont, work.inputs("fonts"), work.params["fonts"])) if "fonts" in work.paths else ()
    return from_params(work.params, fonts)


def _painter(drawing: Drawing) -> Callable[[int], "Image"]:
    scenes, theme, canvas, fps = drawing.scenes, drawing.theme, drawing.canvas, drawing.fps

    def painted(frame: int) -> "Image":
        with own_fonts(drawing.fonts):
            if len(scenes) > 1:
                return paint_reel(scenes, theme, canvas, frame, fps)
            return paint(scenes[0], theme, canvas, frame, fps)

    return painted


def make_still(work: Work) -> None:
    """One frame as a PNG."""
    data = io.BytesIO()
    _painter(_drawing(work))(work.params["frames"]).save(data, "PNG")
    work.out(work.outputs[0]).write_bytes(data.getvalue())


def make_animation(work: Work) -> None:
    """A GIF or WebP within its budget."""
    (name,) = work.outputs
    drawing = _drawing(work)
    data = shrink(
        _painter(drawing), work.params["frames"], drawing.fps, name.rpartition(".")[2], name, work.stopped
    )
    if work.stopped():
        raise Stopped
    work.out(name).write_bytes(data)


def make_sound(work: Work) -> None:
    """Silence, or the bed cut or lengthened by silence to so many samples."""
    samples = work.params["samples"]
    silence = ["-f", "lavfi", "-i", "anullsrc=r=48000:cl=stereo"]
    source = [*SAFE, "-i", address(work.input("bed"))] if "bed" in work.paths else silence
    fade_out = samples - int(FADE_OUT_S * 48_000)
    fades = f",afade=t=in:ns={int(FADE_IN_S * 48_000)},afade=t=out:ss={max(fade_out, 0)}:ns={int(FADE_OUT_S * 48_000)}"
    argv = [
        str(ffmpeg_path()), "-hide_banner", "-nostdin", "-nostats", "-y", "-v", "warning", *source,
        "-map", "0:a:0", "-af",
        f"aresample=48000,aformat=sample_fmts=flt:channel_layouts=stereo,apad,atrim=end_sample={samples}"
        + (fades if "bed" in work.paths else ""),
        "-c:a", "pcm_f32le", "-map_metadata", "-1", "-bitexact", str(work.out("sound.wav")),
    ]  # fmt: skip
    run_tool(argv, stopped=work.stopped)


def make_overlay(work: Work) -> None:
    """A cut-in as it lies over the programme."""
    drawing, length = _drawing(work), work.params["frames"]
    argv = overlay_argv(str(ffmpeg_path()), _whole(drawing), drawing.fps, str(work.out(work.outputs[0])))
    run_tool(argv, stopped=work.stopped, stdin=_faded(work, drawing, length), timeout_s=LONGEST_S)


def _faded(work: Work, drawing: Drawing, length: int) -> Iterator[bytes]:
    for frame in range(length):
        yield cut_in_frame(drawing, frame, length)
        work.report((frame + 1) / length)


def cut_in_frame(drawing: Drawing, frame: int, length: int) -> bytes:
    """RGBA of one frame; the ends fade in and out."""
    image = _painter(drawing)(frame).copy()
    alpha = min(Fraction(frame + 1, FADE_FRAMES), Fraction(length - frame, FADE_FRAMES), Fraction(1))
    image.putalpha(round(255 * alpha))
    return image.tobytes()


def write_cut_in_frame(
    drawing: Drawing, frame: int, length: int, folder: Path, stopped: Callable[[], bool]
) -> Path:
    """One frame of a cut-in as a clip of its own: for a preview. Named by its picture."""
    pixels = cut_in_frame(drawing, frame, length)
    clip = folder / f"cut-in-{sha256(pixels).hexdigest()[:16]}-{drawing.canvas.width}.mkv"
    if not clip.exists():
        part = clip.with_stem(f"{clip.stem}-{get_ident()}")
        argv = overlay_argv(str(ffmpeg_path()), _whole(drawing), drawing.fps, str(part))
        run_tool(argv, stopped=stopped, stdin=iter([pixels]))
        part.replace(clip)
    return clip


def _whole(drawing: Drawing) -> Box:
    return Box(0, 0, drawing.canvas.width, drawing.canvas.height)


RECIPES: dict[str, Recipe] = {
    "infographics.film": make_film,
    "infographics.still": make_still,
    "infographics.animation": make_animation,
    "infographics.sound": make_sound,
    "infographics.overlay": make_overlay,
}
