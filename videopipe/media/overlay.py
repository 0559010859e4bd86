"""How drawn clips are stored that lie over footage: without loss, with their transparency; an ffmpeg command line."""

from fractions import Fraction

from videopipe.model.overlay import Box


def overlay_argv(ffmpeg: str, area: Box, fps: Fraction, output: str) -> list[str]:
    """Raw RGBA on standard input to FFV1 in 4:2:0 with alpha, BT.709, limited range, first timestamp 0.

    Converted here once, and said how: swscale takes RGB for BT.601, and `overlay` works in 4:2:0 anyway.
    `area` averages colour over 2×2 blocks exactly, which `bleed` counts on. FFV1 against ffvhuff, 5 s of the
    question card: 9 MB against 61 MB, decoded as fast; against PNG: half the size, a sixth of the time.
    """
    graph = (
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
