"""Frames to H.264, composed and written through moviepy; only pictures, their sound comes when they are joined."""

import ctypes
from collections.abc import Callable, Mapping
from contextlib import ExitStack, suppress
from fractions import Fraction
from functools import cache
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, Any

from videopipe.engine.disk import is_disk_full
from videopipe.media.probe import count_frames
from videopipe.media.tools import ffmpeg_path
from videopipe.model.errors import DiskFull, Stopped, ToolFailed, WrongFrameCount

if TYPE_CHECKING:
    from PIL.Image import Image

TICKS = 512
"""As segments of footage: so that join finds one clock."""
X264 = "open-gop=0:stitchable=1:bframes=0:rc-lookahead=0:sync-lookahead=0:mbtree=0:weightp=0"
"""Without looking ahead: a third less time and half the memory of veryfast; up to 2.5 times the bytes, 1.9 Mbit/s for a rolling counter."""
BT709 = (
    "scale=out_color_matrix=bt709:out_range=tv:flags=area+accurate_rnd+full_chroma_inp,format=yuv420p,"
    "setparams=range=tv:color_primaries=bt709:color_trc=bt709:colorspace=bt709"
)
"""swscale takes RGB for BT.601 unless it is told."""


M_MMAP_THRESHOLD = -3
"""malloc.h of glibc."""
PICTURE_BYTES = 4 << 20
"""Pictures of 1080p are larger, nearly all else is smaller."""


@cache
def _keep_pictures_off_the_heap() -> None:
    """glibc learns to take blocks of up to 32 MB from its heaps, where small ones between them keep it from giving
    them back: 380 MB where 220 hold all. Other libraries have no such knob, and need none.
    """
    with suppress(AttributeError, OSError, TypeError):
        ctypes.CDLL(None).mallopt(M_MMAP_THRESHOLD, PICTURE_BYTES)


_drawing = Lock()
"""One film is drawn at a time, while others are still encoded: Python would draw no quicker, and hold twice as much."""


def write_film(
    picture: Callable[[int], "Image"],
    frames: range,
    fps: Fraction,
    size: tuple[int, int],
    output: Path,
    *,
    encoding: Mapping[str, Any],
    tell: Callable[[int], bool],
) -> None:
    """Pictures `frames` of `picture` as an MP4 without sound.

    `tell` hears how many are done and says whether to stop. Raises Stopped, ToolFailed, DiskFull, WrongFrameCount.
    """
    import numpy as np
    from moviepy import VideoClip
    from moviepy.video.io import ffmpeg_writer

    _keep_pictures_off_the_heap()
    ffmpeg_writer.FFMPEG_BINARY = str(ffmpeg_path())
    count = len(frames)
    with ExitStack() as turn:
        turn.enter_context(_drawing)
        drawn = _drawn(picture, frames)

        def at(t: float) -> Any:
            number = min(round(t * fps), drawn - 1)
            if tell(number):
                raise Stopped
            array = np.asarray(picture(frames[number]))
            if number == drawn - 1:
                turn.close()
            return array

        # Half a frame more: moviepy rounds down what a float makes of frames / fps.
        clip = VideoClip(at, duration=float((drawn + Fraction(1, 2)) / fps))
        clip.size = size
        try:
            clip.write_videofile(
                str(output), fps=float(fps), codec="libx264", audio=False, preset=encoding["preset"],
                threads=encoding["threads"], ffmpeg_params=_params(fps, encoding, count - drawn), logger=None,
            )  # fmt: skip
        except OSError as error:
            if is_disk_full(error) or "No space left" in str(error):
                raise DiskFull(folder=str(output.parent)) from error
            raise ToolFailed(
                tool="ffmpeg", code=-1, command=f"moviepy: {output.name}", tail=str(error)
            ) from error
    got = count_frames(output)
    if got != count:
        raise WrongFrameCount(what=output.name, got=got, wanted=count, source="moviepy")


def _drawn(picture: Callable[[int], "Image"], frames: range) -> int:
    """How many must be drawn; those behind are the last of them again, which ffmpeg repeats by itself at half the cost."""
    last = picture(frames[-1])
    return next((n + 2 for n in reversed(range(len(frames) - 1)) if picture(frames[n]) is not last), 1)


def _params(fps: Fraction, encoding: Mapping[str, Any], repeated: int) -> list[str]:
    gop = str(round(encoding["gop_s"] * fps))
    return [
        # moviepy tells the rate with two decimals only: the clock is set anew.
        "-vf", f"settb={fps.denominator}/{fps.numerator},setpts=N,{BT709},tpad=stop={repeated}:stop_mode=clone", "-fps_mode", "passthrough", "-enc_time_base", f"{fps.denominator}:{fps.numerator}",
        "-crf", str(encoding["crf"]), "-maxrate", f"{encoding['maxrate_kbps']}k",
        "-bufsize", f"{encoding['bufsize_kbps']}k", "-profile:v", "high", "-level:v", encoding["level"],
        "-g", gop, "-keyint_min", gop, "-sc_threshold", "0", "-x264-params", X264,
        "-color_range", "tv", "-color_primaries", "bt709", "-color_trc", "bt709", "-colorspace", "bt709",
        "-video_track_timescale", str(fps.numerator * TICKS), "-map_metadata", "-1",
        "-fflags", "+bitexact", "-flags:v", "+bitexact",
    ]  # fmt: skip
