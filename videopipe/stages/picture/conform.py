"""How a source's pictures become the canvas's: upright, progressive, square pixels, limited range, BT.709."""

from dataclasses import dataclass
from fractions import Fraction

from videopipe.model.media import VideoStream

NEAR_SHAPE = Fraction(2, 100)
"""Shapes that differ by less are filled and trimmed at the edges rather than given thin bars."""

HDR_TRANSFERS = ("smpte2084", "arib-std-b67")


@dataclass(frozen=True)
class Conform:
    """What has to be done to one source for one canvas."""

    deinterlace: str | None
    """Field order for bwdif: tff or bff."""
    hdr: bool
    full_range: bool
    matrix: str
    scale: tuple[int, int]
    crop: tuple[int, int] | None
    """Centred, after scaling."""
    pad: tuple[int, int] | None
    """Centred, after scaling."""


def decide_conform(video: VideoStream, canvas: tuple[int, int]) -> Conform:
    """The steps from `video` as it is (autorotated by the decoder) to `canvas` pixels."""
    scale, crop, pad = _fit(_display_shape(video), canvas)
    return Conform(
        deinterlace={"top-first": "tff", "bottom-first": "bff"}.get(video.field_order),
        hdr=video.transfer in HDR_TRANSFERS,
        full_range=video.full_range,
        matrix=_matrix(video),
        scale=scale,
        crop=crop,
        pad=pad,
    )


def _display_shape(video: VideoStream) -> Fraction:
    shape = Fraction(video.width, video.height) * video.sample_aspect
    return 1 / shape if video.rotation_deg in (90, 270) else shape


def _matrix(video: VideoStream) -> str:
    """What swscale must undo; untagged pictures follow their size, as players assume."""
    if video.matrix in ("bt470bg", "smpte170m"):
        return "bt601"
    if video.matrix in ("bt2020nc", "bt2020c"):
        return "bt2020"
    if video.matrix == "unknown" and video.height < 720:
        return "bt601"
    return "bt709"


def _fit(
    shape: Fraction, canvas: tuple[int, int]
) -> tuple[tuple[int, int], tuple[int, int] | None, tuple[int, int] | None]:
    """(scaled size, crop, pad) that put a picture of that shape on the canvas."""
    width, height = canvas
    target = Fraction(width, height)
    if shape == target:
        return canvas, None, None
    by_width = (width, _even(width / shape))
    by_height = (_even(height * shape), height)
    wider = shape > target
    if abs(shape / target - 1) < NEAR_SHAPE:
        filled = by_height if wider else by_width
        return filled, (canvas if filled != canvas else None), None
    inside = by_width if wider else by_height
    return inside, None, canvas


def _even(size: Fraction) -> int:
    return round(size / 2) * 2
