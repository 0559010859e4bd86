"""A lone video as an episode: what its YAML says; where there is none, what its name says. Pure.

A title on the screen of a government's programme is not guessed: without a YAML, city, date and title must stand in
the name (广州 2019-05-10 老城市新活力.mp4; without the city in a folder named after one).
"""

import hashlib
import json
import re
from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import PurePosixPath
from typing import Any

from videopipe.config.cities import CITIES, City, find_city
from videopipe.config.document import parse_yaml
from videopipe.model.errors import InputError
from videopipe.watch.names import is_subtitles, language_of, subtitle_rank

SERIES = "interviews"
"""Of episodes that name none."""

_DATE = re.compile(
    r"(?<!\d)(20\d\d)(?:([-_.])(\d{1,2})\2(\d{1,2})|年(\d{1,2})月(\d{1,2})日|(\d\d)(\d\d))(?!\d)"
)
"""2019-5-10, 2019.05.10, 2019年5月10日, 20190510."""
_EDGES = " \t_-—·.,，、"


def episode_text(
    video: str, city: City | None, subtitles: Mapping[str, str], given: str | None
) -> str | None:
    """episode.yaml for a lone video: `given`, completed; from the video's name without it; None if that says too little.

    `subtitles`: language to file name. Lines of `given` keep their numbers: what it leaves out is added below.
    """
    if given is None:
        told = _told_by_name(PurePosixPath(video).stem, city)
        given = "".join(f"{key}: {_quoted(value)}\n" for key, value in told.items()) if told else None
    if given is None:
        return None
    have = _keys(given)
    missing = {
        key: value for key, value in _defaults(video, city, subtitles, have).items() if key not in have
    }
    added = "".join(f"{key}: {_quoted(value)}\n" for key, value in missing.items())
    return given.removeprefix("\ufeff").rstrip() + "\n" + added


def subtitles_of(names: Iterable[str]) -> dict[str, str]:
    """Language to file: 访谈.srt is simplified Chinese, 访谈.en.srt English."""
    ranked = sorted(filter(is_subtitles, names), key=subtitle_rank, reverse=True)
    return {language_of(name) or "zh-Hans": name for name in ranked}


def city_of(place: str) -> City | None:
    """The city that the innermost folder of a place is named after."""
    return next(filter(None, map(find_city, reversed(PurePosixPath(place).parts))), None)


def _keys(text: str) -> dict[str, Any]:
    """What a YAML already says; {} where it can't be read: the episode's own check says why."""
    try:
        raw = parse_yaml(text, "")
    except InputError:
        return {}
    return dict(raw) if isinstance(raw, dict) else {}


def _defaults(
    video: str, city: City | None, subtitles: Mapping[str, str], have: Mapping[str, Any]
) -> dict[str, object]:
    found: dict[str, object] = {"version": 1, "series": SERIES, "footage": [{"file": video}]}
    if subtitles:
        found["subtitles"] = dict(subtitles)
    if city is not None:
        found["city"] = city.code
    where = find_city(str(have.get("city", ""))) or city
    if "date" in have and "title" in have:
        found["id"] = _id(where, str(have["date"]), str(have["title"]))
    return found


def _told_by_name(stem: str, city: City | None) -> dict[str, object] | None:
    found = _DATE.search(stem)
    day = _day(found) if found is not None else None
    if found is None or day is None:
        return None
    before, title = stem[: found.start()].strip(_EDGES), stem[found.end() :].strip(_EDGES)
    named = find_city(before) if before else city
    if not before and city is None:
        named, title = _city_first(title)
    if named is None or not title:
        return None
    return {"city": named.code, "date": f"{day.isoformat()}T00:00+08:00", "title": title}


def _day(found: re.Match[str]) -> date | None:
    year, _, *parts = found.groups()
    month, day = (int(part) for part in parts if part is not None)
    try:
        return date(int(year), month, day)
    except ValueError:
        return None


def _city_first(text: str) -> tuple[City | None, str]:
    for city in CITIES:
        for name in (city.zh_full, city.zh, city.pinyin):
            if text.lower().startswith(name):
                return city, text[len(name) :].strip(_EDGES)
    return None, text


def _id(city: City | None, when: str, title: str) -> str:
    """The same for the same interview, whatever its files are called."""
    digest = hashlib.sha256(title.encode()).hexdigest()[:6]
    day = re.sub(r"[^0-9-]", "", when[:10])
    return "-".join(part for part in (city.pinyin if city else "", day, digest) if part)


def _quoted(value: object) -> str:
    """JSON is YAML."""
    return json.dumps(value, ensure_ascii=False)
