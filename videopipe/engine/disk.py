"""What is asked of a disk: sizes, digests, who holds a lock, and that what was written is really there."""

import errno
import fcntl
import hashlib
import os
import stat
from pathlib import Path


def size_of(path: Path) -> int | None:
    """Size in bytes; None unless it is a file itself (a link may lead to something that changes)."""
    try:
        found = path.lstat()
    except OSError:
        return None
    return found.st_size if stat.S_ISREG(found.st_mode) else None


def sha256_of(path: Path) -> str:
    """Of the whole content, hex."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def write_durably(path: Path, content: bytes) -> None:
    """Returns once the disk has it."""
    with path.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def flush(path: Path) -> None:
    """Wait until the disk has this file, or the names in this folder."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def is_held(lock: Path) -> bool:
    """Whether a living process holds the lock file; one that was killed doesn't."""
    try:
        handle = os.open(lock, os.O_RDWR)
    except OSError:
        return False
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return True
    finally:
        os.close(handle)
    return False


def is_disk_full(error: BaseException | None) -> bool:
    """Whether `error`, or what led to it, was a full disk or an exhausted quota."""
    while error is not None:
        if isinstance(error, OSError) and error.errno in {errno.ENOSPC, errno.EDQUOT}:
            return True
        error = error.__cause__ or error.__context__
    return False
