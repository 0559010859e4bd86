"""The words of an episode.yaml: which of them could be written with better characters."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from pydantic import BaseModel

from videopipe.config.episode import LoadedEpisode
from videopipe.model.findings import Finding
from videopipe.text.normalise import KINDS, normalised, offered

NAMES = frozenset({"id", "series", "file", "subtitles", "fonts", "logo", "who", "cue", "url", "chart"})
"""Keys whose values are names of files and things: nobody reads them."""
MOST_PLACES = 10

Place = tuple[str | int, ...]


def read_words(loaded: LoadedEpisode, *, normalise: bool) -> tuple[LoadedEpisode, tuple[Finding, ...]]:
    """The episode, with `normalise` in the characters that are offered instead; one finding a kind of them."""
    found: dict[str, list[tuple[str, str]]] = {}

    def read(place: Place, text: str) -> str:
        better, offers = normalised(text)
        kinds = dict.fromkeys(["text.normalised"], "") if normalise and offers else offered(text)
        for kind, told in kinds.items():
            line, key = loaded.line(*place), ".".join(map(str, place))
            found.setdefault(kind, []).append(
                (f"line {line} ({key}{_behind(', ', told)})", f"第 {line} 行（{key}{_behind('，', told)}）")
            )
        return better if normalise else text

    episode = _mapped(loaded.episode, read)
    return replace(loaded, episode=episode), tuple(_finding(kind, places) for kind, places in found.items())


def _behind(comma: str, told: str) -> str:
    return f"{comma}{told}" if told else ""


def _finding(kind: str, places: list[tuple[str, str]]) -> Finding:
    en, zh = ([place[side] for place in places[:MOST_PLACES]] for side in (0, 1))
    more = len(places) - MOST_PLACES
    if more > 0:
        en.append(f"{more} more")
        zh.append(f"另有 {more} 处")
    words = {"places": "; ".join(en), "places_zh": "；".join(zh)}
    return KINDS[kind].at(kind, "episode", value=str(len(places)), words=words)


def _mapped(value: Any, change: Callable[[Place, str], str], place: Place = ()) -> Any:
    """The same with every text that people read changed; `change` is told the keys that lead to it."""
    match value:
        case str():
            return change(place, value)
        case BaseModel():
            fields = {name: info for name, info in type(value).model_fields.items() if name not in NAMES}
            update = {
                name: _mapped(getattr(value, name), change, (*place, info.alias or name))
                for name, info in fields.items()
            }
            return value.model_copy(update=update)
        case dict():
            return {key: _mapped(item, change, (*place, key)) for key, item in value.items()}
        case tuple():
            return tuple(_mapped(item, change, (*place, index)) for index, item in enumerate(value))
    return value
