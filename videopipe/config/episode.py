"""`episode.yaml`: who, what, when; footage; questions; lower-thirds; highlights; related links."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path, PurePosixPath
from types import MappingProxyType
from typing import Annotated, Any, Literal, Self

from pydantic import BeforeValidator, Field, model_validator

from videopipe.config.cities import CITIES, City, find_city
from videopipe.config.colour import Colour
from videopipe.config.document import (
    Schema,
    Time,
    bad_value,
    check_ids,
    line_of,
    parse_yaml,
    read_seconds,
    read_yaml_text,
    validate,
)
from videopipe.config.highlight import Highlight, Name
from videopipe.config.inside import find_inside
from videopipe.config.layered import overlay
from videopipe.model.errors import InputError, MissingFile
from videopipe.model.time import Seconds

EPISODE_FILE = "episode.yaml"
NO_KEYS: Mapping[str, Any] = MappingProxyType({})


def _inside(value: object) -> object:
    """A path inside the episode folder, with forward slashes."""
    text = value if isinstance(value, str) else ""
    path = PurePosixPath(text)
    if path.is_absolute() or ".." in path.parts or "\\" in text or not text:
        raise ValueError(
            'write the path from the episode folder, with / and without ".." ｜ 请写相对于节目文件夹的路径，用 /，不要用 ".."'
        )
    return text


Inside = Annotated[str, BeforeValidator(_inside)]


class Person(Schema):
    """Somebody who is seen or heard."""

    name: str = Field(min_length=1, description="as the lower-third shows it")
    role: str = Field("", description="second line of the lower-third")


class FootageItem(Schema):
    """One file that the camera made."""

    file: Inside
    in_: Time | None = Field(
        None, alias="in", description="first instant to use; counts from the first picture"
    )
    out: Time | None = Field(None, description="first instant no longer used")
    role: Literal["interview", "expert", "broll"] = "interview"
    sound: tuple[Annotated[int, Field(ge=1)], ...] = Field(
        (), max_length=2, description="channels to use, from 1: one for both sides, or left and right"
    )


class CueRef(Schema):
    """A place named by subtitle number: {cue: 5} or {cue: 5..12}."""

    cue: str | int

    @model_validator(mode="after")
    def _well_formed(self) -> Self:
        if re.fullmatch(r"[1-9][0-9]*(\.\.[1-9][0-9]*)?", str(self.cue)) is None or self.last < self.first:
            raise ValueError("write {cue: 5} or {cue: 5..12} ｜ 请写成 {cue: 5} 或 {cue: 5..12}")
        return self

    @property
    def first(self) -> int:
        """1-based number of the first cue."""
        return int(str(self.cue).partition("..")[0])

    @property
    def last(self) -> int:
        """1-based number of the last cue, inclusive."""
        return int(str(self.cue).rpartition("..")[2])


def _place(value: object) -> object:
    return CueRef.model_validate(value) if isinstance(value, dict) else read_seconds(value)


Place = Annotated[Seconds | CueRef, BeforeValidator(_place)]
"""A source time of the first footage file, or a CueRef."""


class Question(Schema):
    """What somebody from the public asked."""

    id: Name
    topic: str = Field("", max_length=20)
    asker: str = Field("", max_length=30)
    text: str = Field(min_length=1, max_length=80)
    at: Place = Field(description="where the question starts")
    until: Place | None = Field(
        None, description="where its answer ends; else where the next question starts"
    )


class LowerThirdItem(Schema):
    """A name strap that the episode asks for."""

    who: str
    at: Place
    for_: Time = Field(Seconds(5), alias="for")


class CutIn(Schema):
    """A highlight shown over the interview."""

    scene: Name = Field(description="id of the highlight")
    at: Place = Field(description="where it appears")
    as_: Literal["full", "panel", "panel-left"] = Field("full", alias="as")


class Link(Schema):
    """Something to read on."""

    title: str
    url: str = ""
    issuer: str = ""
    doc_no: str = ""
    published: str = ""
    basis: str = ""


class Related(Schema):
    """What the page links to."""

    policies: tuple[Link, ...] = ()
    news: tuple[Link, ...] = ()
    media: tuple[Link, ...] = ()


class Expert(Schema):
    """An expert's comment."""

    text: str
    name: str = ""
    role: str = ""


class CustomCity(Schema):
    """A place that is not one of the nine."""

    name: str = Field(min_length=1)
    code: str = Field("", pattern=r"^\d{0,6}$")


class CityChoice(Schema):
    """`city: {custom: {name: …}}`."""

    custom: CustomCity


class Brand(Schema):
    """What a city brings of its own into a theme."""

    accent: Colour | None = Field(None, description="instead of the theme's accent")
    logo: Inside | None = Field(
        None, description="PNG or JPEG; in the corner mark, on title and closing card"
    )


def read_city(value: object) -> object:
    """For pydantic: a city by name or code, or one of its own; ValueError for one that nobody knows."""
    if isinstance(value, dict):
        custom = CityChoice.model_validate(value).custom
        return City(custom.code, custom.name, "")
    found = find_city(str(value))
    if found is None:
        known = "、".join(city.zh for city in CITIES)
        raise ValueError(
            f"unknown city; use one of {known} (name, pinyin or code), or {{custom: {{name: …}}}}"
            f" ｜ 未知城市；可用：{known}（中文名、拼音或代码），或 {{custom: {{name: …}}}}"
        )
    return found


class Episode(Schema):
    """One interview."""

    version: Literal[1]
    id: Name
    series: Name
    series_title: str = Field("", description="as the title card shows it", max_length=40)
    programme: str = Field("在线访谈", description="the mark in the corner", max_length=12)
    city: Annotated[City, BeforeValidator(read_city)]
    title: str = Field(min_length=1, max_length=60)
    date: datetime
    people: dict[str, Person] = Field(default_factory=dict)
    footage: tuple[FootageItem, ...]
    subtitles: dict[Literal["zh-Hans", "zh-Hant", "en"], Inside] = Field(default_factory=dict)
    questions: tuple[Question, ...] = ()
    lower_thirds: tuple[LowerThirdItem, ...] = ()
    highlights: tuple[Highlight, ...] = ()
    cut_ins: tuple[CutIn, ...] = ()
    related: Related = Related()
    expert: Expert | None = None
    brand: Brand = Brand()
    fonts: tuple[Inside, ...] = Field(
        (), max_length=5, description="OTF or TTF, for characters that the shipped fonts lack"
    )
    credits: tuple[str, ...] = Field((), description="lines of the closing card")


class NoFootage(InputError):
    """An episode without anything to show."""

    en = "{file}, line {line}: no footage of role `interview`. Name at least one file under `footage:`"
    zh = "{file} 第 {line} 行：没有 interview 素材。请在 footage: 下至少列出一个文件"


@dataclass(frozen=True)
class LoadedEpisode:
    """An episode and the folder it came from; knows where each key stands in its file."""

    folder: Path
    file: str
    """For messages."""
    episode: Episode
    raw: Any

    def line(self, *place: str | int) -> int:
        """1-based line of a key."""
        return line_of(self.raw, place)

    def path(self, name: str, wanted_by: str = "episode.yaml") -> Path:
        """Where a file that the episode names lies. Raises MissingFile or LeadsOutside."""
        found = find_inside(self.folder, name)
        if found is None:
            raise MissingFile(file=str(self.folder / name), wanted_by=wanted_by)
        return found


def load_episode(folder: Path, below: Mapping[str, Any] = NO_KEYS) -> LoadedEpisode:
    """Read and check `folder`/episode.yaml and that the files it names are there; `below` as in `parse_episode`."""
    path = folder / EPISODE_FILE if folder.is_dir() else folder
    if not path.is_file():
        raise MissingFile(file=str(path), wanted_by="videopipe init DIR --city …")
    loaded = parse_episode(_read_text(path), str(path), path.parent, below)
    for place, name in named_files(loaded.episode):
        loaded.path(name, f"{path}:{loaded.line(*place)}")
    return loaded


def parse_episode(text: str, file: str, folder: Path, below: Mapping[str, Any] = NO_KEYS) -> LoadedEpisode:
    """An episode from YAML text over the keys that it takes from its series.

    Raises an InputError that names file, line and key.
    """
    raw = parse_yaml(text, file)
    if isinstance(raw, dict):
        raw = overlay(below, raw)
    loaded = LoadedEpisode(folder, file, validate(Episode, raw, file), raw)
    _check_footage(loaded)
    _check_questions(loaded)
    _check_people(loaded)
    _check_ids(loaded)
    _check_cut_ins(loaded)
    return loaded


def _read_text(path: Path) -> str:
    try:
        return read_yaml_text(path)
    except UnicodeDecodeError:
        raise bad_value(
            str(path),
            1,
            EPISODE_FILE,
            "not UTF-8 text",
            "不是 UTF-8 文本",
            "Save it as UTF-8",
            "请另存为 UTF-8 编码",
        ) from None


def named_files(episode: Episode) -> Iterator[tuple[tuple[str | int, ...], str]]:
    """(place, file) of every file that must be there."""
    for index, item in enumerate(episode.footage):
        yield ("footage", index, "file"), item.file
    for language, name in episode.subtitles.items():
        yield ("subtitles", language), name
    if episode.brand.logo is not None:
        yield ("brand", "logo"), episode.brand.logo
    for index, name in enumerate(episode.fonts):
        yield ("fonts", index), name


def _check_footage(loaded: LoadedEpisode) -> None:
    if not any(item.role == "interview" for item in loaded.episode.footage):
        raise NoFootage(file=loaded.file, line=loaded.line("footage"))
    for index, item in enumerate(loaded.episode.footage):
        if item.in_ is not None and item.out is not None and item.out <= item.in_:
            raise bad_value(
                loaded.file, loaded.line("footage", index, "out"), f"footage.{index}.out",
                "the out point is not after the in point", "出点不在入点之后",
                "Exchange them, or leave one out", "请交换两者，或去掉其一",
            )  # fmt: skip


def _check_questions(loaded: LoadedEpisode) -> None:
    for index, question in enumerate(loaded.episode.questions):
        if _ends_before_it_begins(question):
            raise bad_value(
                loaded.file, loaded.line("questions", index, "until"), f"questions.{index}.until",
                "the answer ends before the question starts", "回答的结束早于提问的开始",
                "Exchange `at` and `until`, or leave `until` out", "请交换 at 与 until，或去掉 until",
            )  # fmt: skip


def _ends_before_it_begins(question: Question) -> bool:
    """Where a time stands against a cue number, only the subtitles could tell."""
    match question.at, question.until:
        case CueRef() as at, CueRef() as until:
            return until.last < at.first
        case Seconds() as at, Seconds() as until:
            return until <= at
    return False


def _check_people(loaded: LoadedEpisode) -> None:
    people = loaded.episode.people
    for index, strap in enumerate(loaded.episode.lower_thirds):
        if strap.who not in people:
            raise bad_value(
                loaded.file, loaded.line("lower_thirds", index, "who"), f"lower_thirds.{index}.who",
                f"nobody is called “{strap.who}” under `people`", f"people 下没有“{strap.who}”",
                f"Known: {', '.join(people) or 'nobody'}", f"可用：{'、'.join(people) or '无'}",
            )  # fmt: skip


def _check_cut_ins(loaded: LoadedEpisode) -> None:
    known = [highlight.id for highlight in loaded.episode.highlights]
    for index, item in enumerate(loaded.episode.cut_ins):
        if item.scene not in known:
            raise bad_value(
                loaded.file, loaded.line("cut_ins", index, "scene"), f"cut_ins.{index}.scene",
                f"no highlight is called “{item.scene}”", f"highlights 下没有“{item.scene}”",
                f"Known: {', '.join(known) or 'none'}", f"可用：{'、'.join(known) or '无'}",
            )  # fmt: skip


def _check_ids(loaded: LoadedEpisode) -> None:
    for name in ("questions", "highlights"):
        check_ids([item.id for item in getattr(loaded.episode, name)], name, loaded.raw, loaded.file)
