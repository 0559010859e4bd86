"""A task says what is to be made, from what, and with which tools; its key says the same in 64 letters.

Touches nothing: a task holds no path, and whether its result exists is for the store to say.
"""

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from functools import cached_property
from graphlib import TopologicalSorter
from typing import Self, TypeAlias

Json: TypeAlias = "bool | int | str | Fraction | Sequence[Json] | Mapping[str, Json] | None"
"""What parameters are made of. A `Fraction` becomes the text "n/d"; floats are refused."""

_FORMAT = "videopipe task 1"
"""Goes into every key: another way of making keys is another word here."""


@dataclass(frozen=True)
class In:
    """Output `name` of the task `key`."""

    key: str
    name: str

    def __str__(self) -> str:
        return f"{self.key}/{self.name}"


@dataclass(frozen=True)
class Digest:
    """A file from outside (footage, font, logo), known by its content; `execute` is told where it lies."""

    sha256: str

    def __str__(self) -> str:
        return f"sha256:{self.sha256}"


Ref = In | Digest


def canonical(value: Json, where: str = "params") -> Json:
    """`value` as plain JSON: new dicts and lists, fractions as "n/d".

    Raises TypeError, naming the place, for floats and everything else that JSON can't carry exactly.
    """
    if value is None or isinstance(value, str | bool | int):
        return value
    if isinstance(value, Fraction):
        return f"{value.numerator}/{value.denominator}"
    if isinstance(value, Mapping):
        return {_name(key, where): canonical(item, f"{where}.{key}") for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [canonical(item, f"{where}[{n}]") for n, item in enumerate(value)]
    raise TypeError(f"{where}: a {type(value).__name__} can't be part of a key")


def _name(key: object, where: str) -> str:
    if not isinstance(key, str):
        raise TypeError(f"{where}: names must be text, not {type(key).__name__}")
    return key


@dataclass(frozen=True)
class Signature:
    """All that goes into a key, as plain JSON values; what `explain` compares."""

    recipe: str
    version: int
    params: Json
    inputs: Json
    """Name to reference text, or to a list of them."""
    outputs: tuple[str, ...]
    fingerprints: Mapping[str, str]

    @property
    def text(self) -> str:
        """One text for one signature, whatever order its dicts were filled in."""
        return json.dumps([_FORMAT, vars(self)], sort_keys=True, separators=(",", ":"))

    @classmethod
    def parse(cls, text: str) -> Self:
        """The signature of a `text`; ValueError if it was written in another format."""
        form, parts = json.loads(text)
        if form != _FORMAT:
            raise ValueError(form)
        return cls(**{**parts, "outputs": tuple(parts["outputs"])})


@dataclass(frozen=True)
class Task:
    """One piece of work. Equal keys mean equal results, so a result is made once."""

    recipe: str
    version: int
    """Of the recipe: raised when its result changes for the same parameters."""
    label: str
    """Stable name for people, like `picture/wide-burned/007`; not in the key."""
    lane: str
    cost: int
    """Units of work for forecasts (the recipe's own unit); 0 for what takes no time. Not in the key."""
    params: Mapping[str, Json]
    inputs: Mapping[str, Ref | tuple[Ref, ...]]
    outputs: tuple[str, ...]
    """File names."""
    tools: tuple[str, ...] = ()
    fingerprints: Mapping[str, str] = field(default_factory=dict)
    """Of each of `tools`: what it is, exactly."""

    def __post_init__(self) -> None:
        object.__setattr__(self, "params", canonical(self.params))
        object.__setattr__(self, "inputs", dict(self.inputs))
        object.__setattr__(self, "fingerprints", dict(self.fingerprints))
        _check_outputs(self.label, self.outputs)
        if set(self.tools) != set(self.fingerprints):
            raise ValueError(f"{self.label}: fingerprints {sorted(self.fingerprints)} for tools {self.tools}")

    def __hash__(self) -> int:
        return hash(self.key)

    @cached_property
    def signature(self) -> Signature:
        """What the key is made from."""
        inputs: dict[str, Json] = {
            name: [str(one) for one in ref] if isinstance(ref, tuple) else str(ref)
            for name, ref in self.inputs.items()
        }
        return Signature(self.recipe, self.version, self.params, inputs, self.outputs, self.fingerprints)

    @cached_property
    def key(self) -> str:
        """Name of the result: sha256, hex."""
        return hashlib.sha256(self.signature.text.encode("ascii")).hexdigest()

    @property
    def refs(self) -> Iterator[Ref]:
        """Every reference among the inputs, in their order."""
        for ref in self.inputs.values():
            yield from ref if isinstance(ref, tuple) else (ref,)

    @property
    def needs(self) -> frozenset[str]:
        """Keys of the tasks whose outputs this one reads."""
        return frozenset(ref.key for ref in self.refs if isinstance(ref, In))

    def out(self, name: str | None = None) -> In:
        """A reference to the output `name`; without a name, to the only one. ValueError if there is no such."""
        if name is None:
            (name,) = self.outputs
        if name not in self.outputs:
            raise ValueError(f"{self.label} makes {self.outputs}, not {name}")
        return In(self.key, name)


def _check_outputs(label: str, outputs: tuple[str, ...]) -> None:
    if not outputs or len(set(outputs)) != len(outputs):
        raise ValueError(f"{label}: outputs must be there and differ: {outputs}")
    for name in outputs:
        # facts.json is the store's own file in the same folder.
        if name in {"", "facts.json"} or name.startswith(".") or "/" in name or "\\" in name:
            raise ValueError(f"{label}: {name!r} can't be the name of an output")


class Plan:
    """Tasks by key, each after what it needs; iterating gives the tasks.

    A task may refer to one that isn't in the plan: an earlier plan has made it.
    """

    def __init__(self, tasks: Iterable[Task] = ()) -> None:
        self._tasks: dict[str, Task] = {}
        self._wanted: set[str] = set()
        for task in tasks:
            self.add(task)

    def add(self, task: Task) -> Task:
        """The task of that key in the plan: `task`, or the one that was there before."""
        if task.key in self._tasks:
            return self._tasks[task.key]
        self._tasks[task.key] = task
        if task.key in self._wanted:
            self._sort()
        self._wanted |= task.needs
        return task

    def _sort(self) -> None:
        needs = {key: task.needs & self._tasks.keys() for key, task in self._tasks.items()}
        self._tasks = {key: self._tasks[key] for key in TopologicalSorter(needs).static_order()}

    @property
    def tasks(self) -> Mapping[str, Task]:
        """Key to task, in order."""
        return self._tasks

    def __iter__(self) -> Iterator[Task]:
        return iter(self._tasks.values())

    def __len__(self) -> int:
        return len(self._tasks)

    def __contains__(self, key: str) -> bool:
        return key in self._tasks

    def __getitem__(self, key: str) -> Task:
        return self._tasks[key]


class PlanBuilder:
    """Collects the tasks of a plan; knows the fingerprint of each tool so that stages needn't."""

    def __init__(self, fingerprints: Mapping[str, str]) -> None:
        self._fingerprints = dict(fingerprints)
        self._plan = Plan()

    def add(
        self,
        recipe: str,
        *,
        version: int,
        label: str,
        lane: str = "light",
        params: Mapping[str, Json],
        inputs: Mapping[str, Ref | tuple[Ref, ...]],
        outputs: tuple[str, ...],
        tools: tuple[str, ...] = (),
        cost: int = 0,
    ) -> Task:
        """The task, added to the plan once. KeyError for a tool without a fingerprint."""
        fingerprints = {tool: self._fingerprints[tool] for tool in tools}
        return self._plan.add(
            Task(recipe, version, label, lane, cost, params, inputs, outputs, tools, fingerprints)
        )

    def plan(self) -> Plan:
        """What was added so far."""
        return Plan(self._plan)
