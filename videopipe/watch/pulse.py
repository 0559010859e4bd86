"""Whether a watcher is alive, and whether it pauses: one small file in the work folder, written at every poll."""

import json
import os
from dataclasses import asdict, dataclass
from pathlib import Path

from videopipe.model.findings import Words

PULSE_FILE = "watcher.json"


@dataclass(frozen=True)
class Pulse:
    """What a watcher said last."""

    at_s: float
    """Since 1970."""
    every_s: float
    """How often it says so."""
    pid: int
    inbox: str
    paused: Words | None = None
    """Why no new work is begun, and what to do."""

    def is_alive(self, now: float) -> bool:
        """Whether it was heard of lately. While one upload is read to its end, minutes may pass."""
        return abs(now - self.at_s) <= max(300.0, 5 * self.every_s)


def write_pulse(work: Path, pulse: Pulse) -> None:
    """In one rename; worth no flush: after a power cut nobody is alive."""
    aside = work / f".{PULSE_FILE}-{os.getpid()}"
    aside.write_text(json.dumps(asdict(pulse), ensure_ascii=False), "utf-8")
    aside.replace(work / PULSE_FILE)


def read_pulse(work: Path) -> Pulse | None:
    """None if no watcher was ever here, or nobody can tell."""
    try:
        raw = json.loads((work / PULSE_FILE).read_bytes())
        paused = Words(**raw.pop("paused")) if raw["paused"] else raw.pop("paused")
        return Pulse(**raw, paused=paused)
    except (OSError, ValueError, TypeError, KeyError, AttributeError):
        return None
