"""How a batch is told while it goes: a bar an episode on a terminal, a line a task in a log, nothing for programs."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from videopipe.cli.progress import Lines, Quiet, stage_of
from videopipe.cli.words import printable, say

if TYPE_CHECKING:
    from rich.progress import Progress, TaskID

    from videopipe.app.shop import Watcher
    from videopipe.engine.outcome import Event
    from videopipe.engine.task import Plan


class _Row:
    """One episode's bar: how much is done of the plan that it is at."""

    def __init__(self, progress: "Progress", name: str) -> None:
        self._progress = progress
        self._bar: TaskID = progress.add_task(name, total=None, note=say("waiting", "等待"))

    def begin(self, plan: "Plan", expected_s: dict[str, float], subject: str) -> None:  # noqa: ARG002 - as every watcher
        """From the left again."""
        self._progress.update(self._bar, total=len(plan), completed=0)

    def __call__(self, event: "Event") -> None:
        """One further."""
        from videopipe.engine.outcome import Finished, Started

        if isinstance(event, Started):
            self._progress.update(self._bar, note=stage_of(event.task.label))
        elif isinstance(event, Finished):
            self._progress.advance(self._bar)


@contextmanager
def board(quiet: bool) -> Iterator[Callable[[Path], "Watcher"]]:
    """A watcher for each episode, by its folder."""
    if quiet or not sys.stderr.isatty():
        yield lambda folder: Quiet() if quiet else Lines(f"{printable(folder.name)}: ")
        return
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TextColumn

    with Progress(
        TextColumn("{task.description}", markup=False),
        BarColumn(bar_width=28),
        TextColumn("{task.completed}/{task.total}"),
        TextColumn("{task.fields[note]}", markup=False),
        console=Console(stderr=True),
        transient=True,
    ) as progress:
        yield lambda folder: _Row(progress, printable(folder.name))
