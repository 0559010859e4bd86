"""An upload becomes a private copy, read once: what is hashed and checked is what will be made.

The copy lies in the work folder: nobody can change it under a run, and a vanished mount doesn't matter any more.
"""

import hashlib
import os
import shutil
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import BinaryIO

from videopipe.config.episode import EPISODE_FILE
from videopipe.model.errors import DiskFull, FootageRefused, InputError, Stopped
from videopipe.watch.inside import NotPlain, open_inside, read_inside
from videopipe.watch.limits import Limits, TooDeep, TooManyFiles, TooMuchData
from videopipe.watch.lone import city_of, episode_text, subtitles_of
from videopipe.watch.names import alike, is_description, is_own_paper, is_sum_list
from videopipe.watch.scan import Stamp
from videopipe.watch.sums import SUMS, BadList, Listed, Sum, parse_list
from videopipe.watch.uploads import Upload
from videopipe.watch.zips import NameTwice, unpack

_BLOCK = 1 << 20
_SPARE_BYTES = 1_000_000_000
"""Left free on the work disk beyond the copy itself."""


class WrongSum(FootageRefused):
    """Not the bytes that were sent off."""

    en = "{file} isn't what {list} says ({kind} differs): it was damaged or is not all there. Send it again"
    zh = "{file} 与校验清单 {list} 不符（{kind} 不同）：传输出错或没有传完。请重新上传该文件"


class NotListed(FootageRefused):
    """A list names what isn't there."""

    en = "{file} is named in {list} but isn't there. Send it too"
    zh = "校验清单 {list} 中的 {file} 没有收到。请补传"


class BadSumList(InputError):
    """A list of checksums that can't be read."""

    en = "{file} is not a list of checksums that we can read. Make it again with md5sum or sha256sum, or leave it out"
    zh = "{file} 不是可识别的校验清单。请用 md5sum 或 sha256sum 重新生成，或不附清单"


class TwoVideos(InputError):
    """Sidecars that might belong to either."""

    en = "{file} and {other} have the same name: whose the subtitles are can't be told. Rename one of them with its files"
    zh = "{file} 与 {other} 同名，无法确定字幕属于哪一个。请将其中一个连同其字幕等文件改名"


class NoDescription(InputError):
    """A video about which nothing is known."""

    en = "{file} has no {stem}.yaml beside it that says city, date and title, nor does its name. Put that file there"
    zh = "{file} 没有同名说明文件 {stem}.yaml，文件名中也没有城市、日期和标题。请补上该文件"


class NoEpisode(InputError):
    """A zip or folder without episode.yaml."""

    en = "{file} holds no episode.yaml. Add it; `videopipe init` writes an example"
    zh = "{file} 中没有 episode.yaml。请补上；可用 videopipe init 生成示例"


class StillComing(Exception):
    """The upload changed while it was read: not an error, it is looked at again when it rests."""


@dataclass(frozen=True)
class Copy:
    """What was taken in."""

    folder: Path
    """Of the episode."""
    digests: Mapping[str, str]
    """Canonical path to sha256, of everything that counts."""

    @property
    def identity(self) -> str:
        """The same for the same content, however the upload is called and whether it came zipped."""
        lines = "".join(f"{path}\0{digest}\n" for path, digest in sorted(self.digests.items()))
        return hashlib.sha256(lines.encode()).hexdigest()


def take_in(inbox: Path, upload: Upload, into: Path, limits: Limits, stopped: Callable[[], bool]) -> Copy:
    """Copy the upload to the new folder `into`, hashed and checked against its lists.

    Raises StillComing, Stopped, DiskFull, OSError, and for what a person must put right FootageRefused or InputError.
    """
    _check_size(upload, limits)
    lists = dict(_read_lists(inbox, upload))
    _check_space(upload, into)
    into.mkdir(parents=True)
    taker = _Taker(inbox, upload, into, limits, stopped)
    if upload.kind == "zip":
        taker.unzip(PurePosixPath(upload.path).name, _wanted(lists))
    else:
        taker.copy_all(_wanted(lists))
    _compare(lists, taker.sums)
    if upload.kind == "zip":
        taker.check_unzipped()
    if upload.kind == "video":
        return _lay_out_video(upload, into, taker.digests)
    folder = _episode_folder(into, upload.name)
    return Copy(folder, _below(taker.digests, folder.relative_to(into).as_posix()))


def _check_size(upload: Upload, limits: Limits) -> None:
    if upload.too_deep:
        raise TooDeep(file=upload.name)
    if len(upload.files) > limits.files:
        raise TooManyFiles(file=upload.name, most=limits.files)
    if upload.size_bytes > limits.bytes:
        raise TooMuchData(file=upload.name)
    odd = next((path for path, stamp in upload.files.items() if not stamp.plain), None)
    if odd is not None:
        raise NotPlain(file=readable(odd))
    if upload.rivals:
        raise TwoVideos(file=upload.name, other=readable(upload.rivals[0]))


def _check_space(upload: Upload, into: Path) -> None:
    parent = next(folder for folder in into.parents if folder.exists())
    if shutil.disk_usage(parent).free < upload.size_bytes + _SPARE_BYTES:
        raise DiskFull(folder=str(parent))


def readable(path: str) -> str:
    """A path whose bytes are no UTF-8, as GBK if it is that; accents in one form."""
    raw = os.fsencode(path)
    for encoding in ("utf-8", "gb18030"):
        try:
            return alike(raw.decode(encoding))
        except UnicodeDecodeError:
            continue
    return raw.decode("utf-8", "backslashreplace")


def _read_lists(inbox: Path, upload: Upload) -> Iterator[tuple[str, tuple[Listed, ...]]]:
    for path in filter(is_sum_list, upload.files):
        raw = read_inside(inbox, _joined(upload.home, path), Limits.list_bytes)
        yield path, parse_sums(path, raw)


def parse_sums(path: str, raw: bytes) -> tuple[Listed, ...]:
    """The list, in UTF-8 or GBK. Raises BadSumList."""
    try:
        return parse_list(path, _text(raw))
    except BadList as error:
        raise BadSumList(file=readable(path)) from error


def _text(raw: bytes) -> str:
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        return raw.decode("gb18030", "replace")


def _wanted(lists: Mapping[str, Sequence[Listed]]) -> dict[str, set[str]]:
    """Path to the kinds of checksums that some list has of it."""
    found: dict[str, set[str]] = {}
    for listed in (each for one in lists.values() for each in one):
        found.setdefault(alike(listed.path), set()).add(listed.kind)
    return found


def _compare(lists: Mapping[str, Sequence[Listed]], sums: Mapping[str, Mapping[str, str]]) -> None:
    for name, listed in ((name, each) for name, one in lists.items() for each in one):
        found = sums.get(alike(listed.path))
        if found is None:
            raise NotListed(file=listed.path, list=readable(name))
        if found[listed.kind] != listed.value:
            raise WrongSum(file=listed.path, list=readable(name), kind=listed.kind)


class _Taker:
    """Copies files and remembers their checksums."""

    def __init__(
        self, inbox: Path, upload: Upload, into: Path, limits: Limits, stopped: Callable[[], bool]
    ) -> None:
        self._inbox, self._upload, self._into = inbox, upload, into
        self._limits, self._stopped = limits, stopped
        self.digests: dict[str, str] = {}
        self.sums: dict[str, dict[str, str]] = {}

    def copy_all(self, wanted: Mapping[str, set[str]]) -> None:
        for path, stamp in self._upload.files.items():
            if path.startswith("../"):  # a marker beside the folder
                continue
            name = readable(path)
            if name in self.digests:
                raise NameTwice(file=self._upload.name, entry=name)
            with self._opened(path, stamp) as file:
                self._write(name, _blocks(file), wanted.get(name, set()))

    def unzip(self, path: str, wanted: Mapping[str, set[str]]) -> None:
        """The zip itself is held against the lists beside it, then what it holds against those in it."""
        name = readable(path)
        with self._opened(path, self._upload.files[path]) as file:
            self._sum(name, file, wanted.get(name, set()))
            file.seek(0)
            unpack(file, name, self._limits, lambda inner, blocks: self._write(inner, blocks, set()))

    def check_unzipped(self) -> None:
        """Against lists that came inside; they are known only once all is unpacked."""
        lists = {path: parse_sums(path, self._text_of(path)) for path in self.digests if is_sum_list(path)}
        for path, kinds in _wanted(lists).items():
            if path in self.digests:
                with (self._into / path).open("rb") as file:
                    self._sum(path, file, kinds)
        _compare(lists, self.sums)

    def _text_of(self, path: str) -> bytes:
        with (self._into / path).open("rb") as file:
            return file.read(Limits.list_bytes)

    def _sum(self, name: str, file: BinaryIO, kinds: set[str]) -> None:
        sums = {kind: SUMS[kind]() for kind in kinds}
        if sums:
            self._feed(_blocks(file), sums)
        self.sums[name] = {kind: each.hexdigest() for kind, each in sums.items()}

    def _feed(self, blocks: Iterator[bytes], sums: Mapping[str, Sum], copy: "BinaryIO | None" = None) -> None:
        for block in blocks:
            if self._stopped():
                raise Stopped
            for each in sums.values():
                each.update(block)
            if copy is not None:
                copy.write(block)

    def _write(self, name: str, blocks: Iterator[bytes], kinds: set[str]) -> None:
        target = self._into / name
        target.parent.mkdir(parents=True, exist_ok=True)
        sums = {kind: SUMS[kind]() for kind in {"sha256", *kinds}}
        with target.open("xb") as copy:
            self._feed(blocks, sums, copy)
        found = {kind: each.hexdigest() for kind, each in sums.items()}
        self.sums[name], self.digests[name] = found, found["sha256"]

    def _opened(self, path: str, stamp: Stamp) -> AbstractContextManager[BinaryIO]:
        return _unchanged(self._inbox, _joined(self._upload.home, path), stamp)


@contextmanager
def _unchanged(inbox: Path, path: str, stamp: Stamp) -> Iterator[BinaryIO]:
    """The file, open; StillComing if it isn't as it was found, before it was read or after."""
    try:
        with open_inside(inbox, path) as file:
            _check_stamp(file, stamp)
            yield file
            _check_stamp(file, stamp)
    except FileNotFoundError as error:
        raise StillComing from error


def _check_stamp(file: BinaryIO, stamp: Stamp) -> None:
    seen = os.fstat(file.fileno())
    if (seen.st_size, seen.st_mtime_ns) != (stamp.size, stamp.mtime_ns):
        raise StillComing


def _blocks(file: BinaryIO) -> Iterator[bytes]:
    while block := file.read(_BLOCK):
        yield block


# What the copy is, as an episode.


def _episode_folder(into: Path, shown: str) -> Path:
    """Where episode.yaml lies: at the top, in a bag's data, or in the one folder that was zipped as a whole."""
    for folder in (into, into / "data", *_only_folder(into)):
        found = _description(folder)
        if found is not None:
            if found.name != EPISODE_FILE:
                found.rename(folder / EPISODE_FILE)
            return folder
    raise NoEpisode(file=shown)


def _only_folder(into: Path) -> Iterator[Path]:
    folders = [each for each in into.iterdir() if each.is_dir()]
    if len(folders) == 1:
        yield folders[0]
        yield folders[0] / "data"


def _description(folder: Path) -> Path | None:
    """episode.yaml, also where somebody's system wrote Episode.YML."""
    if not folder.is_dir():
        return None
    found = [each for each in folder.iterdir() if is_episode_file(each.name)]
    return found[0] if len(found) == 1 else None


def is_episode_file(name: str) -> bool:
    """Whether it is meant to be episode.yaml."""
    return name.lower() in (EPISODE_FILE, "episode.yml")


def _below(digests: Mapping[str, str], folder: str) -> dict[str, str]:
    """What lies in the episode's folder, from there, without papers of the delivery."""
    start = "" if folder == "." else f"{folder}/"
    counted = {path.removeprefix(start): digest for path, digest in digests.items() if path.startswith(start)}
    canonical = {EPISODE_FILE if is_episode_file(path) else path: digest for path, digest in counted.items()}
    return {path: digest for path, digest in canonical.items() if not is_own_paper(path)}


def _lay_out_video(upload: Upload, into: Path, digests: Mapping[str, str]) -> Copy:
    """The video keeps its name; its YAML, or what its name says, becomes episode.yaml."""
    video = readable(PurePosixPath(upload.path).name)
    description = next(filter(is_description, digests), None)
    given = _text((into / description).read_bytes()[: Limits.list_bytes]) if description else None
    subtitles = subtitles_of(digests)
    text = episode_text(video, city_of(upload.home), subtitles, given)
    if text is None:
        raise NoDescription(file=video, stem=PurePosixPath(video).stem)
    (into / EPISODE_FILE).write_text(text, "utf-8")
    canonical = {
        "video": digests[video],
        **{f"subtitles.{key}": digests[name] for key, name in subtitles.items()},
    }
    # Its own names out of it, so that the same under another name is the same.
    neutral = text.replace(video, "video")
    for language, name in subtitles.items():
        neutral = neutral.replace(name, f"subtitles.{language}")
    canonical[EPISODE_FILE] = hashlib.sha256(neutral.encode()).hexdigest()
    return Copy(into, canonical)


def _joined(folder: str, path: str) -> str:
    return f"{folder}/{path}" if folder else path
