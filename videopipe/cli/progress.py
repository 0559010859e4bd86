"""How a run is told: live bars on a terminal, a line a task in a log, nothing for programs."""

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

import click

from videopipe.app.stagenames import STAGES
from videopipe.cli.words import clock, language, printable, say

if TYPE_CHECKING:
    from collections.abc import Callable

    from rich.progress import TaskID

    from videopipe.app.shop import Watcher
    from videopipe.engine.outcome import Event, Outcome
    from videopipe.engine.task import Plan, Task


def stage_of(label: str) -> str:
    """The stage's name in the language of the command."""
    return say(*STAGES.get(label.partition("/")[0], (label, label)))


class Quiet:
    """For `--json`: says nothing."""

    def begin(self, plan: "Plan", expected_s: dict[str, float], subject: str) -> None:
        """Nothing."""

    def __call__(self, event: "Event") -> None:
        """Nothing."""


class Lines:
    """For logs: one line a task."""

    def __init__(self, before: str = "") -> None:
        self._before = before
        self._done = 0
        self._all = 0

    def begin(self, plan: "Plan", expected_s: dict[str, float], subject: str) -> None:  # noqa: ARG002 - as every watcher
        """Count from one again."""
        self._done, self._all = 0, len(plan)

    def __call__(self, event: "Event") -> None:
        """A line when a task has ended."""
        from videopipe.engine.outcome import Finished

        if isinstance(event, Finished):
            self._done += 1
            click.echo(f"{self._before}[{self._done}/{self._all}] {_line(event.outcome)}", err=True)


def _line(outcome: "Outcome") -> str:
    took = f" {outcome.seconds:.1f} s" if outcome.seconds else ""
    why = f": {outcome.error.say(language())}" if outcome.error else ""
    return f"{outcome.task.key[:8]} {printable(outcome.task.label)} {outcome.state.value}{took}{why}"


class Bars:
    """For terminals: what runs now with its speed, how much is done, what was cached, how long it still takes."""

    def __init__(self) -> None:
        from rich.console import Console
        from rich.progress import BarColumn, Progress, TextColumn

        self._progress = Progress(
            # Names of files stand in it: `[/]` would be taken for markup.
            TextColumn("{task.description}", markup=False),
            BarColumn(bar_width=28),
            TextColumn("{task.percentage:>3.0f}%"),
            TextColumn("{task.fields[note]}", markup=False),
            console=Console(stderr=True),
            transient=True,
        )
        self._whole: TaskID | None = None
        self._bars: dict[str, TaskID] = {}
        self._weights: dict[str, float] = {}
        self._shares: dict[str, float] = {}
        self._cached: set[str] = set()
        self._began = 0.0
        self._progress.start()

    def close(self) -> None:
        """Take the bars off the screen."""
        self._progress.stop()

    def begin(self, plan: "Plan", expected_s: dict[str, float], subject: str) -> None:  # noqa: ARG002 - as every watcher
        """A bar for the whole; each task counts as long as it is likely to take."""
        self._weights = {task.key: expected_s.get(task.key, 0.0) + 0.01 for task in plan}
        self._shares, self._cached, self._began = {}, set(), time.monotonic()
        if self._whole is not None:
            self._progress.remove_task(self._whole)
        self._whole = self._progress.add_task(
            say("all", "总进度"), total=sum(self._weights.values()), note=""
        )

    def __call__(self, event: "Event") -> None:
        """Move the bars."""
        from videopipe.engine.outcome import Finished, Progress, Started, State

        match event:
            case Started(task):
                self._bars[task.key] = self._progress.add_task(self._name(task), total=1.0, note="")
            case Progress(task, done, note):
                self._shares[task.key] = done
                self._progress.update(self._bars[task.key], completed=done, note=note)
            case Finished(outcome):
                self._finish(outcome)
                if outcome.state is State.CACHED:
                    self._cached.add(outcome.task.key)
        self._show_whole()

    def _name(self, task: "Task") -> str:
        return f"  {stage_of(task.label)} {printable(task.label.partition('/')[2])}"

    def _finish(self, outcome: "Outcome") -> None:
        bar = self._bars.pop(outcome.task.key, None)
        if bar is not None:
            self._progress.remove_task(bar)
        self._shares[outcome.task.key] = 1.0
        if not outcome.state.good and outcome.error is not None:
            self._progress.console.print(_line(outcome), markup=False)

    def _show_whole(self) -> None:
        if self._whole is None:
            return
        done = sum(share * self._weights.get(key, 0.0) for key, share in self._shares.items())
        self._progress.update(self._whole, completed=done, note=self._note(done))

    def _note(self, done: float) -> str:
        total = sum(self._weights.values())
        cached = sum(self._weights[key] for key in self._cached)
        spent = time.monotonic() - self._began
        worked = done - cached
        left = f"{say('left', '剩余')} {clock(spent / worked * (total - done))}" if worked > 0.5 else ""
        hits = f"{say('cached', '缓存')} {len(self._cached)}/{len(self._weights)}"
        return f"{hits}  {left}"


@contextmanager
def watching(quiet: bool) -> Iterator["Watcher"]:
    """The right watcher for where the words go."""
    if quiet:
        yield Quiet()
    elif sys.stderr.isatty():
        bars = Bars()
        try:
            yield bars
        finally:
            bars.close()
    else:
        yield Lines()


@contextmanager
def counter(name: str) -> Iterator["Callable[[int, int], None]"]:
    """A bar for things that are all alike, told (done, all); on a terminal only."""
    from rich.console import Console
    from rich.progress import Progress

    console = Console(stderr=True)
    with Progress(console=console, transient=True, disable=not console.is_terminal) as progress:
        bar = progress.add_task(name, total=None)
        yield lambda done, total: progress.update(bar, completed=done, total=total)
