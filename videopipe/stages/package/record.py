"""`bundle.json` and `measured.json`: facts as JSON and back.

Exact times are written twice: as "n/d", which is read back, and as decimal seconds (`…_s`) for people.
Silence has no level: its LUFS are null.
"""

import json
import math
from dataclasses import asdict, fields
from fractions import Fraction
from typing import Any

from videopipe.media.probe import info_of
from videopipe.model.bundle import Bundle, FileFacts, ImageInfo, Measured
from videopipe.model.errors import Damaged
from videopipe.model.media import Loudness

_FORMAT = "videopipe bundle 1"
_TIMES = {"duration", "declared_duration", "first_picture", "longest_key_interval", "start", "sound"}


class BadRecord(Damaged):
    """Facts that can't be read."""

    en = "{file} can't be read as a record of facts ({why}). Run the episode again: it is then made anew"
    zh = "{file} 无法作为事实记录读取（{why}）。请重新运行该节目，系统会重新生成"


def render_measured(measured: Measured) -> str:
    """The facts of one file."""
    return _dump(_plain(asdict(measured)))


def parse_measured(text: str | bytes, file: str) -> Measured:
    """The inverse of `render_measured`. Raises BadRecord, naming `file`."""
    try:
        return _measured(json.loads(text))
    except _UNREADABLE as error:
        raise BadRecord(file=file, why=_why(error)) from error


def render_bundle(bundle: Bundle) -> str:
    """`bundle.json`: sorted, so that equal bundles are equal texts."""
    return _dump({"format": _FORMAT} | _plain(asdict(bundle)))


def parse_bundle(text: str | bytes, file: str) -> Bundle:
    """The inverse of `render_bundle`. Raises BadRecord, naming `file`."""
    try:
        raw = json.loads(text)
        if raw.pop("format") != _FORMAT:
            raise ValueError(f"not a {_FORMAT}")
        files = tuple(_file_facts(one) for one in raw.pop("files"))
        _check_words(raw)
        return Bundle(**raw, files=files)
    except _UNREADABLE as error:
        raise BadRecord(file=file, why=_why(error)) from error


# RecursionError: a garbled file may be a million brackets.
_UNREADABLE = (ValueError, TypeError, KeyError, AttributeError, ZeroDivisionError, RecursionError)


def _why(error: BaseException) -> str:
    return f"{type(error).__name__}: {error}"


def _dump(value: Any) -> str:
    text = json.dumps(value, ensure_ascii=False, indent=1, sort_keys=True, allow_nan=False)
    return text + "\n"


def _plain(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: _plain(one) for name, one in (value | _seconds(value)).items()}
    if isinstance(value, list | tuple):
        return [_plain(one) for one in value]
    if isinstance(value, Fraction):
        return f"{value.numerator}/{value.denominator}"
    if isinstance(value, float) and not math.isfinite(value):
        return None
    return value


def _seconds(value: dict[str, Any]) -> dict[str, float]:
    return {f"{name}_s": round(float(value[name]), 6) for name in _TIMES if value.get(name) is not None}


def _file_facts(raw: dict[str, Any]) -> FileFacts:
    measured = _measured(raw.pop("measured"))
    _check_words(raw)
    return FileFacts(**raw, measured=measured)


def _check_words(raw: dict[str, Any]) -> None:
    for name, value in raw.items():
        if not isinstance(value, str):
            raise TypeError(f"{name} is not text")


def _measured(raw: dict[str, Any]) -> Measured:
    sound = raw.get("sound")
    return Measured(
        sha256=_text(raw["sha256"]),
        size_bytes=_whole(raw["size_bytes"]),
        media=info_of(raw["media"]) if raw["media"] else None,
        loudness=_loudness(raw["loudness"]) if raw["loudness"] else None,
        sound=Fraction(sound) if sound is not None else None,
        image=ImageInfo(**_typed(raw["image"], ImageInfo)) if raw["image"] else None,
    )


def _loudness(raw: dict[str, Any]) -> Loudness:
    return Loudness(**{field.name: _level(raw[field.name]) for field in fields(Loudness)})


def _level(value: Any) -> float:
    return -math.inf if value is None else float(value)


def _typed(raw: dict[str, Any], kind: type) -> dict[str, Any]:
    """The values of `raw` that `kind` has fields for, each of its type."""
    known = {field.name: field.type for field in fields(kind)}
    return {name: _READERS[known[name]](value) for name, value in raw.items() if name in known}


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise TypeError(f"{value!r} is not text")
    return value


def _whole(value: Any) -> int:
    if not isinstance(value, int) or isinstance(value, bool):
        raise TypeError(f"{value!r} is not a whole number")
    return value


_READERS: dict[Any, Any] = {
    str: _text,
    int: _whole,
}
