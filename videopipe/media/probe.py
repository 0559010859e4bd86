"""What a media file is, read by PyAV from the file itself: header, every packet, the first picture.

Counts packets rather than trusting the header: durations and frame counts in headers are often wrong.
"""

import json
from dataclasses import asdict, dataclass
from fractions import Fraction
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from videopipe.model.errors import FootageRefused
from videopipe.model.media import AudioStream, MediaInfo, VideoStream

if TYPE_CHECKING:
    import av
    import av.container
    from pydantic import TypeAdapter

# AVColor… numbers of FFmpeg's pixfmt.h, in the words of its command line; 2 is "unspecified".
_PRIMARIES = {
    1: "bt709",
    4: "bt470m",
    5: "bt470bg",
    6: "smpte170m",
    7: "smpte240m",
    9: "bt2020",
    12: "smpte432",
}
_TRANSFERS = {
    1: "bt709", 4: "gamma22", 5: "gamma28", 6: "smpte170m", 8: "linear", 11: "iec61966-2-4", 13: "iec61966-2-1",
    14: "bt2020-10", 15: "bt2020-12", 16: "smpte2084", 18: "arib-std-b67",
}  # fmt: skip
_MATRICES = {0: "gbr", 1: "bt709", 5: "bt470bg", 6: "smpte170m", 7: "smpte240m", 9: "bt2020nc", 10: "bt2020c"}
_FIELD_ORDERS = {1: "progressive", 2: "top-first", 3: "bottom-first", 4: "top-first", 5: "bottom-first"}


class Unreadable(FootageRefused):
    """Not a media file, or broken beyond reading."""

    en = "{file} can't be read as video or sound ({why}). It may be cut off or not a media file: send it again, or export it anew"
    zh = "{file} 无法作为音视频读取（{why}）。文件可能传输中断或并非音视频文件：请重新上传，或重新导出"


class EmptyFile(FootageRefused):
    """Nothing inside."""

    en = "{file} is empty or not a file. Send it again"
    zh = "{file} 是空文件或并非文件。请重新上传"


@dataclass
class _Tally:
    """What going through all packets of one stream shows."""

    packets: int = 0
    size_bytes: int = 0
    first: int | None = None
    end: int | None = None
    longest_key_gap: int = 0
    last_key: int | None = None
    last_duration: int = 0

    def add(self, pts: int, duration: int, size: int, is_key: bool) -> None:
        self.packets += 1
        self.size_bytes += size
        self.first = pts if self.first is None else min(self.first, pts)
        self.end = pts + duration if self.end is None else max(self.end, pts + duration)
        if is_key:
            if self.last_key is not None:
                self.longest_key_gap = max(self.longest_key_gap, pts - self.last_key)
            self.last_key = pts

    @property
    def key_gap(self) -> int:
        """Longest way from a key picture to the next, or to the end."""
        last = (self.end or 0) - self.last_key if self.last_key is not None else 0
        return max(self.longest_key_gap, last)


def probe(path: Path) -> MediaInfo:
    """Facts about the file; raises Unreadable (footage refused) if no stream can be read."""
    import av

    if not path.is_file() or path.stat().st_size == 0:
        raise EmptyFile(file=str(path))
    try:
        with av.open(str(path), options={"protocol_whitelist": "file"}) as container:
            return _read(path, container)
    except (av.FFmpegError, ValueError, IndexError) as error:
        raise Unreadable(file=str(path), why=getattr(error, "strerror", None) or str(error)) from error


def _read(path: Path, container: "av.container.InputContainer") -> MediaInfo:
    videos = [stream for stream in container.streams.video if _is_known(stream) and not _is_cover(stream)]
    # The first picture of a stream tells field order and rotation, which headers often don't.
    picture = _first_picture(container, videos[0]) if videos else None
    tallies = _tally(container)
    video = _video(videos[0], tallies, picture) if videos and videos[0].index in tallies else None
    audio = tuple(
        _audio(stream, tallies[stream.index])
        for stream in container.streams.audio
        if _is_known(stream) and stream.index in tallies
    )
    if video is None and not audio:
        raise Unreadable(file=str(path), why="no picture and no sound inside")
    lengths = [stream.duration for stream in (video, *audio) if stream is not None]
    return MediaInfo(
        container=container.format.name,
        size_bytes=path.stat().st_size,
        duration=max(lengths),
        video=video,
        audio=audio,
        other_streams=tuple(_other(stream) for stream in container.streams if _is_other(stream)),
        declared_duration=Fraction(container.duration, 1_000_000) if container.duration else None,
        timecode=_timecode(container),
        moov_first=_moov_first(path),
    )


def _is_known(stream: Any) -> bool:
    """Whether there is a decoder for it: a track without a description has none."""
    return stream.codec_context is not None


def _is_cover(stream: Any) -> bool:
    return bool(stream.disposition & stream.disposition.__class__.attached_pic)


def _is_other(stream: Any) -> bool:
    return stream.type not in ("video", "audio") or (stream.type == "video" and _is_cover(stream))


def _other(stream: Any) -> str:
    codec = stream.codec_context.name if stream.codec_context is not None else "unknown"
    return f"{stream.type} {codec}" + (" cover" if stream.type == "video" else "")


def _first_picture(container: "av.container.InputContainer", stream: Any) -> Any:
    import av

    for frame in container.decode(stream):
        container.seek(0, backward=True, any_frame=False) if _can_rewind(container) else None
        return frame
    raise av.error.InvalidDataError(0, "no picture can be decoded")


def _can_rewind(container: "av.container.InputContainer") -> bool:
    return bool(container.size > 0)


def _tally(container: "av.container.InputContainer") -> dict[int, _Tally]:
    tallies: dict[int, _Tally] = {}
    for packet in container.demux():
        pts = packet.pts if packet.pts is not None else packet.dts
        if pts is None or packet.size == 0 or packet.is_discard:
            continue  # an edit list keeps players from showing it: it is read for those behind it only
        tally = tallies.setdefault(packet.stream.index, _Tally())
        tally.add(pts, packet.duration or 0, packet.size, packet.is_keyframe)
    return tallies


def _video(stream: Any, tallies: dict[int, _Tally], picture: Any) -> VideoStream:
    tally = tallies[stream.index]
    base: Fraction = stream.time_base
    context = stream.codec_context
    duration = Fraction((tally.end or 0) - (tally.first or 0)) * base
    depth = max(component.bits for component in context.format.components)
    return VideoStream(
        index=stream.index,
        codec=context.name,
        profile=str(stream.profile or ""),
        level=context.level or 0,
        width=context.width,
        height=context.height,
        sample_aspect=_aspect(stream.sample_aspect_ratio),
        pixel_format=context.format.name,
        bit_depth=depth,
        full_range=int(context.color_range or 0) == 2 or context.format.name.startswith("yuvj"),
        primaries=_PRIMARIES.get(int(context.color_primaries or 2), "unknown"),
        transfer=_TRANSFERS.get(int(context.color_trc or 2), "unknown"),
        matrix=_MATRICES.get(int(context.colorspace if context.colorspace is not None else 2), "unknown"),
        field_order=_field_order(context, picture),
        rotation_deg=-int(getattr(picture, "rotation", 0) or 0) % 360,
        nominal_fps=Fraction(stream.base_rate or stream.guessed_rate or 0),
        average_fps=_average(stream, tally.packets, duration),
        frames=tally.packets,
        first_picture=Fraction(tally.first or 0) * base,
        duration=duration,
        longest_key_interval=Fraction(tally.key_gap) * base,
        codec_tag=str(context.codec_tag),
        bit_rate=int(tally.size_bytes * 8 / duration) if duration else 0,
    )


def _aspect(ratio: Fraction | None) -> Fraction:
    return ratio or Fraction(1)


def _average(stream: Any, packets: int, duration: Fraction) -> Fraction:
    if stream.average_rate:
        return Fraction(stream.average_rate)
    return (Fraction(packets) / duration).limit_denominator(1001) if duration else Fraction(0)


def _field_order(context: Any, picture: Any) -> str:
    declared = _FIELD_ORDERS.get(int(getattr(context, "field_order", 0) or 0))
    if declared is not None and declared != "progressive":
        return declared
    if picture is not None and picture.interlaced_frame:
        return "top-first" if getattr(picture, "top_field_first", True) else "bottom-first"
    return declared or "progressive"


def _audio(stream: Any, tally: _Tally) -> AudioStream:
    context = stream.codec_context
    base: Fraction = stream.time_base
    # AAC begins with priming samples before zero, which players drop: the sound starts at zero
    start, end = max(tally.first or 0, 0), tally.end or 0
    return AudioStream(
        index=stream.index,
        codec=context.name,
        profile=str(stream.profile or ""),
        sample_rate=context.sample_rate,
        channels=context.layout.nb_channels,
        layout=context.layout.name,
        start=Fraction(start) * base,
        duration=Fraction(end - start) * base,
    )


def _timecode(container: "av.container.InputContainer") -> str | None:
    for metadata in (container.metadata, *(stream.metadata for stream in container.streams)):
        if "timecode" in metadata:
            return str(metadata["timecode"])
    return None


def _moov_first(path: Path) -> bool:
    """Whether `moov` precedes `mdat`; False for anything that isn't MP4 (ISO 14496-12 boxes)."""
    with path.open("rb") as file:
        while len(head := file.read(8)) == 8:
            size, kind = int.from_bytes(head[:4], "big"), head[4:]
            if kind in (b"moov", b"mdat"):
                return kind == b"moov"
            if size == 1:
                size = int.from_bytes(file.read(8), "big")
                file.seek(size - 16, 1)
            elif size < 8:
                return False
            else:
                file.seek(size - 8, 1)
    return False


def count_frames(path: Path) -> int:
    """Pictures in the first picture track, counted by packets; 0 if the file can't be read."""
    import av

    try:
        with av.open(str(path)) as container:
            return sum(1 for packet in container.demux(video=0) if packet.size)
    except (av.FFmpegError, IndexError):
        return 0


def render_info(info: MediaInfo) -> str:
    """The facts as JSON; fractions as "n/d"."""
    return json.dumps(asdict(info), default=str, ensure_ascii=False, indent=1, sort_keys=True)


def parse_info(text: str) -> MediaInfo:
    """The inverse of `render_info`."""
    return info_of(json.loads(text))


def info_of(raw: object) -> MediaInfo:
    """The facts from plain JSON values, fractions as "n/d"; what has no field is passed over. ValueError."""
    return _adapter().validate_python(raw)


@cache
def _adapter() -> "TypeAdapter[MediaInfo]":
    from pydantic import TypeAdapter

    return TypeAdapter(MediaInfo)
