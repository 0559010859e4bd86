"""Runs footage through the graph of a segment and reads the pictures that would go into the encoder."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from pathlib import Path
from typing import Any, cast

import numpy as np

from tests.media import STAMP_BITS, STAMP_SIZE
from videopipe.engine.task import canonical
from videopipe.media.probe import probe
from videopipe.media.run import run_tool
from videopipe.media.tools import ffmpeg_path
from videopipe.model.media import VideoStream
from videopipe.stages.picture.conform import decide_conform
from videopipe.stages.picture.graph import segment_argv
from videopipe.stages.picture.plan import conform_params

Plane = np.ndarray[Any, np.dtype[np.uint8]]
PAL = Fraction(25)


@dataclass(frozen=True)
class Picture:
    """One picture in YUV 4:2:0."""

    y: Plane
    u: Plane
    v: Plane

    def at(self, x: int, y: int) -> tuple[int, int, int]:
        """Numbers of one place."""
        return int(self.y[y, x]), int(self.u[y // 2, x // 2]), int(self.v[y // 2, x // 2])


def video_of(source: Path, **changes: Any) -> VideoStream:
    """What the probe says of it, corrected by `changes`."""
    video = probe(source).video
    assert video is not None
    return replace(video, **changes)


def conformed(
    source: Path,
    canvas: tuple[int, int],
    frames: tuple[int, int] = (0, 1),
    *,
    fps: Fraction = PAL,
    fit: str = "fill",
    seek: bool = True,
    limit: bool = False,
    **changes: Any,
) -> list[Picture]:
    """Pictures of one segment; `changes` correct the probe."""
    output = source.with_suffix(".yuv")
    argv = _argv(video_of(source, **changes), source, canvas, frames, fps, fit, seek, limit)
    label = argv[argv.index("-map") + 1]
    raw = ["-map", label, "-fps_mode", "passthrough", "-f", "rawvideo", str(output)]
    run_tool([*argv[: argv.index("-map")], *raw], stopped=lambda: False)
    return _pictures(output.read_bytes(), canvas)


def encoded(
    source: Path,
    output: Path,
    canvas: tuple[int, int],
    frames: tuple[int, int],
    fit: str = "fill",
    *,
    limit: bool = False,
) -> None:
    """The segment as the recipe writes it."""
    argv = _argv(video_of(source), source, canvas, frames, PAL, fit, True, limit)
    run_tool([*argv[:-1], str(output)], stopped=lambda: False)


def _argv(
    video: VideoStream,
    source: Path,
    canvas: tuple[int, int],
    frames: tuple[int, int],
    fps: Fraction,
    fit: str,
    seek: bool,
    limit: bool = False,
) -> list[str]:
    steps = conform_params(decide_conform(video, canvas, fps, fit, limit=limit))
    params: dict[str, Any] = {
        "source": {**steps, "first_picture": video.first_picture, "index": video.index},
        "fps": fps, "frames": list(frames), "canvas": list(canvas), "ass": None, "overlays": [],
        "outputs": [{"width": canvas[0], "height": canvas[1], "level": "4.0", "crf": 20, "maxrate_kbps": 900, "bufsize_kbps": 900}],
        "encoding": {"preset": "superfast", "gop_s": 2, "threads": 1},
    }  # fmt: skip
    plain = cast("dict[str, Any]", canonical(params))
    return segment_argv(
        plain, ffmpeg=str(ffmpeg_path()), footage=str(source), overlays=[], outputs=["x.mp4"], seek=seek
    )


def _pictures(raw: bytes, canvas: tuple[int, int]) -> list[Picture]:
    width, height = canvas
    luma, chroma = width * height, width * height // 4
    found = []
    for start in range(0, len(raw), luma + 2 * chroma):
        whole = np.frombuffer(raw, np.uint8, luma + 2 * chroma, start)
        y, u, v = whole[:luma], whole[luma : luma + chroma], whole[luma + chroma :]
        half = height // 2, width // 2
        found.append(Picture(y.reshape(height, width), u.reshape(half), v.reshape(half)))
    return found


def numbers(pictures: Sequence[Picture]) -> list[int]:
    """What `tests.media.stamp` wrote into each picture of its size."""
    return [_number(picture.y) for picture in pictures]


def _number(luma: Plane) -> int:
    each = STAMP_SIZE[0] // STAMP_BITS
    number = 0
    for bit in range(STAMP_BITS):
        inside = luma[luma.shape[0] // 4 : -luma.shape[0] // 4, bit * each + 4 : (bit + 1) * each - 4]
        number = number << 1 | ((number & 1) ^ int(inside.mean() > 125))
    return number
