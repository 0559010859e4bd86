"""The bundle: what is handed over, and what is known of every file in it.

A `Deliverable` says what a file shall be; `Measured` says what the finished file is. Nothing in a `Bundle`
comes from a plan.
"""

import unicodedata
from dataclasses import dataclass

from videopipe.model.media import Loudness, MediaInfo
from videopipe.model.time import Seconds

RECORD_FILE = "bundle.json"
"""In data/: the facts about every other file there."""
PAGE_FILE = "index.html"
"""In data/: the page that works from disk."""


@dataclass(frozen=True)
class Made:
    """Output `name` of the task `key`, finished and in the store."""

    key: str
    name: str


@dataclass(frozen=True)
class Deliverable:
    """One file that goes into the bundle."""

    path: str
    """Below data/, with forward slashes, NFC: `video/portal-1080p.mp4`. ValueError for anything else."""
    source: Made | str
    """A finished file, or the text itself (written as UTF-8)."""
    role: str
    """What it is for: `programme`, `clip`, `captions`, `sdh`, `transcript`, `poster` …"""
    media_type: str
    """RFC 6838: `video/mp4`, `text/vtt` …"""
    language: str = ""
    """BCP 47 (`zh-Hans`); empty where nobody speaks or writes."""
    title: str = ""
    """For people."""
    facts: Made | None = None
    """What `package.measure` has found about `source`; texts need none."""

    def __post_init__(self) -> None:
        if not _is_payload_path(self.path):
            raise ValueError(f"{self.path!r} can't be a path in a bundle")


def _is_payload_path(path: str) -> bool:
    # % CR LF would need escapes in a BagIt manifest (RFC 8493, 2.1.3), and readers disagree about them.
    clean = not any(char in '\\%:*?"<>|' or unicodedata.category(char) == "Cc" for char in path)
    parts_are_names = all(part not in {"", ".", ".."} and part == part.strip() for part in path.split("/"))
    return clean and parts_are_names and unicodedata.is_normalized("NFC", path) and path not in _OWN_FILES


_OWN_FILES = {RECORD_FILE, PAGE_FILE}


@dataclass(frozen=True)
class ImageInfo:
    """A still picture."""

    format: str
    """JPEG or PNG."""
    width: int
    height: int


@dataclass(frozen=True)
class Measured:
    """What one file is, found out by reading the file itself."""

    sha256: str
    """Hex."""
    size_bytes: int
    media: MediaInfo | None = None
    """Film and sound only."""
    loudness: Loudness | None = None
    """Of the decoded first sound track."""
    sound: Seconds | None = None
    """Length of the first sound track as it is heard: decoded, and not beyond what the container says."""
    image: ImageInfo | None = None
    """Still pictures only."""


@dataclass(frozen=True)
class FileFacts:
    """One file of the bundle."""

    path: str
    """Below data/."""
    role: str
    media_type: str
    language: str
    title: str
    measured: Measured


@dataclass(frozen=True)
class Bundle:
    """One episode, ready to be collected. Carries no clock and no version: equal contents are equal bundles."""

    episode_id: str
    series: str
    title: str
    city: str
    identity: str
    """Of everything it was made from; see `package.plan.identity`."""
    software: str
    """What made it: `videopipe 0.1.0`."""
    files: tuple[FileFacts, ...]
    """Sorted by path; all but `bundle.json` itself."""

    def file(self, path: str) -> FileFacts:
        """The facts of that path. KeyError if there is no such file."""
        for file in self.files:
            if file.path == path:
                return file
        raise KeyError(path)
