"""Which analyses a source needs. Pure: facts in, tasks out."""

from dataclasses import asdict, dataclass
from fractions import Fraction

from videopipe.engine.task import Digest, In, Json, PlanBuilder
from videopipe.model.colours import BT709, MATRIX_WORDS, colours_of
from videopipe.model.errors import FootageRefused
from videopipe.model.media import MediaInfo, Source, VideoStream
from videopipe.model.sound import SoundChoice
from videopipe.model.time import snap
from videopipe.stages.analyse.commands import RATE


class NoPicture(FootageRefused):
    """Sound only."""

    en = "{file} has no picture, only sound. List a video file as footage; a separate sound recording can't be used yet"
    zh = "{file} 只有声音，没有画面。请在 footage 中列出视频文件；暂不支持单独的录音文件"


@dataclass(frozen=True)
class AnalysisTasks:
    """Where the analyses of one source will lie."""

    sound_track: In
    """`sound.wav`: 48 kHz stereo float, sample 0 at the first picture, as long as the picture."""
    sound: In
    """`sound.json`, see `read.py`."""
    picture: In
    """`picture.json`, see `read.py`."""


def plan_listening(builder: PlanBuilder, source: Source) -> In:
    """`tracks.json`: what is on every sound channel of a file; needs to know nothing of it before."""
    task = builder.add(
        "analyse.tracks", version=1, label=f"analyse/{source.name}/tracks",
        cost=max(1, source.size_bytes // 1_000_000),
        params={}, inputs={"source": Digest(source.digest)}, outputs=("tracks.json",),
        tools=("pyav", "numpy"),
    )  # fmt: skip
    return task.out()


def plan_analysis(
    builder: PlanBuilder, source: Source, info: MediaInfo, choice: SoundChoice
) -> AnalysisTasks:
    """The three tasks of one source, added to `builder`. Raises NoPicture."""
    video = info.video
    if video is None:
        raise NoPicture(file=source.name)
    footage = {"source": Digest(source.digest)}
    seconds = round(video.duration)
    track = builder.add(
        "analyse.sound-track", version=2, label=f"analyse/{source.name}/sound-track", cost=seconds,
        params=_sound_track(video, choice), inputs=footage, outputs=("sound.wav",), tools=("ffmpeg", "numpy"),
    )  # fmt: skip
    sound = builder.add(
        "analyse.sound", version=2, label=f"analyse/{source.name}/sound", cost=seconds,
        params={}, inputs={"sound": track.out()}, outputs=("sound.json",), tools=("ffmpeg",),
    )  # fmt: skip
    picture = builder.add(
        "analyse.picture", version=4, label=f"analyse/{source.name}/picture", cost=seconds,
        params=_picture(video), inputs=footage, outputs=("picture.json",), tools=("ffmpeg",),
    )  # fmt: skip
    return AnalysisTasks(track.out(), sound.out(), picture.out())


def _sound_track(video: VideoStream, choice: SoundChoice) -> dict[str, Json]:
    return {
        "first_picture": video.first_picture,
        "samples": snap(video.duration, Fraction(RATE)),
        "choice": asdict(choice),
    }


def _picture(video: VideoStream) -> dict[str, Json]:
    return {
        "stream": video.index,
        "first_picture": video.first_picture,
        "duration": video.duration,
        "frames": video.frames,
        "levels": _levels(video),
    }


def _levels(video: VideoStream) -> dict[str, Json]:
    colours = colours_of(video)
    return {
        "full_range": video.full_range,
        "matrix": MATRIX_WORDS.get(colours.matrix, "bt709"),
        "colours": None if colours == BT709 else asdict(colours),
        "hdr": colours.is_hdr,
        "data_lines": video.data_lines,
    }
