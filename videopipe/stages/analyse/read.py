"""The files that analysis leaves, and the nouns that are made of them. Pure: text in, text out.

Times are the text of exact fractions; a level of −inf (silence) is null.
"""

import json
import math
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from fractions import Fraction
from typing import Any

from videopipe.model.analysis import Analysis
from videopipe.model.errors import Damaged
from videopipe.model.media import Loudness
from videopipe.model.sound import Channel, HumLine, Pair, SoundChoice, SoundFacts, Tap, Track
from videopipe.model.time import Seconds, Span


class BadAnalysis(Damaged):
    """A stored analysis that can't be read."""

    en = "the stored analysis can't be read ({why}). Remove it with `videopipe cache gc` and run again"
    zh = "已保存的分析结果无法读取（{why}）。请用 videopipe cache gc 清理后再次运行"


@dataclass(frozen=True)
class Picture:
    """What was seen; times from the first picture."""

    duration: Seconds
    bars: tuple[Span, ...]
    black: tuple[Span, ...]
    frozen: tuple[Span, ...]
    shots: tuple[Seconds, ...]
    damaged: int = 0
    excess_permille: int = 0
    luma: tuple[bytes, ...] = ()


def render_tracks(facts: SoundFacts) -> str:
    """Text of `tracks.json`."""
    return _text(
        {
            "tracks": [_plain(asdict(track)) for track in facts.tracks],
            "pairs": [asdict(p) for p in facts.pairs],
        }
    )


def _plain(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: _plain(one) for name, one in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(one) for one in value]
    if isinstance(value, Fraction):
        return str(value)
    return _level_out(value) if isinstance(value, float) else value


def parse_tracks(text: str) -> SoundFacts:
    """The inverse of `render_tracks`. Raises BadAnalysis."""
    try:
        raw = json.loads(text)
        return SoundFacts(
            tuple(_track_in(one) for one in raw["tracks"]), tuple(Pair(**one) for one in raw["pairs"])
        )
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise BadAnalysis(why=f"{type(error).__name__}: {error}") from error


def _track_in(raw: dict[str, Any]) -> Track:
    channels = tuple(_channel_in(one) for one in raw["channels"])
    return Track(**{**raw, "length": Fraction(raw["length"]), "channels": channels})


def _channel_in(raw: dict[str, Any]) -> Channel:
    levels = {name: _level_in(value) for name, value in raw.items() if name.endswith("_dbfs")}
    times = {name: Fraction(raw[name]) for name in ("speech", "last_sound")}
    return Channel(**{**raw, **levels, **times, "hum": tuple(HumLine(**line) for line in raw["hum"])})


def read_choice(raw: dict[str, Any]) -> SoundChoice:
    """A choice from a task's parameters."""
    taps = {side: Tap(**raw[side]) for side in ("left", "right") if raw[side] is not None}
    return SoundChoice(**{**raw, **taps, "notches_hz": tuple(raw["notches_hz"])})


def render_sound(
    speech: Iterable[Span],
    phrase_lufs: Iterable[float],
    noise_floor_dbfs: float,
    speech_level_dbfs: float,
    loudness: Loudness,
) -> str:
    """Text of `sound.json`."""
    levels = {name: _level_out(value) for name, value in asdict(loudness).items()}
    return _text(
        {
            "speech": _spans_out(speech),
            "phrase_lufs": list(phrase_lufs),
            "noise_floor_dbfs": _level_out(noise_floor_dbfs),
            "speech_level_dbfs": _level_out(speech_level_dbfs),
            "loudness": levels,
        }
    )


def render_picture(picture: Picture) -> str:
    """Text of `picture.json`."""
    return _text(
        {
            "duration": str(picture.duration),
            "bars": _spans_out(picture.bars),
            "black": _spans_out(picture.black),
            "frozen": _spans_out(picture.frozen),
            "shots": [str(t) for t in picture.shots],
            "damaged": picture.damaged,
            "excess_permille": picture.excess_permille,
            "luma": [second.hex() for second in picture.luma],
        }
    )


def parse_analysis(sound_json: str, picture_json: str) -> Analysis:
    """The facts of both files. Raises BadAnalysis."""
    try:
        sound, picture = json.loads(sound_json), json.loads(picture_json)
        return Analysis(
            duration=Fraction(picture["duration"]),
            speech=_spans_in(sound["speech"]),
            phrase_lufs=tuple(float(level) for level in sound["phrase_lufs"]),
            bars=_spans_in(picture["bars"]),
            black=_spans_in(picture["black"]),
            frozen=_spans_in(picture["frozen"]),
            shots=tuple(Fraction(t) for t in picture["shots"]),
            damaged=int(picture["damaged"]),
            excess_permille=int(picture["excess_permille"]),
            luma=tuple(bytes.fromhex(second) for second in picture["luma"]),
            noise_floor_dbfs=_level_in(sound["noise_floor_dbfs"]),
            speech_level_dbfs=_level_in(sound["speech_level_dbfs"]),
            loudness=Loudness(**{name: _level_in(value) for name, value in sound["loudness"].items()}),
        )
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise BadAnalysis(why=f"{type(error).__name__}: {error}") from error


def _text(facts: dict[str, Any]) -> str:
    lines = ",\n".join(
        f" {json.dumps(name)}: {json.dumps(value, allow_nan=False)}" for name, value in facts.items()
    )
    return f"{{\n{lines}\n}}\n"


def _spans_out(spans: Iterable[Span]) -> list[list[str]]:
    return [[str(span.start), str(span.end)] for span in spans]


def _spans_in(pairs: list[list[str]]) -> tuple[Span, ...]:
    return tuple(Span(Fraction(start), Fraction(end)) for start, end in pairs)


def _level_out(value: float) -> float | None:
    return None if math.isinf(value) else float(value)


def _level_in(value: float | None) -> float:
    return -math.inf if value is None else float(value)
