"""One episode's folder in OUT: its versions, the one to collect, and what is half-made beside them.

    .staging-…/lock bag/     half-made; whoever makes it holds the lock while it lives
    v1/ v2/ …                sealed, never changed afterwards
    current.json             the version to collect
    .lock                    held for the blink of a rename

A publisher that is killed at any moment leaves either nothing new, or a version that the next one finds
whole and turns `current.json` to. Knows nothing of what is in a version.
"""

import fcntl
import json
import logging
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from videopipe.engine.disk import flush, is_held, write_durably
from videopipe.model.bundle import RECORD_FILE
from videopipe.model.errors import Damaged
from videopipe.stages.package.bag import IDENTITY_TAG, read_info
from videopipe.stages.package.record import parse_bundle

_log = logging.getLogger(__name__)

CURRENT_FILE = "current.json"


@dataclass(frozen=True)
class Published:
    """What the publisher is to collect."""

    version: int
    path: Path
    """Folder of the version."""
    fresh: bool
    """False: this content had been published before, and no version was made."""


def make_folder(folder: Path) -> None:
    """The episode's folder, there also after a power cut."""
    missing = [one for one in (folder, *folder.parents) if not one.exists()]
    folder.mkdir(parents=True, exist_ok=True)
    for one in missing:
        flush(one.parent)


@contextmanager
def alone(folder: Path) -> Iterator[None]:
    """Nobody else, in whichever process, names or sweeps anything of this episode meanwhile."""
    lock = os.open(folder / ".lock", os.O_RDWR | os.O_CREAT, 0o644)
    try:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield
    finally:
        os.close(lock)


def known(folder: Path, identity: str, now: datetime) -> Published | None:
    """The newest whole version if it is this very content; `current.json` points to it afterwards.

    Only within `alone`.
    """
    for number, path in _versions(folder):
        found = _identity_if_whole(path)
        if found is None:
            continue
        if found != identity:
            return None
        if _current(folder) != (number, identity):
            _turn(folder, _write_pointer(folder, number, identity, now))
        return Published(number, path, fresh=False)
    return None


def appear(bag: Path, folder: Path, identity: str, now: datetime) -> Published:
    """`bag` becomes the next version in one rename; then `current.json` turns. Only within `alone`."""
    number = max((number for number, _ in _versions(folder)), default=0) + 1
    version = folder / f"v{number}"
    # Before the rename: from here on a full disk can't stop us any more.
    pointer = _write_pointer(folder, number, identity, now)
    bag.rename(version)
    flush(folder)
    _turn(folder, pointer)
    return Published(number, version, fresh=True)


def _versions(folder: Path) -> list[tuple[int, Path]]:
    """(number, folder) of all versions, newest first."""
    found = [(int(path.name[1:]), path) for path in folder.glob("v*") if path.name[1:].isdecimal()]
    return sorted(found, reverse=True)


def _identity_if_whole(version: Path) -> str | None:
    """What the version was made from; None if a file is gone or has another size."""
    try:
        identity = read_info(version)[IDENTITY_TAG]
        bundle = parse_bundle((version / "data" / RECORD_FILE).read_bytes(), RECORD_FILE)
        sizes = {file.path: file.measured.size_bytes for file in bundle.files}
        whole = all((version / "data" / path).stat().st_size == size for path, size in sizes.items())
    except (OSError, ValueError, KeyError, Damaged):
        return None
    return identity if whole and bundle.identity == identity else None


def _current(folder: Path) -> tuple[int, str] | None:
    try:
        raw = json.loads((folder / CURRENT_FILE).read_bytes())
        return int(raw["version"]), str(raw["identity"])
    except (OSError, ValueError, KeyError, TypeError):
        return None


def _write_pointer(folder: Path, number: int, identity: str, now: datetime) -> Path:
    """What `current.json` shall say, under another name."""
    sealed_at = now.isoformat(timespec="seconds")
    current = {"version": number, "path": f"v{number}", "identity": identity, "sealed_at": sealed_at}
    aside = folder / f".{CURRENT_FILE}"
    aside.unlink(missing_ok=True)
    write_durably(aside, (json.dumps(current, indent=1) + "\n").encode())
    return aside


def _turn(folder: Path, pointer: Path) -> None:
    pointer.replace(folder / CURRENT_FILE)
    flush(folder)


@contextmanager
def staging_folder(folder: Path) -> Iterator[Path]:
    """A folder that goes away with the block, and can't be swept before."""
    with alone(folder):
        staging = Path(tempfile.mkdtemp(prefix=f".staging-{os.getpid()}-", dir=folder))
        lock = os.open(staging / "lock", os.O_RDWR | os.O_CREAT, 0o644)
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    try:
        yield staging
    finally:
        shutil.rmtree(staging, ignore_errors=True)
        os.close(lock)


def sweep_staging(folder: Path) -> None:
    """Delete what publishers that were killed left in the episode's folder; the living hold a lock."""
    with alone(folder):
        for staging in sorted(folder.glob(".staging-*")):
            if not is_held(staging / "lock"):
                _log.info("removing what a publisher that was killed left: %s", staging.name)
                shutil.rmtree(staging, ignore_errors=True)
