"""YAML files that build on one another: `extends:` names the one below, key by key."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from videopipe.config.document import Schema, bad_value, parse_yaml, validate
from videopipe.model.errors import InputError

Find = Callable[[str, Path], Path]
"""The file that a name means, said in a file of that folder."""


class CircularExtends(InputError):
    """Files that extend each other in a ring."""

    en = "{file}: `extends` leads back to where it came from ({ring}). Break the ring"
    zh = "{file}：extends 形成循环（{ring}）。请去掉循环"


def read_layered(
    path: Path, kind: type[Schema], find: Find, beside: Sequence[str] = (), below: tuple[Path, ...] = ()
) -> Any:
    """What `path` says over what the files say that it extends, with its own line marks.

    Keys of `beside` may name YAML files: they count from the folder of the file that says so.
    Each file below is checked by itself first, so that a fault in it is told with its own file and line.
    """
    chain = (*below, path.resolve())
    if path.resolve() in below:
        raise CircularExtends(file=str(path), ring=" → ".join(each.name for each in chain))
    raw = parse_yaml(_read(path), str(path))
    if not isinstance(raw, dict):
        return raw
    for key in beside:
        if str(raw.get(key)).endswith(YAML_ENDINGS):
            raw[key] = str(path.parent / raw[key])
    if raw.get("extends") is None:
        return raw
    base = find(str(raw["extends"]), path.parent)
    inherited = read_layered(base, kind, find, beside, chain)
    validate(kind, inherited, str(base))
    return overlay(inherited, raw)


YAML_ENDINGS = (".yaml", ".yml")


def _read(path: Path) -> str:
    try:
        return path.read_text("utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise bad_value(
            str(path),
            1,
            path.stem,
            f"can't be read: {error}",
            f"无法读取：{error}",
            "Check the file",
            "请检查该文件",
        ) from None


def overlay(base: Any, top: Any) -> Any:
    """`top` over `base`, key by key; keeps `top`'s line marks for the keys that it has."""
    for key, value in base.items():
        if key not in top:
            top[key] = value
        elif isinstance(value, dict) and isinstance(top[key], dict):
            overlay(value, top[key])
    return top
