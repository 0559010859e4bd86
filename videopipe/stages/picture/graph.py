"""The filter graph of one segment, as an ffmpeg command line; pure.

One decode, the filters once, then a branch to each rendition. Frame-exact by ARCHITECTURE §5: the seek lands
two seconds early on the container's own clock, `fps` is started at the wanted instant and rounds up ("the
frame on screen at n/fps"), and `trim` counts frames. Everything is drawn in the segment's own time, frame 0
first, so that a segment stays as it is when something before it is cut.

File names are fixed words in the working directory: no path of a user ever stands in a filter string.
"""

from collections.abc import Mapping, Sequence
from fractions import Fraction
from math import ceil
from typing import Any

from videopipe.media.bt709 import to_bt709
from videopipe.media.inputs import FORMATS, PROTOCOLS

SEEK_EARLY_S = Fraction(2)
"""A picture may stay on screen long in footage of variable rate; the one wanted must not be jumped over."""
STILL_EARLY_S = Fraction(1, 2)
"""For a still, where being quick matters more than pictures that stay for longer than this."""
STILL: Mapping[str, Any] = {"threads": 0}
"""Decoded as it is, by all processors."""
THUMBNAIL: Mapping[str, Any] = {"threads": 1, "skip_frame": "noref", "skip_loop_filter": "all"}
"""In half the time, where many are decoded side by side: the footage may be a few frames earlier, and a little rough
before it is made small. What is drawn over it is exact.
"""
MICROSECONDS = 1_000_000
LAST_STAYS_S = Fraction(1, 10)
ASS_FILE = "segment.ass"
FONTS_DIR = "fonts"
FILL_SMALL, FILL_BLUR = 8, 4
"""A blur of 32 pixels at an eighth of the size."""
FILL_SHADE = {"y": "16+(val-16)*0.5", "u": "128+(val-128)*0.7", "v": "128+(val-128)*0.7"}
"""Half as bright, and paler."""


def segment_argv(
    params: Mapping[str, Any],
    *,
    ffmpeg: str,
    footage: str,
    overlays: Sequence[str],
    outputs: Sequence[str],
    seek: bool,
) -> list[str]:
    """Arguments that render one segment into one file a rendition.

    `seek=False` reads from the start of the file: slower, for streams that can't be entered midway.
    """
    import ffmpeg as graph

    early = SEEK_EARLY_S if seek else None
    drawn = _drawn(params, footage=footage, overlays=overlays, early=early, reading={"threads": 1})
    branches = drawn.filter_multi_output("split", len(outputs)) if len(outputs) > 1 else [drawn]
    encoded = [
        _output(branches[index], params, rendition, name)
        for index, (rendition, name) in enumerate(zip(params["outputs"], outputs, strict=True))
    ]
    argv: list[str] = graph.get_args(graph.merge_outputs(*encoded))
    return [ffmpeg, *_GLOBAL, *argv]


def still_argv(
    params: Mapping[str, Any],
    *,
    ffmpeg: str,
    footage: str,
    overlays: Sequence[str],
    output: str,
    within: tuple[int, int] | None = None,
    reading: Mapping[str, Any] = STILL,
) -> list[str]:
    """Arguments that draw the first frame of a segment into a PNG, made smaller to fit into `within`; `reading` says
    how the footage is decoded: STILL or THUMBNAIL.
    """
    import ffmpeg as graph

    drawn = _drawn(params, footage=footage, overlays=overlays, early=STILL_EARLY_S, reading=reading)
    fitted = {"w": within[0], "h": within[1], "force_original_aspect_ratio": "decrease"} if within else {}
    rgb = drawn.filter("scale", in_color_matrix="bt709", in_range="limited", **fitted).filter(
        "format", "rgb24"
    )
    argv: list[str] = graph.get_args(
        graph.output(rgb, output, **{"frames:v": 1, "update": 1, "c:v": "png", "compression_level": 1})
    )
    return [ffmpeg, *_GLOBAL, *argv]


_GLOBAL = (
    "-hide_banner", "-nostdin", "-nostats", "-y", "-v", "warning", "-progress", "pipe:1", "-stats_period", "0.5",
    "-filter_complex_threads", "1",
)  # fmt: skip


def _drawn(
    params: Mapping[str, Any],
    *,
    footage: str,
    overlays: Sequence[str],
    early: Fraction | None,
    reading: Mapping[str, Any],
) -> Any:
    """The segment's pictures on the canvas, with everything drawn over them."""
    stream = _conformed(params, footage, early, reading)
    for overlay, name in zip(params["overlays"], overlays, strict=True):
        stream = _laid_over(stream, overlay, name, params)
    if params["ass"] is not None:
        stream = stream.filter("ass", filename=ASS_FILE, fontsdir=FONTS_DIR)
    return stream


def _conformed(
    params: Mapping[str, Any], footage: str, early: Fraction | None, decoding: Mapping[str, Any]
) -> Any:
    import ffmpeg as graph

    source, fps = params["source"], Fraction(params["fps"])
    first, last = params["frames"]
    start = Fraction(source["first_picture"]) + first / fps
    reading: dict[str, Any] = {
        "copyts": None,
        "protocol_whitelist": PROTOCOLS,
        "format_whitelist": FORMATS,
        **decoding,
    }
    if early is not None:
        early += Fraction(source.get("enter_early", 0))
    if early is not None and start - early > Fraction(source["first_picture"]):
        # noaccurate_seek: what is before is left out by `fps`. ffmpeg would count it from the container's start, not
        # from zero, and so leave out as much more as the clock is late: 30 s of many a transport stream.
        reading |= {"seek_timestamp": 1, "noaccurate_seek": None, "ss": _decimal(start - early)}
    stream = graph.input(footage, **reading)[f"{source['index']}"]
    if source["deinterlace"]:
        mode = "send_field" if source.get("each_field") else "send_frame"
        stream = stream.filter("bwdif", mode=mode, parity=source["deinterlace"], deint="all")
    stream = _at_rate(stream, start, fps, source.get("late"))
    stream = stream.filter("trim", end_frame=last - first).filter("setpts", "N")
    return _on_canvas(stream, source, params["canvas"])


def _at_rate(stream: Any, start: Fraction, fps: Fraction, late: str | None) -> Any:
    """The picture on screen `late` after each frame's instant, told by a clock that is fine enough and starts with the
    segment: `fps` rounds `start_time` up to its input's ticks, which may be as long as a picture, and to its own frames
    where it looks for the end. Where the footage ends a little before the edit does, its last picture stays.
    """
    if late is None:
        return stream.filter("fps", _ratio(fps), start_time=_decimal(start), round="up")
    begin = round((start + Fraction(late)) * MICROSECONDS)
    stream = stream.filter("settb", f"1/{MICROSECONDS}").filter("setpts", f"PTS-({begin})")
    stream = stream.filter("fps", _ratio(fps), start_time=0, round="up")
    return stream.filter("tpad", stop=ceil(fps * LAST_STAYS_S), stop_mode="clone")


def _on_canvas(stream: Any, source: Mapping[str, Any], canvas: Sequence[int]) -> Any:
    if window := source.get("window"):
        stream = stream.filter("crop", window["width"], window["height"], window["x"], window["y"])
    stream = _scaled(stream, source)
    if source["crop"]:
        stream = stream.filter("crop", *source["crop"])
    if colours := source.get("colours"):
        stream = _in_bt709(stream, colours, source["hdr"])
    if source["pad"]:
        fill = _filled if source.get("filled") else _barred
        stream = fill(stream, source["scale"], canvas)
    if source.get("limited"):
        stream = _limited(stream)
    stream = stream.filter("setsar", 1).filter("format", "yuv420p")
    return stream.filter(
        "setparams", range="limited", color_primaries="bt709", color_trc="bt709", colorspace="bt709"
    )


def _limited(stream: Any) -> Any:
    """Through R'G'B' of 8 bits, which ends at 0 and 100 %: what is beyond goes, what is within stays (EBU R 103).

    By zscale: 6 ms a picture of 1080p; by swscale, with the flags that keep grey grey, 13.
    """
    rgb = stream.filter("zscale", matrixin="709", matrix="gbr", rangein="limited", range="full")
    rgb = rgb.filter("format", "gbrp")
    return rgb.filter("zscale", matrixin="gbr", matrix="709", rangein="full", range="limited")


def _scaled(stream: Any, source: Mapping[str, Any]) -> Any:
    """In limited range, and with BT.709's matrix unless the colours are converted afterwards.

    Ten bits become eight with swscale's ordered dither, its default (tests: a gradient shows no bands).
    """
    width, height = source["scale"]
    return stream.filter(
        "scale",
        width,
        height,
        flags="bicubic+accurate_rnd",
        in_range="full" if source["full_range"] else "limited",
        in_color_matrix=source["matrix"],
        out_range="limited",
        out_color_matrix=source["matrix"] if source.get("colours") else "bt709",
    )


def _in_bt709(stream: Any, colours: Mapping[str, str], hdr: bool) -> Any:
    """Another matrix, other primaries, or HDR to SDR BT.709; scaled before, as linear light is dear."""
    for name, places, named in to_bt709(colours, hdr):
        stream = stream.filter(name, *places, **named)
    return stream.filter("format", "yuv420p")


def _barred(stream: Any, _: Sequence[int], canvas: Sequence[int]) -> Any:
    return stream.filter("pad", canvas[0], canvas[1], "(ow-iw)/2", "(oh-ih)/2")


def _filled(stream: Any, size: Sequence[int], canvas: Sequence[int]) -> Any:
    """The picture over itself, blurred and darkened so that nobody looks there; blurred small, as it is cheaper."""
    import ffmpeg as graph

    width, height = (side // FILL_SMALL // 2 * 2 for side in canvas)
    halves = stream.filter("format", "yuv420p").filter_multi_output("split", 2)
    sharp, below = halves[0], halves[1]
    below = below.filter("scale", width, height, force_original_aspect_ratio="increase", flags="area").filter(
        "crop", width, height
    )
    below = below.filter("gblur", sigma=FILL_BLUR).filter("lutyuv", **FILL_SHADE)
    below = below.filter("scale", *canvas, flags="bicubic")
    x, y = ((whole - part) // 4 * 2 for whole, part in zip(canvas, size, strict=True))
    return graph.overlay(below, sharp, x=x, y=y)


def _laid_over(stream: Any, overlay: Mapping[str, Any], name: str, params: Mapping[str, Any]) -> Any:
    import ffmpeg as graph

    at, length = overlay["at"], overlay["length"]
    if overlay["backdrop"] is not None:
        stream = _backdrop(stream, overlay, params)
    clip = graph.input(name, threads=1)["v"]
    # A still holds its one frame. A clip holds each picture up to the next; it is entered where the segment begins.
    if not overlay["still"]:
        clip = clip.filter("fps", _ratio(Fraction(params["fps"])), start_time=0).filter(
            "trim", start_frame=max(-at, 0)
        )
    clip = _on_frame(clip, max(at, 0), params)
    return graph.overlay(
        stream,
        clip,
        x=overlay["x"],
        y=overlay["y"],
        eof_action="repeat" if overlay["still"] else "pass",
        enable=f"between(n,{max(at, 0)},{at + length - 1})",
    )


def _on_frame(stream: Any, frame: int, params: Mapping[str, Any]) -> Any:
    """The stream's frames numbered from `frame` on. Time base one frame, so that no rounding can repeat one."""
    fps = Fraction(params["fps"])
    return stream.filter("settb", _ratio(1 / fps)).filter("setpts", f"N+{frame}")


def _backdrop(stream: Any, overlay: Mapping[str, Any], params: Mapping[str, Any]) -> Any:
    """The footage below a card, blurred and tinted, faded in and out by the card's own clock."""
    import ffmpeg as graph

    fps = Fraction(params["fps"])
    drop, at, length = overlay["backdrop"], overlay["at"], overlay["length"]
    width, height = params["canvas"]
    small = 8  # blurred at an eighth of the size: the same look at a sixtieth of the work
    first = max(at, 0)
    halves = stream.filter_multi_output("split", 2)
    plain, below = halves[0], halves[1]
    below = below.filter("trim", start_frame=first, end_frame=at + length)
    below = below.filter("scale", width // small, height // small, flags="area")
    below = below.filter("gblur", sigma=_decimal(Fraction(drop["blur_px"], small)))
    below = below.filter("lutyuv", **_tint(drop["colour"], drop["opacity_pct"]))
    below = below.filter("scale", width, height, flags="bicubic").filter("format", "yuva420p")
    below = _on_frame(below, first - at, params)
    below = below.filter("fade", type="in", start_time=0, duration=_decimal(drop["fade_in"] / fps), alpha=1)
    below = below.filter(
        "fade",
        type="out",
        start_time=_decimal((length - drop["fade_out"]) / fps),
        duration=_decimal(drop["fade_out"] / fps),
        alpha=1,
    )
    below = _on_frame(below, first, params)
    return graph.overlay(plain, below, eof_action="pass")


def _tint(colour: str, opacity_pct: int) -> dict[str, str]:
    """Each plane's value mixed with the colour's, BT.709 in limited range.

    Not `drawbox`: it takes every colour for BT.601.
    """
    red, green, blue = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    luma = 0.2126 * red + 0.7152 * green + 0.0722 * blue
    planes = {
        "y": 16 + 219 * luma,
        "u": 128 + 224 * (blue - luma) / 1.8556,
        "v": 128 + 224 * (red - luma) / 1.5748,
    }
    share = opacity_pct / 100
    return {plane: f"val*{1 - share:.2f}+{value * share:.2f}" for plane, value in planes.items()}


def _output(stream: Any, params: Mapping[str, Any], rendition: Mapping[str, Any], name: str) -> Any:
    import ffmpeg as graph

    encoding, fps = params["encoding"], Fraction(params["fps"])
    size = [rendition["width"], rendition["height"]]
    if size != list(params["canvas"]):
        stream = stream.filter("scale", *size, flags="bicubic+accurate_rnd")
    gop = round(encoding["gop_s"] * fps)
    first, last = params["frames"]
    return graph.output(
        stream,
        name,
        **{
            "frames:v": last - first,
            "fps_mode": "passthrough",
            "c:v": "libx264",
            "preset": encoding["preset"],
            "threads": encoding["threads"],
            "crf": rendition["crf"],
            "maxrate": f"{rendition['maxrate_kbps']}k",
            "bufsize": f"{rendition['bufsize_kbps']}k",
            "profile:v": "high",
            "level:v": rendition["level"],
            "pix_fmt": "yuv420p",
            "g": gop,
            "keyint_min": gop,
            "sc_threshold": 0,
            # stitchable: headers don't depend on the content, so that segments can follow each other
            "x264-params": "open-gop=0:stitchable=1",
            "color_range": "tv",
            "color_primaries": "bt709",
            "color_trc": "bt709",
            "colorspace": "bt709",
            "video_track_timescale": fps.numerator * 512,
            "map_metadata": -1,
            "bitexact": None,
        },
    )


def _decimal(value: Fraction) -> str:
    """Decimal text to the microsecond, which is as far as ffmpeg reads."""
    return f"{float(value):.6f}".rstrip("0").rstrip(".")


def _ratio(value: Fraction) -> str:
    return str(value.numerator) if value.denominator == 1 else f"{value.numerator}/{value.denominator}"
