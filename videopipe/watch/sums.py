"""Lists of checksums that come with an upload: md5sum, sha256sum (GNU and BSD form), ASC MHL, BagIt. Pure.

https://theasc.com/society/ascmitc/asc-media-hash-list; https://datatracker.ietf.org/doc/html/rfc8493
"""

import hashlib
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Protocol
from xml.etree import ElementTree as ET


class Sum(Protocol):
    """A checksum that grows with the bytes it is told."""

    def update(self, data: bytes, /) -> object:
        """More bytes."""

    def hexdigest(self) -> str:
        """Of all so far."""


def _xxh(name: str) -> Callable[[], Sum]:
    def make() -> Sum:
        import xxhash

        made: Sum = getattr(xxhash, name)()
        return made

    return make


SUMS: Mapping[str, Callable[[], Sum]] = {
    "md5": lambda: hashlib.md5(usedforsecurity=False),
    "sha1": lambda: hashlib.sha1(usedforsecurity=False),
    "sha256": hashlib.sha256,
    "sha512": hashlib.sha512,
    "xxh64": _xxh("xxh64"),
    "xxh128": _xxh("xxh3_128"),
    "xxh3": _xxh("xxh3_64"),
}
"""By the name that ASC MHL gives them."""

_BY_LENGTH = {32: "md5", 40: "sha1", 64: "sha256", 128: "sha512"}
_GNU = re.compile(r"^\\?([0-9A-Fa-f]{32,128})[ \t]+\*?(.+)$")
_BSD = re.compile(r"^(MD5|SHA1|SHA256|SHA512) ?\((.+)\) ?= ?([0-9A-Fa-f]+)$")


class BadList(ValueError):
    """Not a list that we can read."""


@dataclass(frozen=True)
class Listed:
    """One line of a list."""

    path: str
    """From the folder the upload's files count from."""
    kind: str
    """A key of `SUMS`."""
    value: str
    """In hex, small letters."""


def parse_list(path: str, text: str) -> tuple[Listed, ...]:
    """What the list at `path` says of which files; () for a chain of lists or tags. Raises BadList."""
    name = PurePosixPath(path).name.lower()
    if name.endswith(".mhl"):
        return tuple(_mhl(path, text))
    if name.startswith("tagmanifest-"):
        return ()
    found = tuple(_lines(_folder_of(path), text))
    if not found:
        raise BadList
    return found


def _lines(folder: str, text: str) -> Iterator[Listed]:
    for line in map(str.strip, text.removeprefix("\ufeff").splitlines()):
        if not line or line.startswith(("#", ";")):
            continue
        gnu, bsd = _GNU.match(line), _BSD.match(line)
        if bsd:
            yield Listed(_joined(folder, bsd[2]), bsd[1].lower(), bsd[3].lower())
        elif gnu and len(gnu[1]) in _BY_LENGTH:
            yield Listed(_joined(folder, gnu[2]), _BY_LENGTH[len(gnu[1])], gnu[1].lower())
        else:
            raise BadList


def _mhl(path: str, text: str) -> Iterator[Listed]:
    """Both generations: `hashlist/hash` with `file` (1.x) or `path` (ASC MHL 2); paths count from the media's root."""
    if "<!DOCTYPE" in text or "<!ENTITY" in text:
        raise BadList
    try:
        root = ET.fromstring(text)  # noqa: S314 - no entities: looked for above
    except ET.ParseError as error:
        raise BadList from error
    folder = _folder_of(path)
    if PurePosixPath(folder).name == "ascmhl":
        folder = _folder_of(folder)
    for entry in (each for each in root.iter() if _tag(each) == "hash"):
        yield from _hash(entry, folder)


def _hash(entry: "ET.Element", folder: str) -> Iterator[Listed]:
    parts = {_tag(each): (each.text or "").strip() for each in entry}
    file = parts.get("path") or parts.get("file")
    kind = next((kind for kind in SUMS if kind in parts), None)
    if not file:
        raise BadList
    if (
        kind is not None
    ):  # a list may have kinds that we don't know (c4): such a file is only asked to be there
        yield Listed(_joined(folder, file), kind, parts[kind].lower())


def _tag(element: "ET.Element") -> str:
    return element.tag.rpartition("}")[2].lower()


def _folder_of(path: str) -> str:
    parent = PurePosixPath(path).parent.as_posix()
    return "" if parent == "." else parent


def _joined(folder: str, name: str) -> str:
    plain = name.strip().replace("\\", "/").removeprefix("./")
    return f"{folder}/{plain}" if folder else plain
