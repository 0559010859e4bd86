"""`videopipe probe`: what a file is, and what would become of it."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from videopipe.app.footage import duration_of, picture_repairs
from videopipe.app.job import check_size, footage_rules
from videopipe.config.profile import Profile
from videopipe.media.apart import probe_apart, read_apart
from videopipe.model.findings import Finding, Repair, Words
from videopipe.model.media import MediaInfo
from videopipe.model.sound import SoundFacts
from videopipe.stages.analyse.read import parse_tracks
from videopipe.stages.audio.choose import SoundRules, choose_sound
from videopipe.stages.audio.roles import roles_of
from videopipe.stages.ingest.diagnose import diagnose

LISTENER = "videopipe.stages.analyse.listen:listen_text"


@dataclass(frozen=True)
class Inspected:
    """One file."""

    info: MediaInfo
    heard: SoundFacts
    roles: tuple[Words, ...]
    """A guess for each channel."""
    findings: tuple[Finding, ...]
    repairs: tuple[Repair, ...]


def inspect_file(path: Path, profile: Profile, stopped: Callable[[], bool]) -> Inspected:
    """Facts, findings and what a run would do, by the profile's rules. Raises FootageRefused if it can't be read."""
    if path.is_file():
        check_size(path, profile.ingest.max_gb)
    info = probe_apart(path, stopped)
    heard = parse_tracks(read_apart(LISTENER, path, stopped))
    chosen = choose_sound(heard, SoundRules(profile.audio.denoise == "moderate"), duration_of(info))
    return Inspected(
        info=info,
        heard=heard,
        roles=roles_of(heard, chosen.choice),
        findings=(*diagnose(info, footage_rules(profile)), *chosen.findings),
        repairs=(*(picture_repairs(info.video, profile) if info.video else ()), *chosen.repairs),
    )
