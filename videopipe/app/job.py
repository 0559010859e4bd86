"""An episode with its profile, its subtitles and what its footage is: everything a decision rests on."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from pathlib import Path
from typing import Final, Literal

from videopipe.app.charts import story_of
from videopipe.app.shop import Shop
from videopipe.app.written import read_words
from videopipe.config.accent import with_accent
from videopipe.config.document import bad_value
from videopipe.config.episode import FootageItem, LoadedEpisode, load_episode
from videopipe.config.profile import Profile, combine_profiles, load_profile
from videopipe.config.series import NOTHING_COMMON, Common
from videopipe.config.theme import Theme, load_theme
from videopipe.engine.task import In, PlanBuilder
from videopipe.media.probe import parse_info
from videopipe.model.analysis import Analysis
from videopipe.model.cues import Cue
from videopipe.model.errors import FootageRefused
from videopipe.model.findings import Finding
from videopipe.model.graphics import Logo
from videopipe.model.media import MediaInfo, Source
from videopipe.model.sound import ChosenSound, SoundFacts
from videopipe.model.time import Seconds
from videopipe.stages import recipes
from videopipe.stages.analyse.plan import AnalysisTasks, plan_analysis, plan_listening
from videopipe.stages.analyse.read import parse_analysis, parse_tracks
from videopipe.stages.audio.choose import SoundRules, choose_sound
from videopipe.stages.infographics.story import Story, in_traditional
from videopipe.stages.ingest.check import check_footage, check_times
from videopipe.stages.ingest.diagnose import Rules, diagnose
from videopipe.stages.ingest.plan import plan_probe
from videopipe.stages.subtitles.read import ReadSubtitles, read_subtitles
from videopipe.stages.subtitles.sdh import without_sounds
from videopipe.text.fonts import OwnFont
from videopipe.text.own_fonts import open_font
from videopipe.text.traditional import traditional

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
    subtitles: Mapping[str, ReadSubtitles]
    """By file, as the episode names it."""
    logo: Logo | None = None
    fonts: tuple[OwnFont, ...] = ()
    """What the episode brings for characters that the shipped ones lack."""
    written: tuple[Finding, ...] = ()
    """Of the words in episode.yaml."""
    story: Story | None = None
    """What the highlights tell, where something is made of them."""

    @property
    def cues(self) -> tuple[Cue, ...]:
        """Of the first footage file, in its time."""
        return self.cues_in(LANGUAGE)

    def cues_in(self, language: Literal["zh-Hans", "zh-Hant", "en"]) -> tuple[Cue, ...]:
        """Those of the language's own file, in the same time; () where there is none."""
        name = self.loaded.episode.subtitles.get(language)
        return () if name is None else self.subtitles[name].cues

    def shown_in(self, language: Literal["zh-Hans", "zh-Hant", "en"]) -> tuple[Cue, ...]:
        """Those of `cues_in` whose words are shown: without sounds, where these have a file of their own."""
        cues = self.cues_in(language)
        return without_sounds(cues) if self.profile.captions.sdh else cues

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
    findings: tuple[tuple[Finding, ...], ...] = ()
    """Of each file's container and picture; () while nothing has been listened to."""
    sounds: tuple[ChosenSound, ...] = ()
    tasks: tuple[AnalysisTasks, ...] = ()


@dataclass(frozen=True)
class FirstLook:
    """Where that lies which is read of a file before anything is decided."""

    info: In
    tracks: In


def load_job(folder: Path, profile_names: Sequence[str], common: Common = NOTHING_COMMON) -> Job:
    """Read everything that people have written; raises InputError."""
    profile = combine_profiles({name: load_profile(name) for name in profile_names})
    if common.theme is not None:
        profile = profile.model_copy(update={"theme": common.theme})
    loaded, written = read_words(load_episode(folder, common.below), normalise=profile.normalise)
    return Job(
        loaded,
        profile,
        "+".join(Path(name).stem for name in profile_names),
        _branded(load_theme(profile.theme), loaded),
        {name: _read(loaded, name, profile) for name in loaded.episode.subtitles.values()},
        _read_logo(loaded),
        tuple(open_font(loaded.path(name)) for name in loaded.episode.fonts),
        written,
        _read_story(loaded, profile),
    )


def _read_story(loaded: LoadedEpisode, profile: Profile) -> Story | None:
    wanted = profile.infographics
    if not loaded.episode.highlights or (wanted is None and not loaded.episode.cut_ins):
        return None
    story = story_of(loaded)
    if wanted is None or wanted.language == "zh-Hans":
        return story
    return in_traditional(story, traditional(person.name for person in loaded.episode.people.values()))


def _branded(theme: Theme, loaded: LoadedEpisode) -> Theme:
    accent = loaded.episode.brand.accent
    return with_accent(theme, accent, loaded.file, loaded.line("brand", "accent")) if accent else theme


def _read_logo(loaded: LoadedEpisode) -> Logo | None:
    from videopipe.stages.graphics.logo import read_logo

    name = loaded.episode.brand.logo
    return read_logo(loaded.path(name)) if name is not None else None


def _read(loaded: LoadedEpisode, name: str, profile: Profile) -> ReadSubtitles:
    path = loaded.path(name)
    return read_subtitles(path.read_bytes(), str(path), normalise=profile.normalise)


def durations(material: Material) -> list[Seconds]:
    """Length of each source's picture."""
    return [info.video.duration if info.video else Fraction(0) for info in material.infos]


def ingest(job: Job, shop: Shop) -> Material:
    """Hash and probe the footage and check that the episode fits it."""
    sources = name_sources(job, shop)
    builder = shop.builder()
    looks = look_first(builder, sources)
    shop.run(builder.plan(), recipes(), job.subject)
    return describe(job, shop, sources, looks, shop.builder())


def look_first(builder: PlanBuilder, sources: Sequence[Source]) -> list[FirstLook]:
    """Probing each file and listening to all its tracks, added to `builder`."""
    return [FirstLook(plan_probe(builder, source), plan_listening(builder, source)) for source in sources]


def is_looked_at(looks: Sequence[FirstLook], shop: Shop) -> bool:
    """Whether all of that is in the store."""
    return all(shop.has(ref) for look in looks for ref in (look.info, look.tracks))


def name_sources(job: Job, shop: Shop) -> tuple[Source, ...]:
    """The footage by content; the shop learns where each lies, the logo and the fonts."""
    shop.files.update((font.digest, font.path.absolute()) for font in job.fonts)
    if job.logo is not None and job.loaded.episode.brand.logo is not None:
        shop.files[job.logo.digest] = job.loaded.path(job.loaded.episode.brand.logo).absolute()
    return tuple(_source(job, item, shop) for item in job.footage)


def describe(
    job: Job, shop: Shop, sources: Sequence[Source], looks: Sequence[FirstLook], builder: PlanBuilder
) -> Material:
    """The material, from what is in the store; its analyses are added to `builder`, not run."""
    infos = tuple(parse_info(shop.text(look.info)) for look in looks)
    findings = tuple(diagnose(info, footage_rules(job.profile)) for info in infos)
    for source, found in zip(sources, findings, strict=True):
        check_footage(str(job.loaded.folder / source.name), found)
    durations = {
        source.name: info.video.duration
        for source, info in zip(sources, infos, strict=True)
        if info.video is not None
    }
    check_times(job.loaded, durations, durations[sources[0].name], job.cues)
    sounds = _choose_sounds(job, [parse_tracks(shop.text(look.tracks)) for look in looks], infos)
    material = Material(tuple(sources), infos, findings, sounds, ())
    return replace(material, tasks=tuple(_plan_analyses(builder, material)))


def _choose_sounds(
    job: Job, heard: Sequence[SoundFacts], infos: Sequence[MediaInfo]
) -> tuple[ChosenSound, ...]:
    denoise = job.profile.audio.denoise == "moderate"
    chosen = []
    for item, facts, info in zip(job.footage, heard, infos, strict=True):
        _check_channels(job, item, len(facts.channels))
        length = info.video.duration if info.video else info.duration
        chosen.append(choose_sound(facts, SoundRules(denoise, item.sound), length))
    return tuple(chosen)


def _check_channels(job: Job, item: FootageItem, count: int) -> None:
    wrong = next((number for number in item.sound if number > count), None)
    if wrong is not None:
        place = ("footage", job.loaded.episode.footage.index(item), "sound")
        raise bad_value(
            job.loaded.file, job.loaded.line(*place), ".".join(map(str, place)),
            f"there is no channel {wrong}: {item.file} has {count}",
            f"没有第 {wrong} 声道：{item.file} 共 {count} 个声道",
            "Channels are counted from 1 across all sound tracks of the file",
            "声道从 1 起，按文件中所有声音轨道依次编号",
        )  # fmt: skip


def _plan_analyses(builder: PlanBuilder, material: Material) -> Iterator[AnalysisTasks]:
    files = zip(material.sources, material.infos, material.sounds, strict=True)
    for source, info, sound in files:
        yield plan_analysis(builder, source, info, sound.choice)


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
    list(_plan_analyses(builder, material))
    shop.run(builder.plan(), recipes(), job.subject)
    return read_analyses(material, shop)


def read_analyses(material: Material, shop: Shop) -> tuple[Analysis, ...]:
    """The analyses, from the store."""
    return tuple(parse_analysis(shop.text(task.sound), shop.text(task.picture)) for task in material.tasks)
