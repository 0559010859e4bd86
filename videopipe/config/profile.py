"""Profiles: what is made, in which sizes and by which limits. Data only; `extends:` builds one on another.

Where a number comes from a standard, the description names it; DOMAIN's numbers are the defaults.
"""

import difflib
from collections.abc import Iterator, Mapping
from fractions import Fraction
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BeforeValidator, Field, PlainSerializer

from videopipe.config.document import Schema, bad_value, line_of, validate
from videopipe.config.layered import YAML_ENDINGS, read_layered
from videopipe.config.theme import list_themes
from videopipe.model.errors import InputError
from videopipe.model.quality import QC_IDS

_BROADCAST = {
    "23.976": Fraction(24000, 1001),
    "23.98": Fraction(24000, 1001),
    "29.97": Fraction(30000, 1001),
    "59.94": Fraction(60000, 1001),
}
"""What people write for the rates that NTSC left behind."""


def _exact(value: object) -> Fraction:
    try:
        return _BROADCAST.get(str(value)) or Fraction(str(value))
    except (ValueError, ZeroDivisionError):
        raise ValueError(
            "write a number, as 25, 2.5 or 30000/1001 ｜ 请写数字，如 25、2.5 或 30000/1001"
        ) from None


Number = Annotated[Fraction, BeforeValidator(_exact), PlainSerializer(str)]
Rate = Annotated[Number, Field(gt=0, le=120)]
"""Pictures a second."""
Duration = Annotated[Number, Field(ge=0, le=60)]
"""Seconds."""


class Layout(Schema):
    """The canvas that graphics and subtitles are laid out on."""

    width: int = Field(ge=160, le=4096, multiple_of=2)
    height: int = Field(ge=160, le=4096, multiple_of=2)
    fit: Literal["fill", "crop", "bars"] = Field(
        "fill", description="footage of another shape: over its own blur, its middle, or between black bars"
    )

    @property
    def upright(self) -> bool:
        """Taller than wide."""
        return self.height > self.width


class Rendition(Schema):
    """One delivered video of the whole programme."""

    layout: str
    width: int = Field(ge=160, le=4096, multiple_of=2)
    height: int = Field(ge=160, le=4096, multiple_of=2)
    text: Literal["burned", "clean"] = Field(
        description="burned: subtitles and graphics; clean: no text at all"
    )
    bug: bool = Field(True, description="the mark in the corner and the logo; some platforms punish them")
    language: Literal["zh-Hans", "zh-Hant", "zh-Hans+en", "zh-Hant+en"] = Field(
        "zh-Hans", description="of burned-in text; +en: an English line below each Chinese one"
    )
    level: str = Field("4.0", description="H.264 level; 4.0 carries 1080p25 (Apple HLS authoring 1.3a)")
    crf: int = Field(20, ge=0, le=51)
    maxrate_kbps: int = Field(6000, ge=100)
    bufsize_kbps: int = Field(12000, ge=100)


class Encoding(Schema):
    """What all renditions share."""

    preset: str = Field("veryfast", description="x264 preset: slower is smaller")
    gop_s: int = Field(2, description="seconds between key pictures, closed (HLS 1.13)")
    threads: int = Field(2, ge=1, le=16, description="x264 threads a rendition; fixed, so that bytes repeat")
    longest_segment_s: int = Field(6, ge=2, le=60, description="a corrected cue renders this much again")


class Ingest(Schema):
    """What footage may be at most; more is refused (DOMAIN ING-09)."""

    max_long_side: int = Field(4096, ge=160, description="pixels of the longer side")
    max_short_side: int = Field(2304, ge=160, description="pixels of the shorter side")
    max_hours: int = Field(2, ge=1, le=24, description="length of a file")
    max_gb: int = Field(200, ge=1, description="size of a file")


class Audio(Schema):
    """Sound as delivered: AAC-LC, 48 kHz, stereo (HLS 2.3)."""

    kbps: int = Field(128, ge=48, le=320)
    target_lufs: float = Field(-16.0, description="GY/T 377-2023 noisy surroundings, R 128 s2 streaming")
    tolerance_lu: float = 0.5
    mix_peak_dbtp: float = Field(-1.5, description="before AAC, which overshoots")
    final_peak_dbtp: float = Field(-1.0, description="on the decoded deliverable (GY/T 377)")
    join_fade_ms: int = Field(20, ge=10, le=30, description="at each cut, out and in")
    denoise: Literal["off", "moderate"] = Field(
        "moderate", description="moderate: up to 10 dB, only where a voice gains by it"
    )
    even_speakers: bool = Field(True, description="bring speakers that differ by more than 3 LU together")


class Trim(Schema):
    """What is cut away without being asked."""

    head: bool = True
    tail: bool = True
    dead_air: bool = True
    head_pad_ms: int = Field(300, ge=0, description="kept before the first word")
    tail_pad_ms: int = Field(600, ge=0, description="kept after the last word")
    longest_pause_ms: int = Field(1500, ge=300, description="a longer silence is dead air")
    pause_left_ms: int = Field(600, ge=100, description="what a shortened silence keeps")


class Subtitles(Schema):
    """Chinese subtitle limits (Netflix Simplified Chinese TTSG; GY/T 359-2022)."""

    max_width: int = Field(16, description="full-width characters a line")
    max_lines: int = Field(2, ge=1, le=2)
    warn_cps: int = 7
    max_cps: int = 9
    min_duration_ms: int = 834
    max_duration_ms: int = 7000
    min_gap_frames: int = 2


class Captions(Schema):
    """Caption files; those of a language that an episode hasn't got are left out."""

    languages: tuple[Literal["zh-Hans", "zh-Hant", "en"], ...] = Field(
        ("zh-Hans", "en"), description="zh-Hant is converted where the episode has no file of its own"
    )
    formats: tuple[Literal["srt", "vtt", "ttml"], ...] = Field(
        ("srt", "vtt"), description="ttml: IMSC 1.1 Text, for archives"
    )
    sdh: bool = Field(
        False, description="the same with speakers and sounds, for the hard of hearing: zh-Hans.sdh.srt …"
    )


class Graphics(Schema):
    """How long cards and straps stay."""

    bug: bool = True
    title_s: Duration = Fraction(3)
    closing_s: Duration = Fraction(3)
    question_card_s: Duration = Field(Fraction(3), description="at least; longer if the host still reads it")
    question_card_longest_s: Duration = Fraction(8)
    lower_third_s: Duration = Field(Fraction(5), description="where the episode doesn't say (GFX-02)")


class Clips(Schema):
    """Short videos, one a question."""

    rendition: str = Field(description="whose segments they are copied from")
    handle_ms: int = Field(300, ge=0, description="quiet kept before the first and after the last word")


class Infographics(Schema):
    """What is made of an episode's highlights."""

    layouts: tuple[str, ...] = Field((), description="names of layouts; () for all of them")
    formats: tuple[Literal["mp4", "png", "webp", "gif", "json"], ...] = Field(
        ("mp4", "png"), description="webp and gif: for chats, at 540; json: what is drawn in the last picture"
    )
    reel: bool = Field(True, description="one film of all of them, with title and sources")
    language: Literal["zh-Hans", "zh-Hant"] = "zh-Hans"


def _known_fault(name: str) -> str:
    if name in QC_IDS:
        return name
    near = difflib.get_close_matches(name, QC_IDS, 1, 0.0)[0]
    raise ValueError(f"no fault is called that; did you mean `{near}`? ｜ 没有这种问题；是否想写“{near}”？")


class Qc(Schema):
    """From where on a finished film is questioned (warn), and from where on it isn't published (fail)."""

    allow: tuple[Annotated[str, AfterValidator(_known_fault)], ...] = Field(
        (), description="faults for which this profile publishes all the same, by id"
    )
    black_warn_s: Duration = Field(Fraction(1, 2), description="QC-B")
    black_fail_s: Duration = Fraction(2)
    black_ends_s: Duration = Field(Fraction(1), description="allowed at head and tail")
    freeze_warn_s: Duration = Field(Fraction(2), description="QC-F; cards may stand still")
    freeze_fail_s: Duration = Fraction(5)
    silence_warn_s: Duration = Field(Fraction(3), description="QC-S, below -50 dBFS")
    silence_fail_s: Duration = Fraction(5)
    levels_area_pct: Number = Field(Fraction(1), description="EBU R 103 v3", ge=0, le=100)
    levels_fail_s: Duration = Field(Fraction(1, 2), description="shorter is a warning")
    flashes_per_s: int = Field(3, ge=1, description="BT.1702: pairs of opposing changes over a quarter of it")
    longest_interval_frames: Number = Field(Fraction(3, 2), gt=1, description="QC-D")
    anti_phase_fail_s: Duration = Field(Fraction(2), description="LOUD-17")
    loudness_fail_lu: Number = Field(Fraction(1), ge=0, description="LOUD-10; audio.tolerance_lu warns")
    short_term_over_lu: Number = Field(Fraction(5), ge=0, description="R 128 s1, films below three minutes")
    av_offset_fail_ms: int = Field(80, ge=0, description="DEL-08; a picture's length warns")


class Profile(Schema):
    """Everything a run needs to know besides the episode."""

    version: Literal[1]
    extends: str | None = None
    title: str = ""
    theme: str = "gov-blue"
    fps: Rate = Fraction(25)
    normalise: bool = Field(False, description="replace look-alikes and English marks between Chinese")
    layouts: dict[str, Layout] = Field(min_length=1)
    renditions: dict[str, Rendition] = Field(min_length=1)
    ingest: Ingest = Ingest()
    encoding: Encoding = Encoding()
    audio: Audio = Audio()
    trim: Trim = Trim()
    subtitles: Subtitles = Subtitles()
    captions: Captions = Captions()
    graphics: Graphics = Graphics()
    clips: Clips | None = None
    infographics: Infographics | None = None
    qc: Qc = Qc()


class NoSuchProfile(InputError):
    """A profile name that leads nowhere."""

    en = "there is no profile `{name}`. Known: {known}; or give the path of a YAML file"
    zh = "没有名为“{name}”的配置。可用：{known}；也可给出 YAML 文件路径"


class ProfilesClash(InputError):
    """Profiles that can't go into one bundle."""

    en = "profiles {first} and {second} can't be made together: they differ in `{what}`. Run them with separate -o"
    zh = "配置 {first} 与 {second} 不能一起使用：“{what}”不一致。请用不同的 -o 分别运行"


def profiles_dir() -> Path:
    """Where the shipped profiles lie: inside the package, or beside it in a checkout."""
    package = Path(__file__).parent.parent
    installed = package / "profiles"
    return installed if installed.is_dir() else package.parent / "profiles"


def list_profiles() -> tuple[str, ...]:
    """Names of the shipped profiles."""
    return tuple(sorted(path.stem for path in profiles_dir().glob("*.yaml")))


def load_profile(name: str) -> Profile:
    """A shipped profile by name, or one by path."""
    path = _find(name, Path())
    raw = read_layered(path, Profile, _find, beside=("theme",))
    profile = validate(Profile, raw, str(path))
    for place, (en, zh) in _misfits(profile):
        remedy = "Use one of those that are there", "请使用已有的名称和宽高比"
        raise bad_value(str(path), line_of(raw, place), ".".join(place), en, zh, *remedy)
    return profile


Misfit = tuple[tuple[str, ...], tuple[str, str]]


def _misfits(profile: Profile) -> Iterator[Misfit]:
    """(place, words in English and Chinese) of each name that leads nowhere and each shape that differs."""
    for name, rendition in profile.renditions.items():
        layout = profile.layouts.get(rendition.layout)
        if layout is None:
            yield (
                ("renditions", name, "layout"),
                (f"no layout is called {rendition.layout}", f"没有名为 {rendition.layout} 的版式"),
            )
        elif layout.width * rendition.height != layout.height * rendition.width:
            yield (
                ("renditions", name, "height"),
                (
                    f"{rendition.width}x{rendition.height} has another shape than {rendition.layout}, {layout.width}x{layout.height}",
                    f"{rendition.width}x{rendition.height} 与版式 {rendition.layout}（{layout.width}x{layout.height}）的宽高比不同",
                ),
            )
    if not (profile.theme in list_themes() or Path(profile.theme).is_file()):
        known = "、".join(list_themes())
        yield (
            ("theme",),
            (f"there is no theme {profile.theme} ({known})", f"没有名为 {profile.theme} 的主题（{known}）"),
        )
    clips = profile.clips
    if clips is not None and clips.rendition not in profile.renditions:
        yield (
            ("clips", "rendition"),
            (f"no rendition is called {clips.rendition}", f"没有名为 {clips.rendition} 的成片"),
        )
    for name in profile.infographics.layouts if profile.infographics is not None else ():
        if name not in profile.layouts:
            yield ("infographics", "layouts"), (f"no layout is called {name}", f"没有名为 {name} 的版式")


def combine_profiles(named: Mapping[str, Profile]) -> Profile:
    """One profile that makes the renditions of all: layouts and renditions together, clips and infographics from the
    first that has them, the rest from the first.

    Raises ProfilesClash where two mean different things by one name, or differ in what a bundle has once.
    """
    names = list(named)
    merged = named[names[0]]
    for name in names[1:]:
        other = named[name]
        for part in ("fps", "audio", "trim", "theme"):
            if getattr(merged, part) != getattr(other, part):
                raise ProfilesClash(first=names[0], second=name, what=part)
        merged = merged.model_copy(
            update={
                "layouts": _united(merged.layouts, other.layouts, names[0], name, "layouts"),
                "renditions": _united(merged.renditions, other.renditions, names[0], name, "renditions"),
                "clips": merged.clips or other.clips,
                "infographics": merged.infographics or other.infographics,
            }
        )
    return merged


def _united(
    ours: dict[str, Any], theirs: dict[str, Any], first: str, second: str, what: str
) -> dict[str, Any]:
    for key in ours.keys() & theirs.keys():
        if ours[key] != theirs[key]:
            raise ProfilesClash(first=first, second=second, what=f"{what}.{key}")
    return {**ours, **theirs}


def _find(name: str, beside: Path) -> Path:
    """The file of a profile; a relative path starts at the folder `beside`."""
    path = beside / name if name.endswith(YAML_ENDINGS) else profiles_dir() / f"{name}.yaml"
    if not path.is_file():
        raise NoSuchProfile(name=name, known=", ".join(list_profiles()))
    return path
