"""The workshop: store, ledger, lanes, the stop flag, and who is told about progress."""

import hashlib
import os
from collections.abc import Iterator, Mapping
from concurrent.futures import Executor
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass, field
from functools import cache
from importlib.metadata import version
from pathlib import Path
from typing import Protocol

from videopipe.assets import FONTS_DIR
from videopipe.engine.execute import execute
from videopipe.engine.lanes import LANES, open_lanes
from videopipe.engine.ledger import Ledger
from videopipe.engine.outcome import Event, Outcome, State
from videopipe.engine.stop import Stop
from videopipe.engine.store import Store
from videopipe.engine.task import In, Plan, PlanBuilder
from videopipe.engine.work import Recipe
from videopipe.media.tools import ffmpeg_version
from videopipe.model.errors import (
    DiskFull,
    FootageRefused,
    NotWritable,
    Stopped,
    TaskError,
    ToolMissing,
    VideopipeError,
)

LEDGER_FILE = "ledger.sqlite"
WORK_FOLDER = ".videopipe"


class TasksFailed(TaskError):
    """Some tasks could not be done; the rest is kept."""

    en = "{count} tasks failed; what is done is kept. Also: {also}. The first one, {task}: {first}"
    zh = "{count} 个任务失败；其余成果均已保留。还有：{also}。第一个（{task}）：{first}"


class RecipeBug(VideopipeError):
    """A recipe failed in a way nobody expected."""

    en = "{task} failed unexpectedly. This is a bug in videopipe.\n{traceback}"
    zh = "{task} 意外失败，这是 videopipe 的缺陷。\n{traceback}"


def work_folder(out: Path, work: Path | None) -> Path:
    """Where store and ledger live: `work`, else `.videopipe` beside OUT."""
    return (work if work is not None else out.absolute().parent / WORK_FOLDER).absolute()


class Watcher(Protocol):
    """Who is told what a run does."""

    def begin(self, plan: Plan, expected_s: dict[str, float], subject: str) -> None:
        """A plan starts; `expected_s` says how many seconds each of its tasks is likely to take.

        `subject` is what the ledger calls its run.
        """

    def __call__(self, event: Event) -> None:
        """Something happened to a task."""


@dataclass(frozen=True)
class Shop:
    """What a run needs besides the episode."""

    store: Store
    ledger: Ledger
    jobs: int
    stop: Stop
    watch: Watcher
    files: dict[str, Path] = field(default_factory=dict)
    """Where footage lies, by digest."""
    shared: Mapping[str, Executor] | None = None
    """Lanes that other runs use too; without them each plan has its own."""

    def builder(self) -> PlanBuilder:
        """A plan that knows the tools of this machine."""
        return PlanBuilder(fingerprints())

    def has(self, ref: In) -> bool:
        """Whether that result is in the store."""
        return self.store.has(ref.key)

    def path(self, ref: In) -> Path:
        """The file of a result."""
        return self.store.path(ref.key, ref.name)

    def text(self, ref: In) -> str:
        """The result, read as text."""
        return self.path(ref).read_text("utf-8")

    def run(self, plan: Plan, recipes: Mapping[str, Recipe], subject: str) -> None:
        """Do the plan; raises what went wrong, after everything that could be done was done."""
        self.watch.begin(plan, self._expected(plan), subject)
        with open_lanes(self.jobs) if self.shared is None else nullcontext(self.shared) as lanes:
            outcomes = execute(
                plan,
                store=self.store,
                ledger=self.ledger,
                lanes=lanes,
                recipes=recipes,
                files=self.files,
                stop=self.stop,
                watch=self.watch,
                subject=subject,
            )
        raise_for(list(outcomes.values()))

    def _expected(self, plan: Plan) -> dict[str, float]:
        """Seconds that each task is likely to take, by key; its cost where history lacks."""
        rates = self.ledger.rates()
        return {task.key: rates.get(task.recipe, 1.0) * task.cost for task in plan}


def raise_for(outcomes: list[Outcome]) -> None:
    """Nothing if all went well; else Stopped, the one error that explains it, or TasksFailed for several."""
    failed = [outcome for outcome in outcomes if outcome.state is State.FAILED]
    for outcome in failed:
        if outcome.error is None:
            raise RecipeBug(task=outcome.task.label, traceback=outcome.traceback)
    errors = [outcome.error for outcome in failed if outcome.error is not None]
    # What a person must put right first: footage and tools; everything else may follow from them.
    for error in errors:
        if isinstance(error, FootageRefused | ToolMissing):
            raise error
    if any(outcome.state is State.STOPPED for outcome in outcomes):
        raise Stopped
    for error in errors:
        if isinstance(error, DiskFull):  # every task after it fails for the same reason
            raise error
    if len({str(error) for error in errors}) == 1:
        raise errors[0]
    if errors:
        also = [outcome.task.label for outcome in failed[1:]]
        raise TasksFailed(count=len(failed), task=failed[0].task.label, first=errors[0], also=", ".join(also))


@contextmanager
def open_shop(
    work: Path, *, jobs: int | None, stop: Stop, watch: Watcher, readonly: bool = False
) -> Iterator[Shop]:
    """The workshop in `work`; `readonly` creates nothing. Raises NotWritable."""
    if not readonly:
        try:
            work.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise NotWritable(folder=str(work), why=error.strerror, option="--work") from error
    with Ledger(work / LEDGER_FILE, readonly=readonly) as ledger:
        yield Shop(Store(work / "store"), ledger, jobs or os.cpu_count() or 1, stop, watch)


def lane_widths(jobs: int) -> dict[str, int]:
    """How many tasks each lane does at once."""
    return dict.fromkeys(LANES, jobs)


@cache
def fingerprints() -> dict[str, str]:
    """What each tool is, exactly: part of the key of every task that uses it."""
    packages = {"numpy": "numpy", "pillow": "pillow", "pyav": "av", "moviepy": "moviepy"}
    return {
        "ffmpeg": ffmpeg_version(),
        "fonts": _fonts_digest(),
        **{tool: version(package) for tool, package in packages.items()},
    }


def _fonts_digest() -> str:
    digest = hashlib.sha256()
    for path in sorted(FONTS_DIR.glob("*.ttf")):
        digest.update(path.read_bytes())
    return digest.hexdigest()
