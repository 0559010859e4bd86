"""BagIt 1.0 (RFC 8493): the four text files around a payload.

Written here and read by `bagit`: its `make_bag` writes version 0.97, reads every file once more, and
changes the working folder of the whole process meanwhile, which other threads would notice.
"""

import hashlib
import logging
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from videopipe.engine.disk import write_durably

if TYPE_CHECKING:
    import bagit

TAG_FILES = ("bagit.txt", "bag-info.txt", "manifest-sha256.txt")
TAG_MANIFEST = "tagmanifest-sha256.txt"

IDENTITY_TAG = "Videopipe-Identity"
"""In bag-info.txt: what the bundle was made from."""

_DECLARATION = "BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n"


def write_bag(folder: Path, digests: Mapping[str, str], info: Mapping[str, str]) -> None:
    """Make `folder` a bag; its data/ is there already.

    `digests`: path below data/ to sha256. `info`: what bag-info.txt shall say.
    """
    payload = {f"data/{path}": digest for path, digest in digests.items()}
    texts = {
        "bagit.txt": _DECLARATION,
        "bag-info.txt": "".join(f"{name}: {_one_line(value)}\n" for name, value in info.items()),
        "manifest-sha256.txt": _manifest(payload),
    }
    texts[TAG_MANIFEST] = _manifest(
        {name: hashlib.sha256(text.encode()).hexdigest() for name, text in texts.items()}
    )
    for name, text in texts.items():
        write_durably(folder / name, text.encode())


def _manifest(digests: Mapping[str, str]) -> str:
    return "".join(f"{digest}  {path}\n" for path, digest in sorted(digests.items()))


def _one_line(value: str) -> str:
    """A line break would begin another tag."""
    return " ".join(value.split())


def read_info(folder: Path) -> dict[str, str]:
    """bag-info.txt of a bag that `write_bag` made. Raises OSError or ValueError."""
    lines = (folder / "bag-info.txt").read_text("utf-8").splitlines()
    return dict(line.split(": ", 1) for line in lines)


def open_bag(folder: Path) -> "bagit.Bag":
    """The bag as `bagit` reads it. Raises bagit.BagError, or whatever its parsing stumbles over."""
    import bagit

    # All it has to say comes as errors, which callers put into words; its log would say it twice.
    bagit.LOGGER.setLevel(logging.CRITICAL + 1)
    return bagit.Bag(str(folder))
