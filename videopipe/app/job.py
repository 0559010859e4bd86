"""An episode with its profile, its subtitles and what its footage is: everything a decision rests on."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from videopipe.app.shop import Shop
from videopipe.config.episode import FootageItem, LoadedEpisode, load_episode
from videopipe.config.profile import Profile, combine_profiles, load_profile
from videopipe.config.theme import Theme, load_theme
from videopipe.engine.task import In, PlanBuilder
from videopipe.media.probe import parse_info
from videopipe.model.analysis import Analysis
from videopipe.model.cues import Cue
from videopipe.model.errors import FootageRefused
from videopipe.model.findings import Finding
from videopipe.model.media import MediaInfo, Source
from videopipe.stages import recipes
from videopipe.stages.analyse.plan import AnalysisTasks, plan_analysis
from videopipe.stages.analyse.read import parse_analysis
from videopipe.stages.ingest.check import check_footage, check_times
from videopipe.stages.ingest.diagnose import Rules, diagnose
from videopipe.stages.ingest.plan import plan_probe
from videopipe.stages.subtitles.read import decode, parse_srt

LANGUAGE: Final = "zh-Hans"


class TooLarge(FootageRefused):
    """A file of more bytes than any interview has."""

    en = "{file} has {size:.0f} GB; the most allowed is {most} GB. Export it with a lower bit rate, or in parts"
    zh = "{file} 大小为 {size:.0f} GB，超过上限 {most} GB。请以较低码率重新导出，或分段提交"


def check_size(path: Path, max_gb: int) -> None:
    """Raises TooLarge, before anything is read."""
    size = path.stat().st_size / 1e9
    if size > max_gb:
        raise TooLarge(file=str(path), size=size, most=max_gb)


@dataclass(frozen=True)
class Job:
    """What people have written: nothing of the footage is known yet."""

    loaded: LoadedEpisode
    profile: Profile
    profile_name: str
    theme: Theme
    cues: tuple[Cue, ...]
    """Of the first footage file, in its time."""

    @property
    def subject(self) -> str:
        """What the ledger calls it."""
        return f"{self.loaded.episode.series}/{self.loaded.episode.id} {self.profile_name}"

    @property
    def footage(self) -> Sequence[FootageItem]:
        """What makes the programme; b-roll doesn't."""
        return [item for item in self.loaded.episode.footage if item.role != "broll"]


@dataclass(frozen=True)
class Material:
    """What the footage turned out to be, file by file."""

    sources: tuple[Source, ...]
    infos: tuple[MediaInfo, ...]
    findings: tuple[tuple[Finding, ...], ...]
    """Of each file."""
    tasks: tuple[AnalysisTasks, ...]


def load_job(folder: Path, profile_names: Sequence[str]) -> Job:
    """Read everything that people have written; raises InputError."""
    profile = combine_profiles({name: load_profile(name) for name in profile_names})
    loaded = load_episode(folder)
    return Job(
        loaded,
        profile,
        "+".join(Path(name).stem for name in profile_names),
        load_theme(profile.theme),
        _read_cues(loaded),
    )


def _read_cues(loaded: LoadedEpisode) -> tuple[Cue, ...]:
    name = loaded.episode.subtitles.get(LANGUAGE)
    if name is None:
        return ()
    path = loaded.path(name)
    text, _encoding = decode(path.read_bytes(), str(path))
    return parse_srt(text, str(path))


def ingest(job: Job, shop: Shop) -> Material:
    """Hash and probe the footage and check that the episode fits it."""
    sources = name_sources(job, shop)
    builder = shop.builder()
    facts = [plan_probe(builder, source) for source in sources]
    shop.run(builder.plan(), recipes(), job.subject)
    return describe(job, shop, sources, facts, shop.builder())


def name_sources(job: Job, shop: Shop) -> tuple[Source, ...]:
    """The footage by content; the shop learns where each lies."""
    return tuple(_source(job, item, shop) for item in job.footage)


def describe(
    job: Job, shop: Shop, sources: Sequence[Source], facts: Sequence[In], builder: PlanBuilder
) -> Material:
    """The material, from probes that are in the store; its analyses are added to `builder`, not run."""
    infos = tuple(parse_info(shop.text(fact)) for fact in facts)
    findings = tuple(diagnose(info, footage_rules(job.profile)) for info in infos)
    for source, found in zip(sources, findings, strict=True):
        check_footage(str(job.loaded.folder / source.name), found)
    durations = {
        source.name: info.video.duration
        for source, info in zip(sources, infos, strict=True)
        if info.video is not None
    }
    check_times(job.loaded, durations, durations[sources[0].name], job.cues)
    tasks = tuple(plan_analysis(builder, source, info) for source, info in zip(sources, infos, strict=True))
    return Material(tuple(sources), infos, findings, tasks)


def footage_rules(profile: Profile) -> Rules:
    """What the profile says of footage."""
    limits = profile.ingest
    return Rules(
        fps=profile.fps,
        canvases=tuple((layout.width, layout.height) for layout in profile.layouts.values()),
        max_long_side=limits.max_long_side,
        max_short_side=limits.max_short_side,
        max_hours=limits.max_hours,
    )


def _source(job: Job, item: FootageItem, shop: Shop) -> Source:
    path = job.loaded.path(item.file)
    check_size(path, job.profile.ingest.max_gb)
    digest = shop.ledger.digest(path)
    shop.files[digest] = path.absolute()
    return Source(item.file, digest, path.stat().st_size)


def analyse(job: Job, material: Material, shop: Shop) -> tuple[Analysis, ...]:
    """Plan A: listen to and look at every source."""
    builder = shop.builder()
    for source, info in zip(material.sources, material.infos, strict=True):
        plan_analysis(builder, source, info)
    shop.run(builder.plan(), recipes(), job.subject)
    return read_analyses(material, shop)


def read_analyses(material: Material, shop: Shop) -> tuple[Analysis, ...]:
    """The analyses, from the store."""
    return tuple(parse_analysis(shop.text(task.sound), shop.text(task.picture)) for task in material.tasks)
