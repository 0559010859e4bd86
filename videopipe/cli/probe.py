"""`videopipe probe`."""

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from videopipe.cli import options
from videopipe.cli.words import clock, say, size
from videopipe.model.errors import FootageRefused

if TYPE_CHECKING:
    from videopipe.model.media import AudioStream, MediaInfo, VideoStream


@click.command("probe")
@click.argument("files", type=options.FOLDER, nargs=-1, required=True)
@options.as_json
def command(files: tuple[Path, ...], as_json: bool) -> None:
    """Say what media files are, read from the files themselves.

    查看音视频文件的实际参数。
    """
    from videopipe.media.probe import probe, render_info

    found: list[Any] = []
    refused: FootageRefused | None = None
    for path in files:
        try:
            info = probe(path)
        except FootageRefused as error:
            refused = error
            found.append({"file": str(path), "error": {"en": error.say("en"), "zh": error.say("zh")}})
            click.echo(error.say("zh" if say("", "zh") else "en"), err=True)
            continue
        found.append({"file": str(path), **json.loads(render_info(info))})
        if not as_json:
            _tell(path, info)
    if as_json:
        click.echo(json.dumps(found, ensure_ascii=False, indent=1))
    if refused is not None:
        raise click.exceptions.Exit(refused.exit_code)


def _tell(path: Path, info: "MediaInfo") -> None:
    click.echo(f"{path}: {info.container}, {clock(float(info.duration))}, {size(info.size_bytes)}")
    if info.video is not None:
        click.echo(f"  {say('picture', '画面')}: {_picture(info.video)}")
    for track in info.audio:
        click.echo(f"  {say('sound', '声音')}: {_sound(track)}")
    for other in info.other_streams:
        click.echo(f"  {say('other', '其他')}: {other}")
    if info.timecode is not None:
        click.echo(f"  {say('timecode', '时码')}: {info.timecode}")


def _picture(video: "VideoStream") -> str:
    parts = [
        f"{video.codec} {video.profile}".strip(),
        f"{video.width}x{video.height}",
        f"SAR {video.sample_aspect.numerator}:{video.sample_aspect.denominator}",
        f"{float(video.average_fps):.3f} fps ({video.frames} {say('pictures', '帧')})",
        video.field_order,
        f"{video.pixel_format} {say('full range', '全范围') if video.full_range else say('limited range', '有限范围')}",
        f"{video.primaries}/{video.transfer}/{video.matrix}",
        f"{say('first picture at', '首帧')} {float(video.first_picture):.3f} s",
    ]
    return ", ".join(
        parts + ([f"{say('turned', '旋转')} {video.rotation_deg}°"] if video.rotation_deg else [])
    )


def _sound(track: "AudioStream") -> str:
    start = f"{say('from', '起点')} {float(track.start):.3f} s"
    return f"{track.codec} {track.profile}".strip() + f", {track.sample_rate} Hz, {track.layout}, {start}"
