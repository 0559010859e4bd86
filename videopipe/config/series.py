"""`series.yaml`: what the episodes of a series have in common, and when each is wanted."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta, timezone
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, Field

from videopipe.config.document import Schema, bad_value, line_of, parse_yaml, validate
from videopipe.config.episode import EPISODE_FILE, Person
from videopipe.config.highlight import Name
from videopipe.config.layered import YAML_ENDINGS
from videopipe.config.theme import list_themes
from videopipe.model.errors import InputError, MissingFile

SERIES_FILE = "series.yaml"
_BEIJING = timezone(timedelta(hours=8))


def _zoned(value: datetime) -> datetime:
    return value if value.tzinfo is not None else value.replace(tzinfo=_BEIJING)


class Scheduled(Schema):
    """One episode, and when it is wanted."""

    folder: str = Field(min_length=1, description="of the episode, from the series file")
    publish: Annotated[datetime, AfterValidator(_zoned)] | None = Field(
        None, description="when its bundle must be there; Beijing time where no zone is given"
    )
    priority: int = Field(0, ge=-100, le=100, description="higher goes first, before any time")


class CommonKeys(Schema):
    """Keys of `episode.yaml` that hold for every episode that doesn't say otherwise."""

    series: Name | None = None
    series_title: str = Field("", max_length=40)
    programme: str | None = Field(None, max_length=12)
    people: dict[str, Person] = Field(default_factory=dict)
    credits: tuple[str, ...] = ()


class Series(Schema):
    """A series file."""

    version: Literal[1]
    title: str = Field("", description="for people")
    profile: tuple[str, ...] = Field(
        (), description="instead of `portal`; `-p` on the command line goes before it"
    )
    theme: str | None = Field(None, description="instead of the profile's")
    common: CommonKeys = CommonKeys()
    episodes: tuple[Scheduled, ...] = Field(
        (), description="without it, every folder beside the series file that has an episode.yaml"
    )


@dataclass(frozen=True)
class Common:
    """What episodes take from their series."""

    below: Mapping[str, Any] = field(default_factory=dict)
    """Keys of `episode.yaml`, as they were written."""
    theme: str | None = None


NOTHING_COMMON = Common()


@dataclass(frozen=True)
class LoadedSeries:
    """Episodes in no order yet, and what they have in common."""

    name: str
    """For people: the title, else the file."""
    profile: tuple[str, ...]
    common: Common
    episodes: tuple[tuple[Path, Scheduled], ...]


class NoEpisodes(InputError):
    """A folder without work."""

    en = "{folder} has no episode: no folder in it has an episode.yaml. `videopipe init {folder}/NAME --city …` makes one"
    zh = "{folder} 中没有节目：其下没有含 episode.yaml 的文件夹。可用 videopipe init {folder}/名称 --city … 新建"


def load_series(path: Path) -> LoadedSeries:
    """Of a series file, of a folder that has one, or of a folder of episodes. Raises InputError."""
    if path.is_dir() and not (path / SERIES_FILE).is_file():
        return LoadedSeries(path.name, (), NOTHING_COMMON, _all_in(path))
    file = path / SERIES_FILE if path.is_dir() else path
    if not file.is_file():
        raise MissingFile(file=str(path), wanted_by="videopipe batch")
    raw = parse_yaml(file.read_text("utf-8-sig"), str(file))
    series = validate(Series, raw, str(file))
    _check(series, raw, file)
    listed = tuple((file.parent / entry.folder, entry) for entry in series.episodes)
    beside = tuple(
        str(file.parent / name) if name.endswith(YAML_ENDINGS) else name for name in series.profile
    )
    theme = series.theme
    if theme is not None and theme.endswith(YAML_ENDINGS):
        theme = str(file.parent / theme)
    common = Common(_said(raw.get("common")), theme)
    return LoadedSeries(series.title or file.name, beside, common, listed or _all_in(file.parent))


def _said(common: Any) -> Mapping[str, Any]:
    return {key: value for key, value in (common or {}).items() if value is not None}


def _all_in(folder: Path) -> tuple[tuple[Path, Scheduled], ...]:
    folders = sorted(each.parent for each in folder.glob(f"*/{EPISODE_FILE}"))
    if not folders:
        raise NoEpisodes(folder=str(folder))
    return tuple((each, Scheduled(folder=each.name)) for each in folders)


def _check(series: Series, raw: Any, file: Path) -> None:
    seen: set[Path] = set()
    for index, entry in enumerate(series.episodes):
        place = (file.parent / entry.folder).resolve()
        if place in seen:
            raise bad_value(
                str(file), line_of(raw, ("episodes", index, "folder")), f"episodes.{index}.folder",
                f"“{entry.folder}” is listed twice", f"“{entry.folder}”重复列出",
                "Remove one of the two", "请删去其中一项",
            )  # fmt: skip
        seen.add(place)
    theme = series.theme
    if theme is not None and theme not in list_themes() and not (file.parent / theme).is_file():
        known = "、".join(list_themes())
        raise bad_value(
            str(file), line_of(raw, ("theme",)), "theme",
            f"there is no theme {theme} ({known})", f"没有名为 {theme} 的主题（{known}）",
            "Use one of those, or the path of a YAML file", "请使用其中之一，或给出 YAML 文件路径",
        )  # fmt: skip


def in_order(episodes: tuple[tuple[Path, Scheduled], ...]) -> tuple[tuple[Path, Scheduled], ...]:
    """Higher priority first, then what is wanted sooner, then what has no time; else as listed."""

    def urgency(entry: tuple[Path, Scheduled]) -> tuple[int, bool, float]:
        publish = entry[1].publish
        return (-entry[1].priority, publish is None, publish.timestamp() if publish else 0.0)

    return tuple(sorted(episodes, key=urgency))
