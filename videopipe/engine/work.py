"""What a recipe gets: its parameters, paths to read, a folder to write into."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from videopipe.engine.stop import Stop


def tell_nobody(_done: float, _note: str) -> None:
    """Progress that nobody wants to hear of."""


@dataclass(frozen=True)
class Work:
    """One task, on the machine that does it."""

    params: Mapping[str, Any]
    """As in the task, plain JSON: a fraction has become the text "n/d"."""
    paths: Mapping[str, Path | tuple[Path, ...]]
    """Of the inputs, by name."""
    outputs: tuple[str, ...]
    scratch: Path
    """An empty folder that exists, and goes away afterwards with all that isn't an output."""
    stop: Stop = field(default_factory=Stop)
    tell: Callable[[float, str], None] = tell_nobody

    def input(self, name: str) -> Path:
        """The file of the single input `name`."""
        path = self.paths[name]
        if isinstance(path, tuple):
            raise TypeError(f"{name} is {len(path)} files")
        return path

    def inputs(self, name: str) -> list[Path]:
        """The files of the input `name`, in the order of the task."""
        path = self.paths[name]
        return list(path) if isinstance(path, tuple) else [path]

    def out(self, name: str) -> Path:
        """Where the output `name` is to be written."""
        if name not in self.outputs:
            raise ValueError(f"{name} isn't one of the outputs {self.outputs}")
        return self.scratch / name

    def stopped(self) -> bool:
        """Whether to give up and raise `Stopped`."""
        return self.stop.is_urgent()

    def report(self, done: float, note: str = "") -> None:
        """How far it is, from 0 to 1, for the progress bar; heard in threads only."""
        self.tell(min(max(done, 0.0), 1.0), note)


Recipe = Callable[[Work], None]
"""Writes every output, or raises."""
