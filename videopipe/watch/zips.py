"""Unpacking what a stranger has zipped: no path leaves the folder, no bomb fills the disk, names are read as written."""

import stat
import zipfile
import zlib
from collections.abc import Callable, Iterator
from pathlib import PurePosixPath
from typing import IO, BinaryIO

from videopipe.model.errors import FootageRefused
from videopipe.watch.limits import Limits, TooManyFiles, TooMuchData
from videopipe.watch.names import alike, is_ignored

_UTF8 = 0x800
"""The flag by which a zip says that its names are UTF-8; Windows' own packer writes GBK without it."""
_ENCRYPTED = 0x1


class TornZip(FootageRefused):
    """A zip without its end, or with a part that can't be unpacked."""

    en = "{file} can't be unpacked ({why}): the upload broke off, or the zip is damaged. Send it again; if that doesn't help, pack it anew"
    zh = "{file} 无法解压（{why}）：可能没有传完，或压缩包已损坏。请重新上传；若仍不行，请重新打包"


class LockedZip(FootageRefused):
    """Encrypted."""

    en = "{file} asks for a password. Pack it again without one"
    zh = "{file} 设有密码。请去掉密码后重新打包"


class ZipEscapes(FootageRefused):
    """A name that would be unpacked elsewhere, or a link."""

    en = "{file} holds “{entry}”, which leads out of the zip. Pack the episode folder itself, without links"
    zh = "{file} 中的“{entry}”指向压缩包之外。请直接打包节目文件夹，不要包含链接"


class ZipBomb(FootageRefused):
    """Packed tighter than any footage."""

    en = "{file} grows beyond measure when unpacked (“{entry}”). Pack the episode folder itself"
    zh = "{file} 解压后体积异常（“{entry}”）。请直接打包节目文件夹"


class StrangeZip(FootageRefused):
    """A way of packing that we can't undo."""

    en = "“{entry}” in {file} is packed in a way that isn't supported. Pack it again as an ordinary zip"
    zh = "{file} 中“{entry}”的压缩方式不受支持。请用普通 zip 格式重新打包"


class NameTwice(FootageRefused):
    """Two files of one name."""

    en = "“{entry}” is in {file} twice. Keep one of them"
    zh = "{file} 中有两个“{entry}”。请只保留一个"


def unpack(
    file: BinaryIO, shown: str, limits: Limits, write: Callable[[str, Iterator[bytes]], object]
) -> None:
    """Tell `write` the path and the bytes of every file in the zip. Raises FootageRefused of many kinds.

    `shown` names the zip in messages.
    """
    try:
        with zipfile.ZipFile(file) as packed:
            entries = _checked(packed.infolist(), shown, limits)
            left = limits.bytes
            for path, entry in entries:
                _check_entry(entry, path, shown)
                with packed.open(entry) as content:
                    left -= _write(content, path, entry, shown, left, write)
    except (zipfile.BadZipFile, zlib.error, EOFError, ValueError, IndexError) as error:
        raise TornZip(file=shown, why=str(error) or type(error).__name__) from error


def _write(
    content: "IO[bytes]",
    path: str,
    entry: zipfile.ZipInfo,
    shown: str,
    left: int,
    write: Callable[[str, Iterator[bytes]], object],
) -> int:
    """Bytes written; the header's size is not believed."""
    written = 0

    def blocks() -> Iterator[bytes]:
        nonlocal written
        while block := content.read(1 << 20):
            written += len(block)
            if written > left:
                raise TooMuchData(file=shown)
            if written > max(Limits.small_bytes, entry.compress_size * Limits.ratio):
                raise ZipBomb(file=shown, entry=path)
            yield block

    write(path, blocks())
    return written


def _checked(entries: list[zipfile.ZipInfo], shown: str, limits: Limits) -> list[tuple[str, zipfile.ZipInfo]]:
    """(path, entry) of the files that count."""
    if len(entries) > limits.files:
        raise TooManyFiles(file=shown, most=limits.files)
    found: dict[str, zipfile.ZipInfo] = {}
    for entry in entries:
        path = _path(entry, shown)
        if entry.is_dir() or any(is_ignored(part) for part in PurePosixPath(path).parts):
            continue
        if path in found:
            raise NameTwice(file=shown, entry=path)
        found[path] = entry
    return list(found.items())


def _path(entry: zipfile.ZipInfo, shown: str) -> str:
    # orig_filename: zipfile cuts `filename` at a null byte
    name = alike(_decoded(entry)).replace("\\", "/")
    parts = PurePosixPath(name).parts
    drive = bool(parts) and parts[0].endswith(":")
    kind = stat.S_IFMT(entry.external_attr >> 16)
    if (
        name.startswith("/")
        or ".." in parts
        or drive
        or "\0" in name
        or kind not in (0, stat.S_IFREG, stat.S_IFDIR)
    ):
        raise ZipEscapes(file=shown, entry=name.replace("\0", "\\0"))
    return "/".join(parts)


def _decoded(entry: zipfile.ZipInfo) -> str:
    """The name, in whatever encoding it was written."""
    if entry.flag_bits & _UTF8:
        return entry.orig_filename
    raw = entry.orig_filename.encode("cp437")
    for encoding in ("utf-8", "gb18030", "big5"):
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    return entry.orig_filename


def _check_entry(entry: zipfile.ZipInfo, path: str, shown: str) -> None:
    if entry.flag_bits & _ENCRYPTED:
        raise LockedZip(file=shown)
    if entry.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        raise StrangeZip(file=shown, entry=path)
