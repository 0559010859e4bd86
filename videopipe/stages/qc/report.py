"""The verdict on a film, for programs and in lines of text. Pure."""

import json
import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from videopipe import __version__
from videopipe.model.findings import Finding, Severity, finding_facts
from videopipe.model.quality import FilmFacts
from videopipe.stages.qc.kinds import TOOLS
from videopipe.stages.qc.sync import SyncFacts, render_sync


@dataclass(frozen=True)
class FilmReport:
    """One film: what it is, what is wrong with it, how that looks."""

    name: str
    facts: FilmFacts
    findings: tuple[Finding, ...]
    stills: tuple[str, ...] = ()
    """A data address for each finding, "" for none; may be left out as a whole."""
    sync: SyncFacts | None = None
    """Of a test film, where that was asked for."""

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
        **({"sync": json.loads(render_sync(report.sync))} if report.sync is not None else {}),
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
