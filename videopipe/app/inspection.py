"""`videopipe probe`: what a file is, and what would become of it."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from videopipe.app.job import check_size, footage_rules
from videopipe.config.profile import Profile
from videopipe.media.apart import probe_apart
from videopipe.model.findings import Finding
from videopipe.model.media import MediaInfo
from videopipe.stages.ingest.diagnose import diagnose


@dataclass(frozen=True)
class Inspected:
    """One file."""

    info: MediaInfo
    findings: tuple[Finding, ...]


def inspect_file(path: Path, profile: Profile, stopped: Callable[[], bool]) -> Inspected:
    """Facts and findings of the file, by the profile's rules. Raises FootageRefused if it can't be read."""
    if path.is_file():
        check_size(path, profile.ingest.max_gb)
    info = probe_apart(path, stopped)
    return Inspected(info, diagnose(info, footage_rules(profile)))
