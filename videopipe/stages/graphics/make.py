"""Draws overlays and stores them without loss, with their transparency."""

from collections.abc import Callable, Iterator, Sequence
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
from videopipe.stages.graphics.draw import draw, keyframes
from videopipe.stages.graphics.layout import box
from videopipe.stages.graphics.params import Drawing, from_params
from videopipe.stages.graphics.plan import OUTPUT
from videopipe.text.fonts import OwnFont

if TYPE_CHECKING:
    from PIL.Image import Image

LONGEST_S = 600


def make_overlay(work: Work) -> None:
    """One graphic: each picture once, at its time; what stands still is held. Raises what `check_graphic` raises."""
    logo = work.input("logo") if work.params["said"].get("logo") else None
    fonts = tuple(map(OwnFont, work.inputs("fonts"), work.params["fonts"])) if "fonts" in work.paths else ()
    drawing = from_params(work.params, logo, fonts)
    said = drawing.graphic, drawing.theme, drawing.canvas
    check_graphic(*said, drawing.fonts)
    area, shown = box(drawing.graphic, drawing.canvas), keyframes(*said, drawing.fps, logo, fonts)
    argv = overlay_argv(str(ffmpeg_path()), area, drawing.fps, str(work.out(OUTPUT)), shown)
    run_tool(argv, stopped=work.stopped, stdin=_pictures(work, drawing, shown), timeout_s=LONGEST_S)


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


def _pictures(work: Work, drawing: Drawing, shown: Sequence[int]) -> Iterator[bytes]:
    """RGBA bytes of each frame of `shown`."""
    for turn, frame in enumerate(shown, 1):
        yield bleed(_drawn(drawing, frame)).tobytes()
        work.report(turn / len(shown))


def _drawn(drawing: Drawing, frame: int) -> "Image":
    said = drawing.graphic, drawing.theme, drawing.canvas
    return draw(*said, frame, drawing.fps, drawing.logo, drawing.fonts)


RECIPES: dict[str, Recipe] = {"graphics.overlay": make_overlay}
