"""What was found out about a file, and what is done about it: for people in two languages, for programs by id."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from enum import StrEnum
from math import floor
from types import MappingProxyType

from videopipe.model.time import Span


class Severity(StrEnum):
    """What a finding does to the work."""

    FAIL = "FAIL"
    """Footage is refused; a finished file isn't published."""
    WARN = "WARN"
    """A person should look; the work goes on."""
    INFO = "INFO"
    """Good to know; usually repaired without being asked."""


@dataclass(frozen=True)
class Words:
    """One sentence in English and in simplified Chinese."""

    en: str
    zh: str

    def say(self, lang: str) -> str:
        """The sentence in `lang` ("zh" or "en")."""
        return self.zh if lang == "zh" else self.en

    def filled(self, **data: object) -> "Words":
        """The same words with their {places} filled."""
        return Words(self.en.format(**data), self.zh.format(**data))


@dataclass(frozen=True)
class Kind:
    """A row of a table of findings: everything but the place and the figures."""

    severity: Severity
    what: Words
    """Template over the finding's data."""
    remedy: Words
    """What a person can do, or what videopipe does; template too."""
    standard: str = ""
    """Where the rule comes from: `EBU R 128`, `DOMAIN QC-B` …"""

    def at(
        self,
        id: str,  # noqa: A002 - it is the finding's id
        where: str,
        *,
        severity: Severity | None = None,
        span: Span | None = None,
        value: str = "",
        threshold: str = "",
        words: Mapping[str, object] = MappingProxyType({}),
    ) -> "Finding":
        """A finding of this kind at a place. `severity` where it depends on how much was found.

        The templates' places are filled with `where`, `value`, `threshold` and what `words` has besides.
        """
        data = {"where": where, "value": value, "threshold": threshold, **words}
        return Finding(
            id=id,
            severity=severity or self.severity,
            where=where,
            what=self.what.filled(**data),
            remedy=self.remedy.filled(**data),
            span=span,
            value=value,
            threshold=threshold,
            standard=self.standard,
        )


@dataclass(frozen=True)
class Finding:
    """One thing that was found."""

    id: str
    """`picture.variable-rate`: part and fault; stable, what profiles and programs name."""
    severity: Severity
    where: str
    """`file`, `picture`, `sound 2` (second sound track), `sound 1 left`, `subtitle 5` …"""
    what: Words
    remedy: Words
    span: Span | None = None
    """When, in the file's time from its first picture; None for all of it."""
    value: str = ""
    """What was measured, with its unit."""
    threshold: str = ""
    """What it was held against."""
    standard: str = ""


def finding_facts(finding: Finding) -> dict[str, object]:
    """The finding as plain JSON values, for programs; start and end in seconds."""
    span = finding.span
    return {
        **{name: value for name, value in asdict(finding).items() if name != "span"},
        "severity": str(finding.severity),
        "start": float(span.start) if span is not None else None,
        "end": float(span.end) if span is not None else None,
    }


def when(span: Span | None) -> str:
    """`0:12.3–0:14.9`; "" for all of the file."""
    if span is None:
        return ""
    start, end = clock(float(span.start)), clock(float(span.end))
    return start if start == end else f"{start}–{end}"


def clock(seconds: float) -> str:
    """`1:05.2`, to the tenth."""
    tenths = max(0, floor(seconds * 10 + 0.5))
    minutes, left = divmod(tenths, 600)
    return f"{minutes}:{left // 10:02d}.{left % 10}"


MARKS = {Severity.FAIL: "✗", Severity.WARN: "!", Severity.INFO: "·"}


def finding_line(finding: Finding, lang: str) -> str:
    """One line for a person in `lang` ("zh" or "en"): `✗ 0:03.0–0:05.0 what. remedy [id]`."""
    stop = "。" if lang == "zh" else ". "
    said = f"{finding.what.say(lang)}{stop}{finding.remedy.say(lang)} [{finding.id}]"
    return " ".join(part for part in (MARKS[finding.severity], when(finding.span), said) if part)


@dataclass(frozen=True)
class Repair:
    """One step that makes footage usable: what it was, what it becomes."""

    id: str
    """`deinterlace`, `square-pixels`, `tone-map`, `swap-channel` …"""
    finding: str
    """Id of the finding that asked for it."""
    where: str
    """As in the finding."""
    before: str
    """Fact before, with unit: `29.97 fps, 33 to 67 ms`."""
    after: str
    """Fact that it is brought to."""
    what: Words
    """One sentence."""


def repair_line(repair: Repair, lang: str) -> str:
    """One line for a person: `→ before → after  what [id]`."""
    return f"→ {repair.before} → {repair.after}  {repair.what.say(lang)} [{repair.id}]"
