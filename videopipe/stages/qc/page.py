"""The report as one page that needs nothing else: verdict, findings with pictures, plots, facts."""

import math
from collections.abc import Sequence
from functools import cache
from itertools import zip_longest
from typing import TYPE_CHECKING

from videopipe.model.findings import Finding, Severity, clock, when
from videopipe.model.media import AudioStream, VideoStream
from videopipe.model.quality import FilmFacts, SoundFacts
from videopipe.stages.qc.plot import plots
from videopipe.stages.qc.report import FilmReport

if TYPE_CHECKING:
    from jinja2 import Template

SEVERITIES = {"FAIL": "不合格", "WARN": "请复核", "INFO": "提示"}
Row = tuple[str, str, str]
"""Name in Chinese, in English, value."""


def render_page(reports: Sequence[FilmReport], target_lufs: float, subtitles: Sequence[Finding] = ()) -> str:
    """HTML in Chinese, with English beside it."""
    films = [
        {
            "report": report,
            "findings": list(zip_longest(report.findings, report.stills, fillvalue="")),
            "plots": plots(report.facts, report.findings, target_lufs),
            "facts": rows_of(report.facts),
        }
        for report in reports
    ]
    return _template().render(
        films=films,
        subtitles=subtitles,
        failed=sum(report.failed for report in reports),
        fails=sum(report.count(Severity.FAIL) for report in reports),
        warnings=sum(report.count(Severity.WARN) for report in reports)
        + sum(finding.severity is Severity.WARN for finding in subtitles),
        severities=SEVERITIES,
        when=when,
    )


@cache
def _template() -> "Template":
    from jinja2 import Environment, PackageLoader, StrictUndefined

    environment = Environment(
        loader=PackageLoader("videopipe", "assets/pages"), autoescape=True, undefined=StrictUndefined,
        trim_blocks=True, lstrip_blocks=True,
    )  # fmt: skip
    return environment.get_template("qc.html.j2")


def rows_of(facts: FilmFacts) -> list[Row]:
    """What the film is, row by row."""
    media = facts.media
    size = f"{media.size_bytes / 1e6:.1f} MB"
    rows: list[Row] = [
        ("时长", "Duration", clock(float(media.duration))),
        ("文件", "File", f"{_container(media.container)}, {size}"),
    ]
    if media.video is not None:
        rows += _video_rows(media.video)
    if media.audio:
        rows.append(("声音", "Sound", _track(media.audio[0])))
    if facts.sound is not None:
        rows += _sound_rows(facts.sound)
    return rows


def _container(names: str) -> str:
    """What people call it: the reader of MP4 reads its whole family."""
    return "MP4" if "mp4" in names.split(",") else names


def _video_rows(video: VideoStream) -> list[Row]:
    rate = f"{float(video.average_fps):.3f}".rstrip("0").rstrip(".")
    return [
        ("画面", "Picture", f"{video.width}×{video.height}, {video.codec} {video.profile} {video.level / 10:.1f}"),
        ("帧率", "Pictures", f"{rate} fps, {video.frames}"),
        ("色彩", "Colours", f"{video.pixel_format}, {video.primaries}/{video.transfer}/{video.matrix}"),
        ("关键帧", "Key pictures", f"≤ {float(video.longest_key_interval):.2f} s"),
        ("码率", "Bit rate", f"{video.bit_rate / 1000:.0f} kb/s"),
    ]  # fmt: skip


def _track(track: AudioStream) -> str:
    return f"{track.codec} {track.profile}".strip() + f", {track.sample_rate} Hz, {track.layout}"


def _sound_rows(sound: SoundFacts) -> list[Row]:
    level = sound.loudness
    return [
        ("综合响度", "Loudness", _figure(level.integrated_lufs, "LUFS")),
        ("真峰值", "True peak", _figure(level.true_peak_dbtp, "dBTP")),
        ("最大短时", "Max. short-term", _figure(level.max_short_term_lufs, "LUFS")),
        ("响度范围", "Loudness range", _figure(level.range_lu, "LU")),
    ]


def _figure(value: float, unit: str) -> str:
    return f"{value:.1f} {unit}".replace("-", "−") if math.isfinite(value) else "—"
