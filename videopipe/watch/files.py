"""Files of OUT for those who look from a browser: inside OUT, plain, and nothing half-made."""

from pathlib import Path, PurePosixPath


def file_in(out: Path, name: str) -> Path | None:
    """The file `name` (with /) below `out`; None for all that isn't one.

    Names that begin with a dot are half-made or ours; links count as where they lead to.
    """
    parts = PurePosixPath(name).parts
    if not parts or "\\" in name or "\0" in name or any(part.startswith((".", "/")) for part in parts):
        return None
    try:
        root = out.resolve(strict=True)
        path = root.joinpath(*parts).resolve(strict=True)
        inside = path.relative_to(root)
        plain = path.is_file()
    except (OSError, ValueError, RuntimeError):  # a loop of links, before Python 3.13
        return None
    hidden = any(part.startswith(".") for part in inside.parts)
    return path if plain and not hidden else None
