"""Which uploads a scanned inbox holds. Pure.

A place is the inbox itself, a folder named after a city, or one that holds episode folders or zips. What lies in a
place is an upload: every other folder, every zip, every video with the files of its stem.
"""

import hashlib
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Literal

from videopipe.config.cities import find_city
from videopipe.watch.names import (
    alike,
    finished_name,
    is_marker,
    is_sidecar,
    is_sum_list,
    is_video,
    is_zip,
    looks_like_episode,
    stem_of,
)
from videopipe.watch.scan import Folder, Stamp

Kind = Literal["folder", "zip", "video"]

_MOST_PLACES = 6
"""Places within places."""


@dataclass(frozen=True)
class Upload:
    """Files that belong together."""

    path: str
    """Of the folder, the zip or the video, from the inbox, with /."""
    kind: Kind
    files: Mapping[str, Stamp]
    """By path: from the folder itself; of a zip or a video, from the place it lies in."""
    partial: frozenset[str] = frozenset()
    """Paths of files that are still being written under another name, by the name they will have."""
    denied: tuple[str, ...] = ()
    """Folders in it whose content can't be seen."""
    rivals: tuple[str, ...] = ()
    """Other videos of the same stem: whose the sidecars are can't be told."""
    too_deep: bool = False

    @property
    def name(self) -> str:
        """The path as it can be written down: bytes that are no UTF-8 become `\\xb9`."""
        return self.path.encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")

    @property
    def home(self) -> str:
        """Where `files` count from: a path from the inbox, "" for the inbox itself."""
        return self.path if self.kind == "folder" else _parent(self.path)

    @property
    def declared(self) -> bool:
        """Whether the sender says that all is there: a marker, or a list of checksums."""
        return any(is_marker(path) or is_sum_list(path) for path in self.files)

    @property
    def size_bytes(self) -> int:
        """All files together."""
        return sum(stamp.size for stamp in self.files.values())

    @property
    def stamp(self) -> str:
        """Digest that changes with any name, size or time."""
        digest = hashlib.sha256()
        for path, stamp in sorted(self.files.items()):
            line = f"{path}\0{stamp.size}\0{stamp.mtime_ns}\0{stamp.plain}\n"
            digest.update(line.encode("utf-8", "surrogateescape"))
        return digest.hexdigest()[:32]


def find_uploads(root: Folder) -> dict[str, Upload]:
    """All uploads of the inbox, by name."""
    return {upload.name: upload for upload in _in_place(root, "", 0)}


def _in_place(place: Folder, path: str, depth: int) -> Iterator[Upload]:
    groups, markers = _groups(place), [name for name in place.files if is_marker(name)]
    for name, folder in place.folders.items():
        if _is_place(name, folder) and depth < _MOST_PLACES:
            yield from _in_place(folder, f"{path}{name}/", depth + 1)
        elif folder.files or folder.folders or folder.partial or folder.denied:
            beside = {f"../{each}": place.files[each] for each in markers if each.rpartition(".")[0] == name}
            yield _folder(path + name, folder, beside)
    yield from _zips(place, path, groups)
    yield from _videos(place, path, groups)


def _is_place(name: str, folder: Folder) -> bool:
    if _is_episode(folder):
        return False
    holds_some = any(_is_episode(inner) for inner in folder.folders.values()) or any(
        map(is_zip, folder.files)
    )
    return holds_some or find_city(name) is not None


def _is_episode(folder: Folder) -> bool:
    return looks_like_episode(frozenset(folder.files), frozenset(folder.folders))


def _folder(name: str, folder: Folder, beside: Mapping[str, Stamp]) -> Upload:
    """`beside`: markers that lie next to it, like 广州.ready."""
    inner = list(folder.below())
    return Upload(
        path=name,
        kind="folder",
        files={**dict(folder.walk()), **beside},
        partial=frozenset(at + finished_name(each) for at, one in inner for each in one.partial),
        denied=tuple(at.rstrip("/") or name for at, one in inner if one.denied),
        too_deep=any(one.too_deep for _, one in inner),
    )


def _zips(place: Folder, path: str, groups: Mapping[str, list[str]]) -> Iterator[Upload]:
    for name in filter(is_zip, place.files):
        papers = [each for each in groups[stem_of(name)] if is_marker(each) or is_sum_list(each)]
        yield Upload(path + name, "zip", {each: place.files[each] for each in (name, *papers)})


def _videos(place: Folder, path: str, groups: Mapping[str, list[str]]) -> Iterator[Upload]:
    coming = frozenset(map(finished_name, place.partial))
    for name in filter(is_video, place.files):
        group = groups[stem_of(name)]
        files = {each: place.files[each] for each in (name, *group) if each == name or is_sidecar(each)}
        rivals = tuple(sorted(each for each in group if is_video(each) and each != name))
        partial = frozenset(each for each in coming if stem_of(each) == stem_of(name))
        yield Upload(path + name, "video", files, partial=partial, rivals=rivals)


def _groups(place: Folder) -> defaultdict[str, list[str]]:
    found: defaultdict[str, list[str]] = defaultdict(list)
    for name in place.files:
        found[stem_of(name)].append(name)
    return found


def find_file(files: Mapping[str, Stamp], wanted: str) -> str | None:
    """The path of these that is `wanted`, however its accents are written."""
    if wanted in files:
        return wanted
    return next((path for path in files if alike(path) == alike(wanted)), None)


def _parent(name: str) -> str:
    parent = PurePosixPath(name).parent.as_posix()
    return "" if parent == "." else parent
