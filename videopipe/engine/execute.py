"""Does a plan: hands ready tasks to lanes, hears how they went, writes the ledger. Decides nothing."""

import logging
import time
from collections import Counter
from collections.abc import Callable, Mapping
from concurrent.futures import FIRST_COMPLETED, BrokenExecutor, CancelledError, Executor, Future, wait
from dataclasses import dataclass
from pathlib import Path
from queue import Empty, SimpleQueue
from traceback import format_exception

from videopipe.engine.lanes import width
from videopipe.engine.ledger import Ledger
from videopipe.engine.outcome import Event, Finished, Outcome, Progress, Started, State
from videopipe.engine.schedule import Schedule
from videopipe.engine.stop import Stop
from videopipe.engine.store import Store
from videopipe.engine.task import Digest, Plan, Task
from videopipe.engine.work import Recipe, tell_nobody
from videopipe.engine.worker import Job, Report, run_job
from videopipe.model.errors import TaskError

__all__ = ["Stop", "WorkerDied", "execute"]

_log = logging.getLogger(__name__)

_TICK_S = 0.1
"""How long a stop or a step of a progress bar may wait to be noticed while no task ends."""

_AHEAD = 1
"""Tasks given to a lane beyond its width, so that a worker who is done finds the next at once."""


class WorkerDied(TaskError):
    """The process of a worker ended under it."""

    en = "the worker of {task} was killed, perhaps because memory ran out. Try again with fewer --jobs"
    zh = "执行 {task} 的进程被终止，可能是内存不足。请减小 --jobs 后重试"


def execute(
    plan: Plan,
    *,
    store: Store,
    ledger: Ledger,
    lanes: Mapping[str, Executor],
    recipes: Mapping[str, Recipe],
    files: Mapping[str, Path],
    stop: Stop,
    watch: Callable[[Event], None],
    subject: str,
    clock: Callable[[], float] = time.time,
) -> dict[str, Outcome]:
    """How every task of `plan` ended, by key, in plan order.

    `files` says where files from outside lie, by sha256. `subject` names what the plan is for (episode and
    profile). `watch` is called in the calling thread only. `clock` gives seconds since 1970.
    If `watch` or Ctrl-C raises, `stop` is set and what runs is waited for before the exception goes on.
    Raises ValueError for a recipe or lane that isn't given; NotWritable or DiskFull for the store.
    """
    _refuse_unknown(plan, recipes, lanes)
    store.sweep()
    with store.open_run() as scratch:
        run = ledger.begin(subject, clock())

        def settle(outcome: Outcome) -> None:
            ledger.record(run, subject, outcome, clock())
            _log.info("%.8s %s %s %.1f s", outcome.task.key, outcome.task.label, *_said(outcome))
            watch(Finished(outcome))

        hire = _Hire(store, lanes, recipes, files, scratch, stop)
        try:
            return _Coordinator(plan, hire, watch, settle).run()
        finally:
            ledger.end(run, clock())


def _refuse_unknown(plan: Plan, recipes: Mapping[str, Recipe], lanes: Mapping[str, Executor]) -> None:
    for task in plan:
        if task.recipe not in recipes or task.lane not in lanes:
            raise ValueError(f"{task.label}: no recipe {task.recipe} or no lane {task.lane}")


def _said(outcome: Outcome) -> tuple[str, float]:
    return outcome.state.value, outcome.seconds


@dataclass(frozen=True)
class _Hire:
    """What is needed to put somebody to work on a task."""

    store: Store
    lanes: Mapping[str, Executor]
    recipes: Mapping[str, Recipe]
    files: Mapping[str, Path]
    scratch: Path
    stop: Stop

    def submit(self, task: Task, tell: "_Tell") -> Future[Report]:
        """The report to come. Raises BrokenExecutor if the lane lost its workers."""
        wanted = {ref.sha256 for ref in task.refs if isinstance(ref, Digest)}
        files = {sha256: self.files[sha256] for sha256 in wanted if sha256 in self.files}
        recipe = self.recipes[task.recipe]
        job = Job(task, recipe, self.store, files, self.scratch, self.stop, tell)
        return self.lanes[task.lane].submit(run_job, job)


class _Tell:
    """Carries progress from a worker thread to the coordinator; from another process it carries nothing."""

    def __init__(self, task: Task, heard: SimpleQueue[Progress]) -> None:
        self._task = task
        self._heard = heard

    def __call__(self, done: float, note: str) -> None:
        self._heard.put(Progress(self._task, done, note))

    def __reduce__(self) -> tuple[Callable[[], Callable[[float, str], None]], tuple[()]]:
        return _mute, ()


def _mute() -> Callable[[float, str], None]:
    return tell_nobody


class _Coordinator:
    """One run. All of it happens in the calling thread, but for the recipes."""

    def __init__(
        self, plan: Plan, hire: _Hire, watch: Callable[[Event], None], settle: Callable[[Outcome], None]
    ) -> None:
        self._plan = plan
        self._hire = hire
        self._watch = watch
        self._tell_settled = settle
        self._schedule = Schedule(plan)
        self._flying: dict[Future[Report], Task] = {}
        self._announced: set[str] = set()
        self._heard: SimpleQueue[Progress] = SimpleQueue()
        self._outcomes: dict[str, Outcome] = {}

    def run(self) -> dict[str, Outcome]:
        try:
            self._settle_cached()
            self._submit()
            while self._flying:
                self._listen()
                self._submit()
        except BaseException:
            self._abandon()
            raise
        self._settle_rest()
        return {key: self._outcomes[key] for key in self._plan.tasks}

    def _settle(self, outcome: Outcome) -> None:
        key = outcome.task.key
        self._outcomes[key] = outcome
        self._tell_settled(outcome)
        if outcome.state.good:
            self._schedule.succeeded(key)
        elif outcome.state is State.FAILED:
            for task in self._schedule.failed(key):
                self._outcomes[task.key] = Outcome(task, State.SKIPPED)
                self._tell_settled(self._outcomes[task.key])

    def _settle_cached(self) -> None:
        for task in self._plan:
            if self._hire.store.has(task.key):
                self._settle(Outcome(task, State.CACHED))

    def _settle_rest(self) -> None:
        """What was neither done nor doomed waited for something that was stopped."""
        for task in self._plan:
            if task.key not in self._outcomes:
                self._settle(Outcome(task, State.STOPPED))

    # Handing out.

    def _submit(self) -> None:
        if self._hire.stop.is_set():
            self._recall()
            return
        # A task that ends on the spot may make one ready in a lane already looked at.
        while any(self._fill(lane) for lane in self._hire.lanes):
            pass

    def _fill(self, lane: str) -> bool:
        """Give `lane` all it may have; whether that was anything."""
        room = width(self._hire.lanes[lane]) + _AHEAD
        room -= Counter(task.lane for task in self._flying.values())[lane]
        given = 0
        while given < room and (task := self._schedule.pop(lane)):
            self._start(task)
            given += 1
        return given > 0

    def _start(self, task: Task) -> None:
        if self._hire.store.has(task.key):  # another run has made it meanwhile
            self._settle(Outcome(task, State.CACHED))
            return
        try:
            future = self._hire.submit(task, _Tell(task, self._heard))
        except BrokenExecutor:
            self._settle(Outcome(task, State.FAILED, error=WorkerDied(task=task.label)))
        else:
            self._flying[future] = task

    def _recall(self) -> None:
        """Take back what no worker has begun."""
        for future, task in list(self._flying.items()):
            if future.cancel():
                del self._flying[future]
                self._settle(Outcome(task, State.STOPPED))

    def _abandon(self) -> None:
        """Leave no worker behind that writes into a folder about to go."""
        self._hire.stop.set()
        wait([future for future in self._flying if not future.cancel()])

    # Hearing back.

    def _listen(self) -> None:
        done, _ = wait(self._flying, timeout=_TICK_S, return_when=FIRST_COMPLETED)
        for future, task in self._flying.items():
            if future.running():
                self._announce(task)
        self._pass_on_progress()
        for future in [future for future in self._flying if future in done]:
            self._land(future)

    def _announce(self, task: Task) -> None:
        if task.key not in self._announced:
            self._announced.add(task.key)
            self._watch(Started(task))

    def _pass_on_progress(self) -> None:
        while True:
            try:
                progress = self._heard.get_nowait()
            except Empty:
                return
            self._announce(progress.task)
            self._watch(progress)

    def _land(self, future: Future[Report]) -> None:
        task = self._flying.pop(future)
        self._announce(task)
        self._settle(_outcome(task, future))


def _outcome(task: Task, future: Future[Report]) -> Outcome:
    try:
        report = future.result()
    except CancelledError:
        return Outcome(task, State.STOPPED)
    except BrokenExecutor:
        return Outcome(task, State.FAILED, error=WorkerDied(task=task.label))
    except Exception as problem:  # noqa: BLE001 (a job that couldn't travel to its worker, or its report back)
        return Outcome(task, State.FAILED, traceback="".join(format_exception(problem)))
    return Outcome(task, report.state, report.seconds, report.error, report.traceback)
