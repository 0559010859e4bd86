"""What is to be said of an episode's footage: what it is, what was found, what is done about it."""

from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, replace
from fractions import Fraction
from json import loads
from typing import Any

from videopipe.app.job import Job, Material
from videopipe.config.profile import Profile
from videopipe.media.probe import render_info
from videopipe.model.analysis import Analysis
from videopipe.model.findings import Finding, Repair, finding_facts
from videopipe.model.media import MediaInfo, VideoStream
from videopipe.model.sound import ChosenSound
from videopipe.stages.audio.even import Evening
from videopipe.stages.ingest.check import check_footage
from videopipe.stages.ingest.diagnose import judge_decoding, judge_levels
from videopipe.stages.picture.conform import decide_conform
from videopipe.stages.picture.repairs import repairs


@dataclass(frozen=True)
class FootageReport:
    """One file of the footage."""

    file: str
    info: MediaInfo
    sound: ChosenSound
    findings: tuple[Finding, ...]
    repairs: tuple[Repair, ...]


def report_footage(
    job: Job, material: Material, analyses: Sequence[Analysis] = (), evenings: Sequence[Evening] = ()
) -> tuple[FootageReport, ...]:
    """A report a file, in the order of the footage; without analyses, what is known before they have run."""
    return tuple(
        FootageReport(
            file=source.name,
            info=material.infos[number],
            sound=material.sounds[number],
            findings=tuple(_findings(material, number, analyses, evenings)),
            repairs=tuple(_repairs(job.profile, material, number, analyses, evenings)),
        )
        for number, source in enumerate(material.sources)
    )


def _findings(
    material: Material, number: int, analyses: Sequence[Analysis], evenings: Sequence[Evening]
) -> Iterator[Finding]:
    yield from material.findings[number]
    if analyses:
        yield from _damage(material, number, analyses[number])
        yield from judge_levels(analyses[number].excess_permille)
    yield from material.sounds[number].findings
    if evenings:
        yield from evenings[number].findings


def _repairs(
    profile: Profile,
    material: Material,
    number: int,
    analyses: Sequence[Analysis],
    evenings: Sequence[Evening],
) -> Iterator[Repair]:
    info = material.infos[number]
    if info.video is not None:
        limit = bool(analyses) and too_far(analyses[number])
        yield from picture_repairs(info.video, profile, limit=limit)
    yield from material.sounds[number].repairs
    if evenings:
        yield from evenings[number].repairs


def picture_repairs(video: VideoStream, profile: Profile, *, limit: bool = False) -> tuple[Repair, ...]:
    """The steps for every layout, each once; `where` names the layout if it isn't taken for all of them."""
    steps: dict[Repair, list[str]] = {}
    for name, layout in profile.layouts.items():
        canvas = (layout.width, layout.height)
        conform = decide_conform(video, canvas, profile.fps, layout.fit, limit=limit)
        for step in repairs(video, conform, canvas, profile.fps):
            steps.setdefault(step, []).append(name)
    return tuple(
        step
        if len(layouts) == len(profile.layouts)
        else replace(step, where=f"{step.where} {' '.join(layouts)}")
        for step, layouts in steps.items()
    )


def check_decoding(job: Job, material: Material, analyses: Sequence[Analysis]) -> None:
    """Raises FootageUnfit for footage of which too many pictures could not be decoded whole."""
    for number, analysis in enumerate(analyses):
        name = str(job.loaded.folder / material.sources[number].name)
        check_footage(name, tuple(_damage(material, number, analysis)))


def _damage(material: Material, number: int, analysis: Analysis) -> Iterator[Finding]:
    video = material.infos[number].video
    # What the looked-at pictures showed has been said already.
    if video is not None and not video.sample.corrupt:
        yield from judge_decoding(analysis.damaged, video.frames)


def too_far(analysis: Analysis) -> bool:
    """Whether there is a finding about its levels."""
    return any(judge_levels(analysis.excess_permille))


def footage_facts(report: FootageReport) -> dict[str, Any]:
    """The report as plain JSON values."""
    return {
        "file": report.file,
        "facts": loads(render_info(report.info)),
        "sound": asdict(report.sound.choice),
        "findings": [finding_facts(finding) for finding in report.findings],
        "repairs": [asdict(repair) for repair in report.repairs],
    }


def duration_of(info: MediaInfo) -> Fraction:
    """Of the picture; of a file without one, of its sound."""
    return info.video.duration if info.video is not None else info.duration
