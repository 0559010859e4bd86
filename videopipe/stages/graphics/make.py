"""Draws overlays and stores them without loss, with their transparency."""

from collections.abc import Callable, Iterator
from hashlib import sha256
from pathlib import Path
from threading import get_ident
from typing import TYPE_CHECKING

from videopipe.drawing.paint import bleed
from videopipe.engine.work import Recipe, Work
from videopipe.media.overlay import overlay_argv
from videopipe.media.run import run_tool
from videopipe.media.tools import ffmpeg_path
from videopipe.stages.graphics.check import check_graphic
from videopipe.stages.graphics.draw import draw
from videopipe.stages.graphics.layout import box
from videopipe.stages.graphics.params import Drawing, from_params
from videopipe.stages.graphics.plan import OUTPUT

if TYPE_CHECKING:
    from PIL.Image import Image

LONGEST_S = 600


def make_overlay(work: Work) -> None:
    """All frames of one graphic. Raises what `check_graphic` raises."""
    logo = work.input("logo") if work.params["said"].get("logo") else None
    drawing = from_params(work.params, logo)
    check_graphic(drawing.graphic, drawing.theme, drawing.canvas)
    area = box(drawing.graphic, drawing.canvas)
    argv = overlay_argv(str(ffmpeg_path()), area, drawing.fps, str(work.out(OUTPUT)))
    run_tool(argv, stopped=work.stopped, stdin=_frames(work, drawing), timeout_s=LONGEST_S)


def write_frame(drawing: Drawing, frame: int, folder: Path, stopped: Callable[[], bool]) -> Path:
    """One frame of a graphic as a clip of its own, in the colours of the whole: for a preview.

    Named by its picture: the same one isn't written again, also where threads share the folder.
    """
    pixels, area = bleed(_drawn(drawing, frame)).tobytes(), box(drawing.graphic, drawing.canvas)
    clip = folder / f"overlay-{sha256(pixels).hexdigest()[:16]}-{area.width}.mkv"
    if not clip.exists():
        part = clip.with_stem(f"{clip.stem}-{get_ident()}")
        argv = overlay_argv(str(ffmpeg_path()), area, drawing.fps, str(part))
        run_tool(argv, stopped=stopped, stdin=iter([pixels]))
        part.replace(clip)
    return clip


def _frames(work: Work, drawing: Drawing) -> Iterator[bytes]:
    """RGBA bytes, frame after frame; while nothing moves, the same ones."""
    length = len(drawing.graphic.frames)
    before, data = None, b""
    for frame in range(length):
        image = _drawn(drawing, frame)
        if image is not before:
            before, data = image, bleed(image).tobytes()
        yield data
        work.report((frame + 1) / length)


def _drawn(drawing: Drawing, frame: int) -> "Image":
    return draw(drawing.graphic, drawing.theme, drawing.canvas, frame, drawing.fps, drawing.logo)


RECIPES: dict[str, Recipe] = {"graphics.overlay": make_overlay}
