"""Files of an episode folder: found as they are written, never outside of it."""

import unicodedata
from pathlib import Path, PurePosixPath

from videopipe.model.errors import FootageRefused


class LeadsOutside(FootageRefused):
    """A link to somewhere else."""

    en = "{file} is a link that leads out of the episode folder, to {target}. Put the file itself there"
    zh = "{file} 是指向节目文件夹之外（{target}）的链接。请把文件本身放到该位置"


def find_inside(folder: Path, name: str) -> Path | None:
    """The file `name` (with /) below `folder`; None if there is none. Raises LeadsOutside.

    Macs write é as two characters, others as one: names that look alike are the same name.
    """
    path = folder
    for part in PurePosixPath(name).parts:
        found = _child(path, part)
        if found is None:
            return None
        path = found
    if not path.exists():  # a link to itself, or to nothing
        return None
    if not path.resolve().is_relative_to(folder.resolve()):
        raise LeadsOutside(file=str(path), target=str(path.resolve()))
    return path if path.is_file() else None


def _child(folder: Path, name: str) -> Path | None:
    if (folder / name).exists():
        return folder / name
    if not folder.is_dir():
        return None
    wanted = unicodedata.normalize("NFC", name)
    alike = (path for path in folder.iterdir() if unicodedata.normalize("NFC", path.name) == wanted)
    return next(alike, None)
