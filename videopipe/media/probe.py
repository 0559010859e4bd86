"""What a media file is, read by PyAV from the file itself: header, every packet, a few pictures.

Counts packets rather than trusting the header: durations and frame counts in headers are often wrong.
Files from outside are probed by `videopipe.media.apart`, which does the same in a process of its own.
"""

import json
from collections.abc import Callable
from dataclasses import asdict
from fractions import Fraction
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from videopipe.media.boxes import dolby_vision, lacks_index, moov_first
from videopipe.media.inputs import is_playlist, is_text, open_input
from videopipe.media.look import Look, look
from videopipe.media.streams import Tally, audio_facts, video_facts
from videopipe.model.errors import FootageRefused, Stopped
from videopipe.model.media import MediaInfo, VideoStream

if TYPE_CHECKING:
    import av
    import av.container
    from pydantic import TypeAdapter


class Unreadable(FootageRefused):
    """A media file, but broken beyond reading."""

    en = "{file} is damaged and can't be read ({why}). Send it again; if that doesn't help, export it anew from the editing program"
    zh = "{file} 已损坏，无法读取（{why}）。请重新上传；若仍不行，请从剪辑软件重新导出"


class NotMedia(FootageRefused):
    """No container that we know."""

    en = "{file} is not a video or sound file that we know. Send the recording itself, best as MP4 or MOV"
    zh = "{file} 不是可识别的音视频文件。请提交录像文件本身，最好是 MP4 或 MOV 格式"


class NoIndex(FootageRefused):
    """MP4 or MOV without its index."""

    en = "The index of {file} can't be found: the upload or the recording broke off before the end. Send it again; if the original is broken too, repair it with the camera or its program"
    zh = "{file} 找不到索引：上传或录制在结束前中断。请重新上传；如果原文件也打不开，请用摄像机或随机软件修复"


class NothingInside(FootageRefused):
    """A container without a picture and without sound."""

    en = "{file} holds neither picture nor sound that can be shown. Check that it is the right file, and export it anew"
    zh = "{file} 中没有可播放的画面或声音。请确认文件是否正确，并重新导出"


class EmptyFile(FootageRefused):
    """Nothing inside."""

    en = "{file} is empty or not a file. Send it again"
    zh = "{file} 是空文件或并非文件。请重新上传"


class PointsElsewhere(FootageRefused):
    """A playlist or script: the pictures are in other files, or on other machines."""

    en = "{file} is a playlist, not a recording: it only names other files. Send the video file itself"
    zh = "{file} 是播放列表，并非录像本身，只列出了其他文件。请提交视频文件本身"


def never() -> bool:
    """Nobody asks to stop."""
    return False


def probe_text(path: Path, stopped: Callable[[], bool]) -> str:
    """The facts as JSON, for a process that reads files apart."""
    return render_info(probe(path, stopped))


def probe(path: Path, stopped: Callable[[], bool] = never) -> MediaInfo:
    """Facts about the file. Raises Stopped, or a FootageRefused: EmptyFile, PointsElsewhere, NotMedia, NoIndex, NothingInside or Unreadable."""
    import av

    if not path.is_file() or path.stat().st_size == 0:
        raise EmptyFile(file=str(path))
    if is_playlist(path):
        raise PointsElsewhere(file=str(path))
    try:
        with open_input(path) as container:
            return _read(path, container, stopped)
    except (av.FFmpegError, ValueError, IndexError, OverflowError, ZeroDivisionError) as error:
        raise _refusal(path, error) from error


def _refusal(path: Path, error: Exception) -> FootageRefused:
    import av

    if lacks_index(path):
        return NoIndex(file=str(path))
    # EINVAL: what FFmpeg answers for a container that isn't on the list
    if isinstance(error, av.error.ArgumentError) or is_text(path):
        return NotMedia(file=str(path))
    # What our own reading stumbled over says nothing to anybody.
    why = getattr(error, "strerror", None) or "inconsistent tracks / 轨道信息不一致"
    return Unreadable(file=str(path), why=why)


def _read(path: Path, container: "av.container.InputContainer", stopped: Callable[[], bool]) -> MediaInfo:
    tallies = _tally(container, stopped)
    video = _video(path, container, tallies)
    audio = tuple(
        audio_facts(stream, tallies[stream.index])
        for stream in container.streams.audio
        if _is_known(stream) and stream.index in tallies
    )
    if video is None and not audio:
        raise NothingInside(file=str(path))
    lengths = [stream.duration for stream in (video, *audio) if stream is not None]
    return MediaInfo(
        container=container.format.name,
        size_bytes=path.stat().st_size,
        duration=max(lengths),
        video=video,
        audio=audio,
        other_streams=tuple(_other(stream) for stream in container.streams if _is_other(stream)),
        undescribed=tuple(
            stream.type
            for stream in (*container.streams.video, *container.streams.audio)
            if not _is_known(stream)
        ),
        declared_duration=Fraction(container.duration, 1_000_000) if container.duration else None,
        timecode=_timecode(container),
        moov_first=moov_first(path),
    )


def _video(
    path: Path, container: "av.container.InputContainer", tallies: dict[int, Tally]
) -> VideoStream | None:
    streams = [stream for stream in container.streams.video if _is_known(stream) and not _is_cover(stream)]
    if not streams or streams[0].index not in tallies:
        return None
    stream, tally = streams[0], tallies[streams[0].index]
    seen = _look(path, stream.index, len(tally.stamps))
    if seen.decoded == 0:
        raise NothingInside(file=str(path))
    return video_facts(stream, tally, seen, dolby_vision(path))


def _look(path: Path, index: int, frames: int) -> Look:
    """In a container opened anew: after a seek to its start, an MPEG program stream lacks its first key picture."""
    with open_input(path) as container:
        return look(container, container.streams[index], frames)


def _is_known(stream: Any) -> bool:
    """Whether there is a decoder for it: a track without a description has none."""
    return stream.codec_context is not None


def _is_cover(stream: Any) -> bool:
    return bool(stream.disposition & stream.disposition.__class__.attached_pic)


def _is_other(stream: Any) -> bool:
    return stream.type not in ("video", "audio") or (
        stream.type == "video" and _is_known(stream) and _is_cover(stream)
    )


def _other(stream: Any) -> str:
    if stream.type == "video":
        return f"video {stream.codec_context.name} cover"
    if stream.codec_context is not None:
        return f"{stream.type} {stream.codec_context.name}"
    named = str(stream.metadata.get("handler_name", "")).strip("\x00\t\n\x0b\x0c\r ")
    return f"{stream.type} {'timecode' if 'timecode' in stream.metadata else named}".strip()


def _tally(container: "av.container.InputContainer", stopped: Callable[[], bool]) -> dict[int, Tally]:
    """Every packet that is shown, counted by stream; what an edit list leaves out isn't."""
    tallies: dict[int, Tally] = {}
    for packet in container.demux():
        if stopped():
            raise Stopped
        pts = packet.pts if packet.pts is not None else packet.dts
        if pts is None or packet.size == 0 or packet.is_discard:
            continue
        tally = tallies.setdefault(packet.stream.index, Tally())
        tally.add(pts, packet.duration or 0, packet.size, packet.is_keyframe)
    return tallies


def _timecode(container: "av.container.InputContainer") -> str | None:
    for metadata in (container.metadata, *(stream.metadata for stream in container.streams)):
        if "timecode" in metadata:
            return str(metadata["timecode"])
    return None


def count_frames(path: Path) -> int:
    """Pictures in the first picture track, counted by packets; 0 if the file can't be read."""
    import av

    try:
        with open_input(path) as container:
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
