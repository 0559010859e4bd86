"""How drawn clips are stored that lie over footage: without loss, with their transparency; an ffmpeg command line."""

from collections.abc import Sequence
from fractions import Fraction
from itertools import pairwise

from videopipe.model.overlay import Box


def overlay_argv(ffmpeg: str, area: Box, fps: Fraction, output: str, shown: Sequence[int] = ()) -> list[str]:
    """Raw RGBA on standard input to FFV1 in 4:2:0 with alpha, BT.709, limited range, first timestamp 0.

    The pictures are those of the frames `shown`, each held up to the next; of all frames if it is left out.

    Converted here once, and said how: swscale takes RGB for BT.601, and `overlay` works in 4:2:0 anyway.
    `area` averages colour over 2×2 blocks exactly, which `bleed` counts on. FFV1 against ffvhuff, 5 s of the
    question card: 9 MB against 61 MB, decoded as fast; against PNG: half the size, a sixth of the time.
    """
    graph = (
        f"settb={fps.denominator}/{fps.numerator},setpts={_times(shown)},"
        "scale=out_color_matrix=bt709:out_range=tv:flags=area+accurate_rnd+full_chroma_inp,format=yuva420p,"
        "setparams=range=tv:color_primaries=bt709:color_trc=bt709:colorspace=bt709"
    )
    return [
        ffmpeg, "-hide_banner", "-nostats", "-y", "-v", "warning",
        "-f", "rawvideo", "-pixel_format", "rgba", "-video_size", f"{area.width}x{area.height}",
        "-framerate", f"{fps.numerator}/{fps.denominator}", "-i", "pipe:0",
        "-vf", graph, "-fps_mode", "passthrough",
        "-c:v", "ffv1", "-level", "3", "-slices", "4", "-g", "1", "-threads", "1",
        "-map_metadata", "-1", "-fflags", "+bitexact", "-flags:v", "+bitexact", output,
    ]  # fmt: skip


def _times(shown: Sequence[int]) -> str:
    """The frame's number of picture N, as FFmpeg reads it."""
    held = ((turn, after - before - 1) for turn, (before, after) in enumerate(pairwise(shown), 1))
    return "'N" + "".join(f"+{frames}*gte(N,{turn})" for turn, frames in held if frames) + "'"
