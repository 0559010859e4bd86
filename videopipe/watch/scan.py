"""What lies in an inbox, by names, sizes and times alone: nothing is opened, no link is followed.

Polling is the truth: shares send no events, and sync clients send them twice.
"""

import os
import stat
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from videopipe.watch.names import NOTE_PAGE, is_ignored, is_partial

DEEPEST = 24
"""Folders below each other; deeper ones aren't looked into, and an upload that has them is refused."""


class Stamp(NamedTuple):
    """What changes if a file does."""

    size: int
    mtime_ns: int
    plain: bool
    """A file itself: no link, device or pipe."""


@dataclass(slots=True)
class Folder:
    """One folder as it was found."""

    files: dict[str, Stamp] = field(default_factory=dict)
    folders: dict[str, "Folder"] = field(default_factory=dict)
    partial: set[str] = field(default_factory=set)
    """Names of files that are still being written under another name."""
    notes: set[str] = field(default_factory=set)
    """Names of uploads that a note of ours lies here for."""
    denied: bool = False
    """Its names, or a file's size, can't be read: never taken for empty."""
    too_deep: bool = False

    def walk(self, prefix: str = "") -> Iterator[tuple[str, Stamp]]:
        """(path with /, stamp) of every file below."""
        for name, stamp in self.files.items():
            yield prefix + name, stamp
        for name, folder in self.folders.items():
            yield from folder.walk(f"{prefix}{name}/")

    def below(self, prefix: str = "") -> Iterator[tuple[str, "Folder"]]:
        """(path with / at its end, folder): itself and every folder below."""
        yield prefix, self
        for name, folder in self.folders.items():
            yield from folder.below(f"{prefix}{name}/")


def scan(root: Path, but: frozenset[str] = frozenset(), only: str = "") -> Folder:
    """The tree below `root`, without the folders `but` in it; of its folders `only` that one, if it is named.

    Raises OSError if `root` can't be read, or a disk or share answers with anything but a missing right.
    """
    found = Folder()
    with os.scandir(root) as entries:
        wanted = (
            each
            for each in entries
            if not only or each.name == only or not each.is_dir(follow_symlinks=False)
        )
        _read(wanted, found, 0, but)
    return found


def _read(entries: "Iterable[os.DirEntry[str]]", found: Folder, depth: int, but: frozenset[str]) -> None:
    for entry in entries:
        name = entry.name
        if name in but:
            continue
        if is_ignored(name):
            _note_ignored(name, found)
        elif entry.is_dir(follow_symlinks=False):
            found.folders[name] = _open(entry.path, depth + 1)
        else:
            try:
                seen = entry.stat(follow_symlinks=False)
            except FileNotFoundError:
                continue
            except PermissionError:
                found.denied = True
                continue
            found.files[name] = Stamp(seen.st_size, seen.st_mtime_ns, stat.S_ISREG(seen.st_mode))


def _note_ignored(name: str, found: Folder) -> None:
    if is_partial(name):
        found.partial.add(name)
    elif name.endswith(NOTE_PAGE):
        found.notes.add(name.removesuffix(NOTE_PAGE))


def _open(path: str, depth: int) -> Folder:
    found = Folder()
    if depth > DEEPEST:
        found.too_deep = True
        return found
    try:
        with os.scandir(path) as entries:
            _read(entries, found, depth, frozenset())
    except (PermissionError, FileNotFoundError):  # the latter: taken away just now; the next poll knows
        found.denied = True
    return found
