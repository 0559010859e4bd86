"""`videopipe probe`."""

import json
from dataclasses import asdict
from math import isfinite
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from videopipe.cli import options
from videopipe.cli.words import clock, language, printable, say, size
from videopipe.model.errors import FootageRefused
from videopipe.model.findings import finding_facts, finding_line, repair_line

if TYPE_CHECKING:
    from videopipe.app.inspection import Inspected
    from videopipe.engine.stop import Stop
    from videopipe.model.findings import Words
    from videopipe.model.media import AudioStream, MediaInfo, Timing, VideoStream
    from videopipe.model.sound import Channel


@click.command("probe")
@click.argument("files", type=options.FOLDER, nargs=-1, required=True)
@click.option(
    "-p", "--profile", default="portal", show_default=True, help="Whose limits and layouts are meant."
)
@options.as_json
@click.pass_obj
def command(stop: "Stop", files: tuple[Path, ...], profile: str, as_json: bool) -> None:
    """Say what media files are, what is wrong with them and what would be done about it; exit 3 if one is refused.

    诊断音视频文件：实际参数、发现的问题与处理办法；如有文件不可用，退出码 3。
    """
    from videopipe.app.inspection import inspect_file
    from videopipe.cli.signals import stop_on_signals
    from videopipe.config.profile import load_profile

    stop_on_signals(stop)
    rules = load_profile(profile)
    found: list[Any] = []
    refused = False
    for path in files:
        try:
            inspected = inspect_file(path, rules, stop.is_set)
        except FootageRefused as error:
            refused = True
            found.append({"file": str(path), "error": {"en": error.say("en"), "zh": error.say("zh")}})
            click.echo(f"✗ {printable(error.say(language()))}", err=True)
            continue
        refused |= any(finding.severity == "FAIL" for finding in inspected.findings)
        found.append({"file": str(path), **_facts(inspected)})
        if not as_json:
            _tell(path, inspected)
    if as_json:
        click.echo(json.dumps(found, ensure_ascii=True, indent=1))
    if refused:
        raise click.exceptions.Exit(FootageRefused.exit_code)


def _facts(inspected: "Inspected") -> dict[str, Any]:
    from videopipe.media.probe import render_info

    return {
        **json.loads(render_info(inspected.info)),
        "timecode": _timecode(inspected.info),
        "channels": [_channel(*pair) for pair in zip(inspected.heard.channels, inspected.roles, strict=True)],
        "findings": [finding_facts(finding) for finding in inspected.findings],
        "repairs": [asdict(repair) for repair in inspected.repairs],
    }


def _channel(channel: "Channel", role: "Words") -> dict[str, Any]:
    level = round(channel.rms_dbfs, 1) if isfinite(channel.rms_dbfs) else None
    return {
        "number": channel.number, "stream": channel.stream, "rms_dbfs": level, "speech_s": float(channel.speech),
        "role": asdict(role),
    }  # fmt: skip


def _timecode(info: "MediaInfo") -> dict[str, Any] | None:
    """Text, whether it drops numbers, and the frame that it stands for; null frames where the rate isn't known."""
    from videopipe.model.time import timecode_frames

    if info.timecode is None:
        return None
    fps = info.video.timing.fps if info.video is not None else None
    drop = ";" in info.timecode or "." in info.timecode
    try:
        frames = timecode_frames(info.timecode, fps) if fps else None
    except ValueError:
        frames = None
    return {"text": info.timecode, "drop_frame": drop, "frames": frames}


def _tell(path: Path, inspected: "Inspected") -> None:
    info = inspected.info
    click.echo(
        f"{printable(str(path))}: {info.container}, {clock(float(info.duration))}, {size(info.size_bytes)}"
    )
    if info.video is not None:
        click.echo(f"  {say('picture', '画面')}: {_picture(info.video)}")
        click.echo(f"  {say('rate', '帧率')}: {_rate(info.video)}")
    for number, track in enumerate(info.audio, 1):
        click.echo(f"  {say('sound', '声音')} {number}: {_sound(track)}{_roles(track, inspected)}")
    for other in info.other_streams:
        click.echo(f"  {say('other', '其他')}: {printable(other)}")
    if info.timecode is not None:
        drop = say(", drop-frame", "（丢帧时码）") if ";" in info.timecode else ""
        click.echo(f"  {say('timecode', '时码')}: {info.timecode}{drop}")
    for finding in inspected.findings:
        click.echo(f"  {printable(finding_line(finding, language()))}")
    for repair in inspected.repairs:
        click.echo(f"  {printable(repair_line(repair, language()))}")


def _picture(video: "VideoStream") -> str:
    parts = [
        f"{video.codec} {video.profile}".strip(),
        f"{video.width}x{video.height}",
        f"SAR {video.sample_aspect.numerator}:{video.sample_aspect.denominator}",
        say(*_FIELDS[video.field_order]),
        f"{video.bit_depth} bit {video.chroma}",
        say("full range", "全范围") if video.full_range else say("limited range", "有限范围"),
        f"{video.primaries}/{video.transfer}/{video.matrix}",
        video.hdr,
        f"{say('turned', '旋转')} {video.rotation_deg}°" if video.rotation_deg else "",
        say("mirrored", "镜像") if video.mirrored else "",
    ]
    return ", ".join(part for part in parts if part)


_FIELDS = {
    "progressive": ("progressive", "逐行"),
    "top-first": ("interlaced top first", "隔行上场优先"),
    "bottom-first": ("interlaced bottom first", "隔行下场优先"),
}


def _rate(video: "VideoStream") -> str:
    nominal, average = (
        f"{float(fps):.3f}".rstrip("0").rstrip(".") for fps in (video.nominal_fps, video.average_fps)
    )
    start = f"{say('first picture at', '首帧位于')} {float(video.first_picture):.3f} s"
    pictures = f"{video.frames} {say('pictures', '帧')}"
    return f"{say('nominal', '标称')} {nominal}, {say('average', '平均')} {average}, {_decided(video.timing)}, {pictures}, {start}"


def _decided(timing: "Timing") -> str:
    """Constant or variable, and why."""
    ms = [f"{float(t * 1000):.3g}" for t in (timing.common, timing.shortest, timing.longest)]
    if timing.constant:
        return say(
            f"constant (all {timing.intervals} intervals {ms[0]} ms)",
            f"恒定（{timing.intervals} 个间隔均为 {ms[0]} 毫秒）",
        )
    return say(
        f"variable ({timing.irregular} of {timing.intervals} intervals not {ms[0]} ms: {ms[1]} to {ms[2]})",
        f"可变（{timing.intervals} 个间隔中 {timing.irregular} 个不是 {ms[0]} 毫秒：{ms[1]} 至 {ms[2]}）",
    )


def _roles(track: "AudioStream", inspected: "Inspected") -> str:
    """What each channel of the track is for: `; 1 programme left, 2 programme right`."""
    told = [
        f"{channel.number} {role.say(language())}"
        for channel, role in zip(inspected.heard.channels, inspected.roles, strict=True)
        if channel.stream == track.index
    ]
    return f"; {', '.join(told)}" if told else ""


def _sound(track: "AudioStream") -> str:
    start = f"{say('from', '起点')} {float(track.start):.3f} s"
    language = f", {track.language}" if track.language else ""
    return (
        f"{track.codec} {track.profile}".strip()
        + f", {track.sample_rate} Hz, {track.layout}{language}, {start}"
    )
