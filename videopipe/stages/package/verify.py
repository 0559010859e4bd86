"""Whether a bundle is still what it was when it was sealed. Reads everything, changes nothing."""

import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from videopipe.model.bundle import PAGE_FILE, RECORD_FILE, Bundle, FileFacts
from videopipe.model.errors import Damaged, FootageRefused, Stopped, ToolFailed
from videopipe.stages.package.bag import TAG_FILES, TAG_MANIFEST, open_bag
from videopipe.stages.package.captions import find_caption_fault
from videopipe.stages.package.compare import differences
from videopipe.stages.package.links import broken_links
from videopipe.stages.package.measure import measure, read_digest
from videopipe.stages.package.plan import kind_of
from videopipe.stages.package.record import parse_bundle
from videopipe.stages.package.shelf import CURRENT_FILE

if TYPE_CHECKING:
    import bagit


class NoBundle(Damaged):
    """Nothing there to verify."""

    en = "{path} is neither a bundle nor an episode folder with a {current} that leads to one ({why})"
    zh = "{path} 既不是成品包，也不是带有效 {current} 的节目目录（{why}）"


@dataclass(frozen=True)
class Fault:
    """One thing that isn't as it was sealed."""

    path: str
    """Below the bundle's folder."""
    kind: str
    """missing, extra, changed, unreadable, bag, record, measure, caption or link."""
    en: str
    zh: str


def verify_bundle(path: Path, *, measure: bool = True, stopped: Callable[[], bool]) -> tuple[Fault, ...]:
    """Everything that is wrong with the bundle at `path`, sorted; empty if nothing is.

    `path`: the bundle's folder, the episode's folder, or its current.json. Without `measure` films, sounds
    and pictures are hashed only. Raises NoBundle or Stopped.
    """
    folder = find_bundle(path)
    found = {(fault.path, fault.kind, fault.en): fault for fault in _faults(folder, measure, stopped)}
    return tuple(found[key] for key in sorted(found))


def find_bundle(path: Path) -> Path:
    """The bundle's folder that `path` means. Raises NoBundle."""
    current = path if path.name == CURRENT_FILE else path / CURRENT_FILE
    if current.is_file():
        return _follow(current)
    if path.is_dir() and (_is_version(path) or any((path / name).exists() for name in (*TAG_FILES, "data"))):
        return path
    why = "no such folder" if not path.exists() else "nothing of a bundle inside"
    raise NoBundle(path=str(path), current=CURRENT_FILE, why=why)


def _is_version(path: Path) -> bool:
    return re.fullmatch(r"v\d+", path.absolute().name) is not None


def _follow(current: Path) -> Path:
    try:
        named = str(json.loads(current.read_bytes())["path"])
        folder = current.parent / named
    except (OSError, ValueError, KeyError, TypeError, RecursionError) as error:
        raise NoBundle(
            path=str(current), current=CURRENT_FILE, why=f"{type(error).__name__}: {error}"
        ) from error
    if not re.fullmatch(r"v\d+", named) or not folder.is_dir():
        raise NoBundle(path=str(current), current=CURRENT_FILE, why=f"{named} is not there")
    return folder


def _faults(folder: Path, again: bool, stopped: Callable[[], bool]) -> Iterator[Fault]:
    yield from _missing_parts(folder)
    yield from _links_out(folder)
    digests = _Digests(folder, stopped)
    yield from _check_bag(folder, digests)
    try:
        bundle = parse_bundle((folder / "data" / RECORD_FILE).read_bytes(), RECORD_FILE)
    except (OSError, Damaged) as error:
        yield _fault(f"data/{RECORD_FILE}", "record", f"can't be read: {error}", f"无法读取：{error}")
    else:
        yield from _check_record(folder, bundle, digests)
        yield from _check_contents(folder, bundle, again, stopped)
    yield from _check_page(folder)


def _fault(path: str, kind: str, en: str, zh: str) -> Fault:
    return Fault(path, kind, f"{path}: {en}", f"{path}：{zh}")


_MISSING = ("missing", "is not there", "文件缺失")
_EXTRA = ("extra", "doesn't belong to the bundle", "不属于该成品包")
_CHANGED = ("changed", "isn't what was sealed: its sha256 differs", "内容与封装时不一致（sha256 不符）")


class _Digests:
    """sha256 of the bundle's files, each read once."""

    def __init__(self, folder: Path, stopped: Callable[[], bool]) -> None:
        self._folder = folder
        self._stopped = stopped
        self._known: dict[str, tuple[str, int] | None] = {}

    def __getitem__(self, path: str) -> tuple[str, int] | None:
        """(sha256, size in bytes); None if it can't be read."""
        if path not in self._known:
            try:
                self._known[path] = read_digest(self._folder / path, self._stopped)
            except OSError:
                self._known[path] = None
        return self._known[path]


def _missing_parts(folder: Path) -> Iterator[Fault]:
    for name in (*TAG_FILES, TAG_MANIFEST):
        if not (folder / name).is_file():
            yield _fault(name, *_MISSING)
    if not (folder / "data").is_dir():
        yield _fault("data", *_MISSING)
    for path in sorted(folder.iterdir()):
        if path.name not in {*TAG_FILES, TAG_MANIFEST, "data"}:
            yield _fault(path.name, *_EXTRA)


def _links_out(folder: Path) -> Iterator[Fault]:
    """A link may lead to something that changes; a bundle holds files only."""
    for path in sorted(folder.rglob("*")):
        if path.is_symlink():
            name = path.relative_to(folder).as_posix()
            yield _fault(name, "extra", "is a link, not a file", "是链接而非文件")


def _check_bag(folder: Path, digests: _Digests) -> Iterator[Fault]:
    try:
        bag = open_bag(folder)
        missing, extra = bag.compare_manifests_with_fs()
    except Exception as error:  # noqa: BLE001 (bagit raises whatever its parsing stumbles over)
        yield _fault("bagit.txt", "bag", f"the bag can't be read: {error}", f"BagIt 结构无法读取：{error}")
        return
    for path in missing:
        yield _fault(path, *_MISSING)
    for path in extra:
        yield _fault(path, *_EXTRA)
    for name in TAG_FILES:
        if name not in bag.entries:
            yield _fault(TAG_MANIFEST, "bag", f"doesn't list {name}", f"未列出 {name}")
    yield from _check_oxum(bag)
    yield from _check_digests(bag.entries, digests)


def _check_oxum(bag: "bagit.Bag") -> Iterator[Fault]:
    """Payload-Oxum (RFC 8493, 2.2.2): bytes and number of files, as bag-info.txt says."""
    import bagit

    try:
        bag.validate(fast=True)
    except bagit.BagError as error:
        yield _fault("bag-info.txt", "bag", str(error), f"Payload-Oxum 或结构校验失败：{error}")
    except Exception as error:  # noqa: BLE001 (as above)
        yield _fault("bag-info.txt", "bag", f"can't be read: {error}", f"无法读取：{error}")


def _check_digests(entries: Mapping[str, Mapping[str, str]], digests: _Digests) -> Iterator[Fault]:
    for path, wanted in sorted(entries.items()):
        found = digests[path]
        if found is not None and wanted.get("sha256", "").lower() != found[0]:
            yield _fault(path, *_CHANGED)


def _check_record(folder: Path, bundle: Bundle, digests: _Digests) -> Iterator[Fault]:
    """bundle.json lists what is there: all of it, nothing else, and as it is."""
    listed = {file.path: file.measured for file in bundle.files}
    for path in sorted(_payload(folder) - listed.keys() - {RECORD_FILE}):
        yield _fault(f"data/{path}", "record", f"isn't listed in {RECORD_FILE}", f"未列入 {RECORD_FILE}")
    for path, measured in listed.items():
        found = digests[f"data/{path}"]
        if found is None:
            yield _fault(f"data/{path}", *_MISSING)
        elif found != (measured.sha256, measured.size_bytes):
            yield _fault(
                f"data/{path}",
                "record",
                f"isn't the file that {RECORD_FILE} tells of",
                f"与 {RECORD_FILE} 记录的文件不符",
            )


def _payload(folder: Path) -> set[str]:
    data = folder / "data"
    return {path.relative_to(data).as_posix() for path in data.rglob("*") if path.is_file()}


def _check_contents(
    folder: Path, bundle: Bundle, again: bool, stopped: Callable[[], bool]
) -> Iterator[Fault]:
    for file in bundle.files:
        if stopped():
            raise Stopped
        path = folder / "data" / file.path
        if path.is_file():
            yield from _check_captions(path, file)
            if again:
                yield from _measure_again(path, file, stopped)


def _check_captions(path: Path, file: FileFacts) -> Iterator[Fault]:
    reason = find_caption_fault(file.path, path.read_bytes())
    if reason is not None:
        yield _fault(f"data/{file.path}", "caption", reason.en, reason.zh)


def _measure_again(path: Path, file: FileFacts, stopped: Callable[[], bool]) -> Iterator[Fault]:
    kind = kind_of(file.path)
    if kind == "plain":
        return
    name = f"data/{file.path}"
    try:
        found = measure(path, kind, stopped)
    except (FootageRefused, Damaged, ToolFailed, OSError) as error:
        yield _fault(name, "unreadable", f"can't be played: {error}", f"无法播放：{error}")
        return
    for one in differences(file.measured, found):
        yield _fault(
            name, "measure",
            f"{one.what} is {one.found}, {RECORD_FILE} says {one.recorded}",
            f"{one.what} 实测 {one.found}，{RECORD_FILE} 记录为 {one.recorded}",
        )  # fmt: skip


def _check_page(folder: Path) -> Iterator[Fault]:
    page = folder / "data" / PAGE_FILE
    if not page.is_file():
        yield _fault(f"data/{PAGE_FILE}", *_MISSING)
        return
    html = page.read_text("utf-8", "replace")
    for link in _unique(broken_links(html, _payload(folder))):
        yield _fault(f"data/{PAGE_FILE}", "link", f"{link} leads nowhere", f"链接 {link} 无法打开")


def _unique(links: Iterable[str]) -> list[str]:
    return sorted(set(links))
