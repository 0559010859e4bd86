"""Is the sound in step with the picture? Flash and beep pairs, subtitle and beep pairs of one finished film.

Works on films made from a sync test (white flash and 1 kHz beep at the same instant, a subtitle from there on);
of others it says that there is nothing to pair.
"""

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from statistics import median
from typing import Any

from videopipe.model.findings import Finding, Kind, Severity, Words
from videopipe.model.time import Seconds, Span

NEAR = Fraction(4, 10)
"""Seconds within which a flash and a beep belong together; test films have a pair a second."""


@dataclass(frozen=True)
class Pair:
    """Something seen and the beep that belongs to it, on the container's clock."""

    seen: Seconds
    """The first picture of the flash, or of the subtitle."""
    beep: Seconds

    @property
    def offset_ms(self) -> Fraction:
        """How much later the sound is; negative where it comes first."""
        return (self.beep - self.seen) * 1000


@dataclass(frozen=True)
class SyncFacts:
    """What one film shows and sounds like."""

    pairs: tuple[Pair, ...]
    """Flashes with their beeps, in time order."""
    subtitles: tuple[Pair, ...]
    """Subtitles with their beeps, in time order."""
    flashes: int
    beeps: int
    appearances: int
    """Of subtitles."""
    picture: Span | None
    """From the first picture to the end of the last; None without a picture track."""
    sound: Span | None
    frame: Seconds
    """How long a picture is shown, on average: nothing seen is known more exactly. 0 without pictures."""

    @property
    def checkpoints(self) -> tuple[Pair, ...]:
        """First, middle and last pair; as many as there are."""
        count = len(self.pairs)
        return tuple(self.pairs[at] for at in sorted({0, count // 2, count - 1})) if count else ()

    @property
    def spread_ms(self) -> Fraction:
        """From the smallest offset to the largest."""
        offsets = [pair.offset_ms for pair in self.pairs]
        return max(offsets) - min(offsets) if offsets else Fraction(0)

    @property
    def drift_ms(self) -> Fraction:
        """How much later the sound has become from the first quarter of the pairs to the last.

        Medians, for a picture can only come on a frame: single offsets differ by up to one.
        """
        quarter = len(self.pairs) // 4 or 1
        first, last = (
            (
                median(pair.offset_ms for pair in part)
                for part in (self.pairs[:quarter], self.pairs[-quarter:])
            )
            if self.pairs
            else (Fraction(0), Fraction(0))
        )
        return Fraction(last - first)


def worst(pairs: Sequence[Pair]) -> Pair | None:
    """The pair that is furthest apart."""
    return max(pairs, key=lambda pair: abs(pair.offset_ms), default=None)


@dataclass(frozen=True)
class SyncLimits:
    """Milliseconds; EBU R 37, and what videopipe itself may add (DOMAIN QC-AV)."""

    early: int = 40
    late: int = 60
    aim: int = 20
    drift: int = 20
    subtitle: int = 40


MEASURED_TO_MS = 2
"""How exactly a beep is found; what is within that of the aim is at the aim."""

KINDS: dict[str, Kind] = {
    "sync.offset": Kind(
        Severity.FAIL,
        Words(
            "sound and picture are {value} apart (a minus: the sound comes first); at most {threshold} is allowed",
            "声音与画面相差 {value}（负数表示声音超前），允许范围 {threshold}",
        ),
        Words(
            "Check the recording's own sync first; if it is in step, send the film and its edit.json to us",
            "请先检查原始素材是否同步；若素材同步，请把成片和 edit.json 发给我们",
        ),
        "EBU R 37",
    ),
    "sync.drift": Kind(
        Severity.WARN,
        Words(
            "from beginning to end the sound slips by {value} against the picture; at most {threshold} is allowed",
            "从片头到片尾，声音相对画面逐渐偏移 {value}，允许 {threshold}",
        ),
        Words(
            "Picture and sound run at different speeds: send the original recording, not a converted one",
            "画面与声音的速度不一致：请提交原始录像，不要用转换过的文件",
        ),
        "DOMAIN QC-AV",
    ),
    "sync.subtitles": Kind(
        Severity.WARN,
        Words(
            "{count} of {total} subtitles don't appear with their beep; the worst is {value} off, {threshold} is allowed",
            "{total} 条字幕中有 {count} 条与对应的提示音不同步，最大相差 {value}，允许 {threshold}",
        ),
        Words(
            "Correct the times in the subtitle file; if they are right there, send us film and subtitles",
            "请核对字幕文件的时间；若时间无误，请把成片和字幕发给我们",
        ),
        "DOMAIN SUB-06",
    ),
    "sync.none-found": Kind(
        Severity.WARN,
        Words(
            "nothing to measure sync by: no white flash comes together with a 1 kHz beep ({flashes} flashes, {beeps} beeps in the film)",
            "没有可供测量的同步标记：未找到同时出现的白闪与 1 kHz 提示音（全片白闪 {flashes} 次，提示音 {beeps} 次）",
        ),
        Words(
            "This check is for films made from a sync test; of other films a person must say whether lips and words agree",
            "本检查用于同步测试片；其他影片请人工核对口型与声音",
        ),
        "DOMAIN QC-AV",
    ),
}


def measure_sync(path: Path, stopped: Callable[[], bool]) -> SyncFacts:
    """Decodes the film once for its pictures and once for its sound, and pairs what it finds.

    Raises Unreadable, or Stopped.
    """
    from videopipe.stages.qc.sync_read import listen, look

    seen, heard = look(path, stopped), listen(path, stopped)
    flashes, subtitles = (seen.flashes, seen.subtitles) if seen else ((), ())
    beeps = heard.beeps if heard else ()
    return SyncFacts(
        pairs=pair_up(flashes, beeps),
        subtitles=pair_up(subtitles, beeps),
        flashes=len(flashes),
        beeps=len(beeps),
        appearances=len(subtitles),
        picture=seen.span if seen else None,
        sound=heard.span if heard else None,
        frame=seen.frame if seen else Fraction(0),
    )


def pair_up(seen: Sequence[Seconds], beeps: Sequence[Seconds]) -> tuple[Pair, ...]:
    """Each thing seen with the beep that is nearest to it, where it is also the nearest to that beep."""
    pairs = []
    for instant in seen:
        beep = _nearest(instant, beeps)
        if beep is not None and abs(beep - instant) <= NEAR and _nearest(beep, seen) == instant:
            pairs.append(Pair(instant, beep))
    return tuple(pairs)


def _nearest(instant: Seconds, others: Sequence[Seconds]) -> Seconds | None:
    return min(others, key=lambda other: abs(other - instant), default=None)


def judge_sync(facts: SyncFacts, limits: SyncLimits = SyncLimits()) -> tuple[Finding, ...]:
    """What is wrong with the film's sync; nothing if all is in step."""
    if not facts.pairs:
        kind = KINDS["sync.none-found"]
        return (kind.at("sync.none-found", "file", words={"flashes": facts.flashes, "beeps": facts.beeps}),)
    found = (_offset(facts, limits), _drift(facts, limits), _subtitles(facts, limits))
    return tuple(finding for finding in found if finding is not None)


def _offset(facts: SyncFacts, limits: SyncLimits) -> Finding | None:
    pair = worst(facts.pairs)
    if pair is None or abs(pair.offset_ms) <= limits.aim + MEASURED_TO_MS:
        return None
    allowed = -limits.early <= pair.offset_ms <= limits.late
    return KINDS["sync.offset"].at(
        "sync.offset",
        "file",
        severity=Severity.WARN if allowed else Severity.FAIL,
        span=_between(pair),
        value=_ms(pair.offset_ms),
        threshold=f"±{limits.aim} ms" if allowed else f"−{limits.early} ms … +{limits.late} ms",
    )


def _drift(facts: SyncFacts, limits: SyncLimits) -> Finding | None:
    # Offsets within one picture are what showing 30 pictures a second as 25 makes; they wander in step with both.
    if abs(facts.drift_ms) <= limits.drift or facts.spread_ms <= facts.frame * 1000 + MEASURED_TO_MS:
        return None
    return KINDS["sync.drift"].at(
        "sync.drift", "file", value=_ms(facts.drift_ms), threshold=f"±{limits.drift} ms"
    )


def _subtitles(facts: SyncFacts, limits: SyncLimits) -> Finding | None:
    off = [pair for pair in facts.subtitles if abs(pair.offset_ms) > limits.subtitle]
    pair = worst(off)
    if pair is None:
        return None
    return KINDS["sync.subtitles"].at(
        "sync.subtitles",
        "file",
        span=_between(pair),
        value=_ms(pair.offset_ms),
        threshold=f"±{limits.subtitle} ms",
        words={"count": len(off), "total": len(facts.subtitles)},
    )


def _between(pair: Pair) -> Span:
    return Span(min(pair.seen, pair.beep), max(pair.seen, pair.beep))


def _ms(value: Fraction) -> str:
    return f"{float(value):+.1f} ms".replace("-", "−")


def render_sync(facts: SyncFacts) -> str:
    """The facts as JSON: seconds to the tenth of a millisecond, offsets in ms."""
    furthest = worst(facts.pairs)
    raw: dict[str, Any] = {
        "pairs": [_pair(pair) for pair in facts.pairs],
        "subtitles": [_pair(pair) for pair in facts.subtitles],
        "found": {"flashes": facts.flashes, "beeps": facts.beeps, "subtitles": facts.appearances},
        "checkpoints": [_pair(pair) for pair in facts.checkpoints],
        "worst": _pair(furthest) if furthest else None,
        "drift_ms": _rounded(facts.drift_ms, 1),
        "picture": _span(facts.picture),
        "sound": _span(facts.sound),
    }
    return json.dumps(raw, ensure_ascii=False, indent=1)


def _pair(pair: Pair) -> dict[str, float]:
    return {
        "seen_s": _rounded(pair.seen, 4),
        "beep_s": _rounded(pair.beep, 4),
        "offset_ms": _rounded(pair.offset_ms, 1),
    }


def _span(span: Span | None) -> dict[str, float] | None:
    return {"start_s": _rounded(span.start, 4), "end_s": _rounded(span.end, 4)} if span else None


def _rounded(value: Fraction, digits: int) -> float:
    return float(round(value, digits))
