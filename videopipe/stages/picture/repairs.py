"""What is done to a source's pictures for a layout, told to people: a row a step, before and after; pure.

Says which finding asks for each step. What a source needs is decided in conform.py and only told here.
"""

from collections.abc import Callable
from fractions import Fraction

from videopipe.model.colours import colours_of
from videopipe.model.findings import Repair, Words
from videopipe.model.media import VideoStream
from videopipe.stages.picture.conform import Conform, Size, picture_of

WHERE = "picture"
COLOUR_NAMES = {
    "bt470bg": "BT.601 of 625 lines", "smpte170m": "BT.601 of 525 lines", "bt2020": "BT.2020", "bt709": "BT.709",
    "smpte432": "Display P3", "smpte240m": "SMPTE 240M", "bt470m": "BT.470 M",
}  # fmt: skip
MATRIX_NAMES = {
    "bt470bg": "BT.601", "smpte170m": "BT.601", "bt709": "BT.709", "bt2020nc": "BT.2020", "bt2020c": "BT.2020 CL",
    "smpte240m": "SMPTE 240M",
}  # fmt: skip

Rule = Callable[[VideoStream, Conform, Size, Fraction], Repair | None]


def repairs(video: VideoStream, conform: Conform, canvas: Size, fps: Fraction) -> tuple[Repair, ...]:
    """The steps that are taken, in the order in which they are taken; none for footage that is as it should be."""
    told = (rule(video, conform, canvas, fps) for rule in RULES)
    return tuple(repair for repair in told if repair is not None)


def _repair(step: str, finding: str, before: str, after: str, en: str, zh: str) -> Repair:
    return Repair(step, f"picture.{finding}", WHERE, before, after, Words(en, zh))


def _start(video: VideoStream, _: Conform, __: Size, ___: Fraction) -> Repair | None:
    if video.first_picture == 0:
        return None
    return _repair(
        "start-at-zero", "late-start", f"{float(video.first_picture):.3f} s", "0 s",
        "The first picture's time becomes the start of the programme.", "以首帧时间作为节目起点。",
    )  # fmt: skip


def _turned(video: VideoStream, _: Conform, __: Size, ___: Fraction) -> Repair | None:
    if video.rotation_deg == 0:
        return None
    return _repair(
        "turn", "rotated", f"{video.rotation_deg}°", "0°",
        "The picture is turned upright for good, not by a note in the file.", "画面直接转正，不再依赖文件中的旋转标记。",
    )  # fmt: skip


def _mirrored(video: VideoStream, _: Conform, __: Size, ___: Fraction) -> Repair | None:
    if not video.mirrored:
        return None
    return _repair(
        "mirror", "mirrored", "mirrored", "as seen",
        "The picture is turned over as the file asks.", "按文件标记将画面镜像翻转。",
    )  # fmt: skip


def _deinterlaced(video: VideoStream, conform: Conform, _: Size, __: Fraction) -> Repair | None:
    if conform.deinterlace is None:
        return None
    rate = video.timing.fps
    before = f"{_rate(rate * 2)} fields/s, {video.field_order}"
    after = f"{_rate(rate * (2 if conform.each_field else 1))} progressive pictures/s"
    return _repair(
        "deinterlace", "interlaced", before, after,
        "Pairs of fields become whole pictures (bwdif), in the order of the fields.", "隔行画面去隔行（bwdif），场序正确。",
    )  # fmt: skip


def _constant_rate(video: VideoStream, _: Conform, __: Size, fps: Fraction) -> Repair | None:
    if video.timing.constant:
        return None
    return _repair(
        "constant-rate", "variable-rate", _uneven(video), f"{_rate(fps)} fps",
        "Each frame shows the picture that is on screen at its time; sound stays in step.",
        "可变帧率转为固定帧率：每帧取该时刻的画面，声画保持同步。",
    )  # fmt: skip


def _uneven(video: VideoStream) -> str:
    shortest, longest = (f"{float(t * 1000):.0f}" for t in (video.timing.shortest, video.timing.longest))
    return f"{_rate(video.average_fps)} fps, {shortest}–{longest} ms"


def _other_rate(video: VideoStream, conform: Conform, _: Size, fps: Fraction) -> Repair | None:
    rate = video.timing.fps * (2 if conform.each_field else 1)
    if not video.timing.constant or rate in (0, fps):
        return None
    return _repair(
        "convert-rate", "other-rate", f"{_rate(rate)} fps", f"{_rate(fps)} fps",
        "Each frame shows the picture that is on screen at its time; none is blended.",
        "转换帧率：每帧取该时刻的画面，不做混合。",
    )  # fmt: skip


def _data_lines(video: VideoStream, conform: Conform, _: Size, __: Fraction) -> Repair | None:
    if not video.data_lines or conform.window is None:
        return None
    return _repair(
        "cut-data-lines", "data-lines", f"{video.height} lines", f"{video.height - video.data_lines} lines",
        "Lines above the picture that carry data are left out.", "裁去画面上方的数据行（VBI）。",
    )  # fmt: skip


def _square(video: VideoStream, conform: Conform, _: Size, __: Fraction) -> Repair | None:
    if video.sample_aspect == 1:
        return None
    before = f"{video.width}x{video.height}, pixels {_ratio(video.sample_aspect)}"
    return _repair(
        "square-pixels", "not-square", before, f"{_size(conform.scale)}, pixels 1:1",
        "The picture is scaled to square pixels, in its true shape.", "转换为方形像素，保持正确的画面比例。",
    )  # fmt: skip


def _even(video: VideoStream, conform: Conform, _: Size, __: Fraction) -> Repair | None:
    if video.width % 2 == 0 and video.height % 2 == 0:
        return None
    return _repair(
        "even-size", "odd-size", f"{video.width}x{video.height}", _size(conform.scale),
        "The picture is scaled to even numbers of pixels.", "画面尺寸调整为偶数像素。",
    )  # fmt: skip


def _tone_mapped(video: VideoStream, conform: Conform, _: Size, __: Fraction) -> Repair | None:
    if not conform.hdr:
        return None
    return _repair(
        "tone-map", "hdr", f"HDR ({video.hdr}), {video.bit_depth} bit", "SDR, BT.709, 8 bit",
        "Light is brought into standard range: faces and grey stay, only highlights are compressed.",
        "HDR 映射为 SDR：人脸和中间调保持不变，仅压缩高光。",
    )  # fmt: skip


def _range(video: VideoStream, _: Conform, __: Size, ___: Fraction) -> Repair | None:
    if not video.full_range:
        return None
    return _repair(
        "limit-range", "full-range", "0–255", "16–235",
        "Levels are scaled from full to broadcast range.", "亮度由全范围转换为广播范围。",
    )  # fmt: skip


def _colours(video: VideoStream, conform: Conform, _: Size, __: Fraction) -> Repair | None:
    colours = colours_of(video)
    if colours.is_hdr or conform.colours is None:
        return None
    before = f"{COLOUR_NAMES.get(colours.primaries, colours.primaries)}, matrix {MATRIX_NAMES.get(colours.matrix, colours.matrix)}"
    asked = "untagged" if {video.primaries, video.matrix} <= {"unknown", "bt709"} else "other-colours"
    return _repair(
        "convert-colours", asked, before, "BT.709",
        "Colours are converted, not only named anew.", "色彩按标准真实转换为 BT.709，而非仅改标签。",
    )  # fmt: skip


def _levels(_video: VideoStream, conform: Conform, _: Size, __: Fraction) -> Repair | None:
    """Asked for by the fields already, where there are any."""
    if not conform.limited:
        return None
    return _repair(
        "limit-levels", "interlaced" if conform.deinterlace else "levels", "beyond 100 %", "0–100 %",
        "What is too bright or too saturated is brought to the nearest legal colour.", "过亮或过饱和的部分限制到最接近的合法颜色。",
    )  # fmt: skip


def _depth(video: VideoStream, conform: Conform, _: Size, __: Fraction) -> Repair | None:
    if (video.bit_depth <= 8 and video.chroma == "4:2:0") or conform.hdr:
        return None
    return _repair(
        "reduce-depth", "deep-colour", f"{video.chroma}, {video.bit_depth} bit", "4:2:0, 8 bit",
        "Depth is reduced with dither, so that slopes show no bands.", "降为 8 位 4:2:0，并加抖动以避免色带。",
    )  # fmt: skip


def _shape(video: VideoStream, conform: Conform, canvas: Size, _: Fraction) -> Repair | None:
    cut = conform.window not in (None, picture_of(video))
    if conform.pad is None and not cut:
        return None
    step = "crop" if cut else "fill" if conform.filled else "bars"
    en, zh = _SHAPE_WORDS[step]
    mismatch = "narrow" if video.shape < Fraction(*canvas) else "wide"
    return _repair(step, mismatch, _size(_seen(video)), _size(canvas), en, zh)


_SHAPE_WORDS = {
    "crop": ("The middle of the picture is shown.", "截取画面中间部分。"),
    "fill": ("All of the picture is shown, over itself blurred and darkened.", "完整画面居中，周围用其自身的模糊暗化画面填充。"),
    "bars": ("All of the picture is shown, between black bars.", "完整画面居中，周围留黑边。"),
}  # fmt: skip


def _seen(video: VideoStream) -> Size:
    """Pixels as they are seen: square and upright."""
    width = round(video.width * video.sample_aspect)
    return (video.height, width) if video.rotation_deg in (90, 270) else (width, video.height)


def _rate(fps: Fraction) -> str:
    return f"{float(fps):.5g}"


def _ratio(aspect: Fraction) -> str:
    return f"{aspect.numerator}:{aspect.denominator}"


def _size(size: Size) -> str:
    return f"{size[0]}x{size[1]}"


RULES: tuple[Rule, ...] = (
    _start, _turned, _mirrored, _deinterlaced, _constant_rate, _other_rate, _data_lines, _square, _even, _tone_mapped,
    _range, _colours, _levels, _depth, _shape,
)  # fmt: skip
"""In the order of the graph."""
