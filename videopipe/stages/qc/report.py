"""The verdict on a film, for programs and in lines of text. Pure."""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from videopipe import __version__
from videopipe.model.findings import Finding, Severity, finding_facts
from videopipe.model.quality import FilmFacts
from videopipe.model.time import Span
from videopipe.stages.qc.kinds import TOOLS


@dataclass(frozen=True)
class FilmReport:
    """One film: what it is, what is wrong with it, how that looks."""

    name: str
    facts: FilmFacts
    findings: tuple[Finding, ...]
    stills: tuple[str, ...] = ()
    """A data address for each finding, "" for none; may be left out as a whole."""

    @property
    def failed(self) -> bool:
        """Whether it may not be published."""
        return any(finding.severity is Severity.FAIL for finding in self.findings)

    def count(self, severity: Severity) -> int:
        """How many findings are that bad."""
        return sum(finding.severity is severity for finding in self.findings)


def judged_facts(finding: Finding, versions: Mapping[str, str]) -> dict[str, Any]:
    """The finding for programs (DOMAIN §5), with what measured it; `versions` has `ffmpeg`."""
    tool = TOOLS.get(finding.id, "videopipe")
    version = versions["ffmpeg"] if tool.startswith("ffmpeg") else __version__
    return {**finding_facts(finding), "tool": tool, "tool_version": version}


def report_facts(report: FilmReport, versions: Mapping[str, str]) -> dict[str, Any]:
    """The film for programs: verdict, findings, and the figures that people ask for."""
    return {
        "file": report.name,
        "verdict": "FAIL" if report.failed else "PASS",
        "findings": [judged_facts(finding, versions) for finding in report.findings],
        "figures": _figures(report.facts),
    }


def _figures(facts: FilmFacts) -> dict[str, Any]:
    picture, sound = facts.picture, facts.sound
    figures: dict[str, Any] = {"duration_s": round(float(facts.media.duration), 3)}
    if picture is not None:
        figures |= {
            "pictures": picture.decoded,
            "luma_least": min((least for least, _, _ in picture.luma), default=None),
            "luma_greatest": max((greatest for _, _, greatest in picture.luma), default=None),
            "out_of_range_share": max(picture.excess, default=0.0),
            "flash_changes_per_s": max(picture.flashes, default=0),
            "red_flash_changes_per_s": max(picture.red_flashes, default=0),
            "combing_share": picture.combing,
        }
    if sound is not None:
        level = sound.loudness
        figures |= {
            "heard_s": round(float(sound.heard), 3),
            "integrated_lufs": _finite(level.integrated_lufs),
            "true_peak_dbtp": _finite(level.true_peak_dbtp),
            "max_short_term_lufs": _finite(level.max_short_term_lufs),
            "range_lu": _finite(level.range_lu),
            "clipped_runs": sound.clipped_runs,
        }
    return figures


def _finite(value: float) -> float | None:
    return value if math.isfinite(value) else None


def when(span: Span | None) -> str:
    """`0:12.3–0:14.9`; "" for all of the film."""
    if span is None:
        return ""
    start, end = clock(float(span.start)), clock(float(span.end))
    return start if start == end else f"{start}–{end}"


def clock(seconds: float) -> str:
    """`1:05.2`, to the tenth."""
    tenths = max(0, math.floor(seconds * 10 + 0.5))
    minutes, left = divmod(tenths, 600)
    return f"{minutes}:{left // 10:02d}.{left % 10}"


def line(finding: Finding, lang: str) -> str:
    """One line for a person."""
    parts = (finding.severity.value, finding.id, when(finding.span))
    stop = "。" if lang == "zh" else ". "
    return (
        " ".join(part for part in parts if part)
        + f"  {finding.what.say(lang)}{stop}{finding.remedy.say(lang)}"
    )
