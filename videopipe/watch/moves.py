"""Originals that are done with are put aside, never deleted: a rename, or a copy that was read back."""

import errno
import os
import shutil
import stat
from collections.abc import Iterable
from pathlib import Path, PurePosixPath

from videopipe.engine.disk import flush, sha256_of
from videopipe.model.errors import Damaged
from videopipe.watch.inside import folder_inside


class CopyDiffers(Damaged):
    """A copy that isn't the original; the original is still there."""

    en = "{file} was copied to {target}, but reads back differently. The original is kept; check that disk"
    zh = "{file} 复制到 {target} 后内容不一致。原始文件仍保留在原处，请检查该磁盘"


def free_name(folder: Path, name: str) -> str:
    """The name, or with a number behind it where that is taken."""
    numbers = ("", *(f" ({number})" for number in range(2, 10_000)))
    stem, dot, tail = name.rpartition(".") if not (folder / name).is_dir() else (name, "", "")
    tries = (f"{stem}{number}{dot}{tail}" if stem else f"{name}{number}" for number in numbers)
    return next(each for each in tries if not os.path.lexists(folder / each))


def put_aside(root: Path, path: str, target: Path) -> None:
    """Move the file or folder `path` (below `root`) to `target`; what an earlier try left is finished.

    Raises CopyDiffers or OSError; then the original is whole, or all of it is at `target`.
    """
    pure = PurePosixPath(path)
    if not os.path.lexists(root / path):
        return
    if os.path.lexists(target):
        _clear_copied(root / path, target)
        return
    target.parent.mkdir(parents=True, exist_ok=True)
    with folder_inside(root, pure.parent.as_posix()) as folder:
        try:
            os.rename(pure.name, target, src_dir_fd=folder)
        except OSError as error:
            if error.errno != errno.EXDEV:
                raise
            _copy_across(root / path, target)
    flush(target.parent)


def _copy_across(source: Path, target: Path) -> None:
    """Copied under another name, compared byte for byte, renamed; only then the original goes."""
    aside = target.with_name(f".{target.name}.moving")
    _clear(aside)
    if source.is_dir():
        shutil.copytree(source, aside, symlinks=True, copy_function=_copy)
    else:
        _copy(str(source), str(aside))
    for copied in (path for path in (aside, *aside.rglob("*")) if path.is_file()):
        flush(copied)
    _compare(source, aside)
    aside.rename(target)
    _clear(source)


def _clear_copied(source: Path, target: Path) -> None:
    """A copy that had arrived before we were killed: only the original is left to clear away."""
    _compare(source, target)
    _clear(source)


def _compare(source: Path, copy: Path) -> None:
    for original, copied in _pairs(source, copy):
        if not copied.is_file() or sha256_of(original) != sha256_of(copied):
            raise CopyDiffers(file=str(original), target=str(copied))


def _copy(source: str, target: str) -> str:
    if not stat.S_ISREG(os.lstat(source).st_mode):
        raise OSError(errno.EINVAL, "not a plain file", source)
    return str(shutil.copy2(source, target, follow_symlinks=False))


def _pairs(source: Path, copy: Path) -> Iterable[tuple[Path, Path]]:
    if not source.is_dir():
        return [(source, copy)]
    files = [path for path in source.rglob("*") if path.is_file() and not path.is_symlink()]
    return [(path, copy / path.relative_to(source)) for path in files]


def _clear(path: Path) -> None:
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)
