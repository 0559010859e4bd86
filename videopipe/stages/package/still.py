"""One exact picture of a delivered video as a JPEG."""

import io
from pathlib import Path
from typing import TYPE_CHECKING

from videopipe.media.inputs import open_input
from videopipe.model.errors import TaskError

if TYPE_CHECKING:
    from av.container import InputContainer
    from av.video.frame import VideoFrame
    from av.video.stream import VideoStream
    from PIL.Image import Image as Picture

LARGEST_BYTES = 1_000_000
"""Of a still picture (DEL-33: at most 1 MB)."""

_QUALITIES = (92, 88, 84, 80, 74, 68, 60, 50, 40, 30)
"""JPEG qualities, best first; nearly everything stays at the first."""

_TO_RGB = "in_color_matrix=bt709:in_range=tv:out_range=pc:flags=bicubic+accurate_rnd+full_chroma_int"
"""Deliverables are BT.709, limited range (DEL-02). Without accurate_rnd flat colours come out up to 3 steps off."""


class NoSuchFrame(TaskError):
    """A still beyond the end."""

    en = "{file} has {frames} pictures, so there is no picture {frame} (counted from 0) to take a still from"
    zh = "{file} 共 {frames} 帧，没有第 {frame} 帧（从 0 计数）可供截图"


class TooDetailed(TaskError):
    """A picture that no quality makes small enough."""

    en = "picture {frame} of {file} doesn't fit into {limit} bytes as a JPEG. Take another picture, or a smaller size"
    zh = "{file} 第 {frame} 帧无法压缩到 {limit} 字节以内。请改用其他画面或更小的尺寸"


def take_still(video: Path, frame: int, size: tuple[int, int] | None) -> bytes:
    """Picture `frame` (from 0) as a JPEG in sRGB, at most 1 MB. Raises NoSuchFrame, TooDetailed."""
    from PIL import Image, ImageOps

    picture = _to_rgb(_read_frame(video, frame))
    if size is not None and picture.size != size:
        picture = ImageOps.fit(picture, size, Image.Resampling.LANCZOS)
    jpeg = _encode(picture)
    if jpeg is None:
        raise TooDetailed(file=video.name, frame=frame, limit=LARGEST_BYTES)
    return jpeg


def _read_frame(video: Path, number: int) -> "VideoFrame":

    with open_input(video) as container:
        stream = container.streams.video[0]
        times = sorted(packet.pts for packet in container.demux(stream) if packet.pts is not None)
        if not 0 <= number < len(times):
            raise NoSuchFrame(file=video.name, frames=len(times), frame=number)
        found = _decode_at(container, stream, times[number])
    if found is None:
        raise NoSuchFrame(file=video.name, frames=len(times), frame=number)
    return found


def _decode_at(container: "InputContainer", stream: "VideoStream", pts: int) -> "VideoFrame | None":
    """The picture whose time is exactly `pts`, in ticks of the stream."""
    container.seek(pts, stream=stream, backward=True)
    for picture in container.decode(stream):
        if picture.pts is not None and picture.pts >= pts:
            return picture if picture.pts == pts else None
    return None


def _to_rgb(picture: "VideoFrame") -> "Picture":
    from av.filter import Graph
    from PIL import Image

    graph = Graph()
    source = graph.add_buffer(
        width=picture.width, height=picture.height, format=picture.format, time_base=picture.time_base
    )
    graph.link_nodes(
        source, graph.add("scale", _TO_RGB), graph.add("format", "rgb24"), graph.add("buffersink")
    )
    graph.configure()
    graph.push(picture)
    return Image.fromarray(graph.vpull().to_ndarray())


def _encode(picture: "Picture") -> bytes | None:
    """The best JPEG that fits. The colour space is declared in Exif: an ICC profile would carry a date."""
    from PIL import Image

    exif = Image.Exif()
    exif.get_ifd(0x8769)[0xA001] = 1  # ExifIFD: ColorSpace = sRGB
    for quality in _QUALITIES:
        jpeg = io.BytesIO()
        picture.save(jpeg, "JPEG", quality=quality, optimize=True, progressive=True, exif=exif)
        if jpeg.tell() <= LARGEST_BYTES:
            return jpeg.getvalue()
    return None
