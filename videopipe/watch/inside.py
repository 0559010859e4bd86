"""Files of an inbox, reached without ever following a link: a name in a path may be swapped while we look."""

import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path, PurePosixPath
from typing import BinaryIO

from videopipe.model.errors import FootageRefused

_FOLDER = os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW | os.O_CLOEXEC
# O_NONBLOCK: opening a pipe would wait for somebody to write into it.
_FILE = os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC


class NotPlain(FootageRefused):
    """A link, a device, a pipe."""

    en = "{file} is a link or a device, not a file. Put the file itself there"
    zh = "{file} 是链接或设备，不是文件。请把文件本身放到该位置"


@contextmanager
def folder_inside(root: Path, path: str) -> Iterator[int]:
    """Handle of the folder `path` (with /) below `root`. Raises OSError, also where a link is on the way."""
    handle = os.open(root, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    try:
        for part in PurePosixPath(path).parts:
            inner = os.open(part, _FOLDER, dir_fd=handle)
            os.close(handle)
            handle = inner
        yield handle
    finally:
        os.close(handle)


@contextmanager
def open_inside(root: Path, path: str) -> Iterator[BinaryIO]:
    """The plain file `path` below `root`, to read. Raises NotPlain or OSError."""
    pure = PurePosixPath(path)
    with folder_inside(root, pure.parent.as_posix()) as folder:
        try:
            handle = os.open(pure.name, _FILE, dir_fd=folder)
        except OSError as error:
            if stat.S_ISREG(os.stat(pure.name, dir_fd=folder, follow_symlinks=False).st_mode):
                raise
            raise NotPlain(file=path) from error
    with os.fdopen(handle, "rb") as file:
        if not stat.S_ISREG(os.fstat(file.fileno()).st_mode):
            raise NotPlain(file=path)
        yield file


def read_inside(root: Path, path: str, most_bytes: int) -> bytes:
    """The first `most_bytes` of it."""
    with open_inside(root, path) as file:
        return file.read(most_bytes)
