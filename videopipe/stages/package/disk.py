"""Writing what must survive a power cut, and naming what goes wrong meanwhile."""

import hashlib
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from videopipe.engine.disk import flush, is_disk_full
from videopipe.model.errors import Damaged, DiskFull, NotWritable, Stopped

_BLOCK_BYTES = 1 << 20


class StoreChanged(Damaged):
    """What lies in the store isn't what was measured."""

    en = "{file} in the work folder isn't what was measured when it was made ({why}). Remove the work folder and run again: it is then made anew"
    zh = "工作目录中的 {file} 与生成时测得的不一致（{why}）。请删除工作目录后重新运行，系统会重新生成"


def copy_durably(source: Path, target: Path, stopped: Callable[[], bool]) -> tuple[str, int]:
    """(sha256 in hex, size in bytes) of what was copied, once the disk has it.

    Raises StoreChanged if `source` can't be read, Stopped, OSError if `target` can't be written.
    """
    digest, size_bytes = hashlib.sha256(), 0
    with target.open("xb") as copy:
        for block in _blocks(source):
            if stopped():
                raise Stopped
            digest.update(block)
            size_bytes += len(block)
            copy.write(block)
        copy.flush()
        os.fsync(copy.fileno())
    return digest.hexdigest(), size_bytes


def _blocks(source: Path) -> Iterator[bytes]:
    try:
        with source.open("rb") as file:
            while block := file.read(_BLOCK_BYTES):
                yield block
    except OSError as error:
        raise StoreChanged(file=source.name, why=error.strerror or str(error)) from error


def flush_tree(folder: Path) -> None:
    """Wait until the disk has every name below `folder`, and in it; innermost first."""
    for inner, _, _ in os.walk(folder, topdown=False):
        flush(Path(inner))


@contextmanager
def naming_trouble(out: Path) -> Iterator[None]:
    """Whatever the disk says meanwhile becomes DiskFull or NotWritable."""
    try:
        yield
    except OSError as error:
        if is_disk_full(error):
            raise DiskFull(folder=str(out)) from error
        raise NotWritable(folder=str(out), why=error.strerror or str(error), option="-o") from error
