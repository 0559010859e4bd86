"""One task, done: the place where errors become outcomes. Runs in a thread, a process or on another machine.

What goes in (`Job`) and what comes back (`Report`) is data that can be pickled.
"""

import shutil
import tempfile
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from traceback import format_exc

from videopipe.engine.disk import is_disk_full
from videopipe.engine.outcome import State
from videopipe.engine.stop import Stop
from videopipe.engine.store import Store
from videopipe.engine.task import Digest, Ref, Task
from videopipe.engine.work import Recipe, Work
from videopipe.model.errors import DiskFull, Stopped, TaskError, VideopipeError


class InputGone(TaskError):
    """A file that a task was to read isn't there."""

    en = "{task} was to read {name}, but {what} is not there any more. Put it back if it is yours, and run again"
    zh = "{task} 需要读取 {name}，但 {what} 已不存在。若为您的文件请放回原处，然后再次运行"


@dataclass(frozen=True)
class Job:
    """All that a worker needs to do one task."""

    task: Task
    recipe: Recipe
    store: Store
    files: Mapping[str, Path]
    """Where the task's files from outside lie, by sha256."""
    scratch: Path
    """Of the run."""
    stop: Stop
    tell: Callable[[float, str], None]


@dataclass(frozen=True)
class Report:
    """How it went."""

    state: State
    seconds: float
    error: VideopipeError | None = None
    traceback: str = ""


def run_job(job: Job) -> Report:
    """Do the task and publish its outputs; never raises."""
    began = time.monotonic()
    error: VideopipeError | None = None
    traceback = ""
    try:
        state = _run(job)
    except Stopped:
        state = State.STOPPED
    except Exception as problem:  # noqa: BLE001 (the worker is where errors become outcomes)
        state = State.FAILED
        if is_disk_full(problem):
            error = DiskFull(folder=str(job.store.root))
        elif isinstance(problem, VideopipeError):
            error = problem
        else:
            traceback = format_exc()
    return Report(state, time.monotonic() - began, error, traceback)


def _run(job: Job) -> State:
    if job.stop.is_set():
        return State.STOPPED
    scratch = Path(tempfile.mkdtemp(prefix=f"{job.task.key[:12]}-", dir=job.scratch))
    try:
        began = time.monotonic()
        job.recipe(_work(job, scratch))
        _publish(job, scratch, time.monotonic() - began)
    finally:
        shutil.rmtree(scratch, ignore_errors=True)
    return State.RAN


def _publish(job: Job, scratch: Path, seconds: float) -> None:
    task = job.task
    job.store.publish(task.key, scratch, task.outputs, recipe=task.recipe, label=task.label, seconds=seconds)


def _work(job: Job, scratch: Path) -> Work:
    paths = {
        name: tuple(_find(job, name, one) for one in ref) if isinstance(ref, tuple) else _find(job, name, ref)
        for name, ref in job.task.inputs.items()
    }
    return Work(job.task.params, paths, job.task.outputs, scratch, job.stop, job.tell)


def _find(job: Job, name: str, ref: Ref) -> Path:
    path = job.files.get(ref.sha256) if isinstance(ref, Digest) else job.store.path(ref.key, ref.name)
    if path is None or not path.is_file():
        raise InputGone(task=job.task.label, name=name, what=str(path or ref))
    return path
