"""Why a task is to be run again: what differs between the last signature under its name and the new one."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TypeAlias

from videopipe.engine.task import Json, Signature, Task

_Path: TypeAlias = tuple[str | int, ...]

_KINDS = {
    "recipe": "recipe",
    "version": "version",
    "params": "param",
    "inputs": "input",
    "outputs": "output",
    "fingerprints": "tool",
}


@dataclass(frozen=True)
class Difference:
    """One leaf that changed."""

    kind: str
    """`new` (nothing is known of a task by this name), recipe, version, param, input, output or tool."""
    name: str
    """Path to the leaf: `cues[3].text`; empty for recipe and version."""
    before: Json
    """None also where there was nothing."""
    after: Json
    """None also where there is nothing any more."""


def differences(before: Signature, after: Task) -> tuple[Difference, ...]:
    """Every leaf that differs, in order of name; empty exactly when the keys are equal."""
    old, new = _leaves_of(before), _leaves_of(after.signature)
    paths = sorted(old.keys() | new.keys(), key=_sort_key)
    return tuple(_difference(path, old, new) for path in paths if old.get(path) != new.get(path))


def _leaves_of(signature: Signature) -> dict[_Path, str]:
    """Leaves as JSON text: in Python True equals 1, in JSON it doesn't."""
    (_, parts) = json.loads(signature.text)
    return {path: json.dumps(leaf) for path, leaf in _leaves(parts, ())}


def _leaves(value: Json, path: _Path) -> Iterator[tuple[_Path, Json]]:
    if isinstance(value, dict) and value:
        for name, item in value.items():
            yield from _leaves(item, (*path, name))
    elif isinstance(value, list) and value:
        for n, item in enumerate(value):
            yield from _leaves(item, (*path, n))
    else:
        yield path, value


def _sort_key(path: _Path) -> list[tuple[int, int, str]]:
    order = list(_KINDS)
    steps = [(0, step, "") if isinstance(step, int) else (1, 0, step) for step in path[1:]]
    return [(0, order.index(str(path[0])), ""), *steps]


def _difference(path: _Path, old: dict[_Path, str], new: dict[_Path, str]) -> Difference:
    name = "".join(f"[{step}]" if isinstance(step, int) else f".{step}" for step in path[1:])
    before, after = (json.loads(leaves.get(path, "null")) for leaves in (old, new))
    return Difference(_KINDS[str(path[0])], name.removeprefix("."), before, after)
