"""Doing a plan: with an executor that only records, with threads, with processes."""

import errno
import logging
import multiprocessing
import os
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import Executor, Future, ProcessPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.unit.test_engine_schedule import plans
from tests.unit.test_engine_task import a_task
from videopipe.engine.execute import WorkerDied, execute
from videopipe.engine.lanes import open_lanes
from videopipe.engine.ledger import Ledger
from videopipe.engine.outcome import Event, Finished, Outcome, Progress, Started, State
from videopipe.engine.stop import Stop
from videopipe.engine.store import NoOutput, Store
from videopipe.engine.task import Digest, Plan, Task
from videopipe.engine.work import Recipe, Work, tell_nobody
from videopipe.engine.worker import InputGone, Job, run_job
from videopipe.model.errors import DiskFull, Stopped, TaskError, ToolFailed

# Recipes. They stand at the top of the module so that they can travel to a process.


def write(work: Work) -> None:
    """Its label, after all that it reads."""
    before = "".join(path.read_text() for path in work.inputs("needs"))
    work.out("out.txt").write_text(before + work.params["label"])


def fail(_: Work) -> None:
    raise Unlucky(what="rain")


def crash(_: Work) -> None:
    raise ZeroDivisionError("nobody thought of this")


def write_nothing(_: Work) -> None:
    pass


def fill_the_disk(_: Work) -> None:
    raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


def fill_the_quota(_: Work) -> None:
    try:
        raise OSError(errno.EDQUOT, os.strerror(errno.EDQUOT))
    except OSError as error:
        raise ToolFailed(tool="ffmpeg", code=1, command="ffmpeg", tail="") from error


def wait_for_stop(work: Work) -> None:
    deadline = time.monotonic() + 10
    while not work.stopped():
        assert time.monotonic() < deadline
        time.sleep(0.005)
    raise Stopped


def give_up(_: Work) -> None:
    raise Stopped


def die(_: Work) -> None:
    os._exit(9)


def report_half(work: Work) -> None:
    work.report(0.5, "half")
    write(work)


def litter(work: Work) -> None:
    (work.scratch / "temporary.wav").write_text("x")
    write(work)


class Unlucky(TaskError):
    en = "bad luck: {what}"
    zh = "运气不好：{what}"


RECIPES: dict[str, Recipe] = {
    recipe.__name__: recipe
    for recipe in (
        write,
        fail,
        crash,
        write_nothing,
        fill_the_disk,
        fill_the_quota,
        wait_for_stop,
        give_up,
        die,
        report_half,
        litter,
    )
}


class Recorder(Executor):
    """Notes what was submitted and does it on the spot."""

    def __init__(self) -> None:
        self.submitted: list[str] = []

    def submit(self, fn: Callable[..., Any], /, *args: Any, **_: Any) -> Future[Any]:
        self.submitted.append(args[0].task.label)
        future: Future[Any] = Future()
        future.set_result(fn(*args))
        return future


class Shelf(Executor):
    """Takes jobs and never begins one."""

    def __init__(self, width: int) -> None:
        self._max_workers = width
        self.submitted: list[str] = []

    def submit(self, fn: Callable[..., Any], /, *args: Any, **_: Any) -> Future[Any]:
        self.submitted.append(args[0].task.label)
        return Future()


@dataclass
class Bench:
    """A store, a ledger and whatever else `execute` wants."""

    store: Store
    ledger: Ledger
    recipes: dict[str, Recipe] = field(default_factory=lambda: dict(RECIPES))
    files: dict[str, Path] = field(default_factory=dict)
    stop: Stop = field(default_factory=Stop)
    events: list[Event] = field(default_factory=list)

    def run(
        self, *tasks: Task, lanes: Mapping[str, Executor] | None = None, **other: Any
    ) -> dict[str, Outcome]:
        """Outcomes by label."""
        arguments: dict[str, Any] = {
            "store": self.store,
            "ledger": self.ledger,
            "recipes": self.recipes,
            "files": self.files,
            "stop": self.stop,
            "watch": self.events.append,
            "subject": "gz/portal",
            "clock": lambda: 7.0,
            "lanes": lanes or {"light": Recorder(), "encode": Recorder()},
            **other,
        }
        return {outcome.task.label: outcome for outcome in execute(Plan(tasks), **arguments).values()}

    def text(self, task: Task) -> str:
        return self.store.path(task.key, "out.txt").read_text()

    def scratch(self) -> list[Path]:
        return list((self.store.root / "scratch").iterdir())


@pytest.fixture
def bench(tmp_path: Path) -> Iterator[Bench]:
    with Ledger(tmp_path / "ledger.db") as ledger:
        yield Bench(Store(tmp_path), ledger)


@pytest.fixture
def threads() -> Iterator[Mapping[str, Executor]]:
    with open_lanes(2) as lanes:
        yield lanes


@pytest.fixture
def processes() -> Iterator[Mapping[str, Executor]]:
    with ProcessPoolExecutor(2, mp_context=multiprocessing.get_context("spawn")) as pool:
        yield {"light": pool, "encode": pool}


def states(outcomes: Mapping[str, Outcome]) -> dict[str, str]:
    return {label: outcome.state.value for label, outcome in outcomes.items()}


A = a_task("a")
B = a_task("b", lane="encode")
AB = a_task("ab", A, B)


# What happens


def test_tasks_run_in_order_and_read_what_others_wrote(bench: Bench) -> None:
    assert states(bench.run(A, B, AB)) == {"a": "ran", "b": "ran", "ab": "ran"}
    assert bench.text(AB) == "abab"


def test_the_second_run_starts_nothing(bench: Bench) -> None:
    bench.run(A, B, AB)
    lane = Recorder()
    outcomes = bench.run(A, B, AB, lanes={"light": lane, "encode": lane})
    assert states(outcomes) == {"a": "cached", "b": "cached", "ab": "cached"}
    assert lane.submitted == []


def test_a_changed_task_runs_with_what_needs_it_and_no_other(bench: Bench) -> None:
    bench.run(A, B, AB)
    changed = a_task("a", text="changed")
    assert states(bench.run(changed, B, a_task("ab", changed, B))) == {"a": "ran", "b": "cached", "ab": "ran"}


def test_a_failed_task_skips_only_what_needs_it(bench: Bench) -> None:
    bad = a_task("bad", recipe="fail")
    on_bad = a_task("on bad", bad)
    outcomes = bench.run(bad, A, on_bad, a_task("on both", on_bad, A), B, AB)
    assert states(outcomes) == {
        "bad": "failed",
        "a": "ran",
        "on bad": "skipped",
        "on both": "skipped",
        "b": "ran",
        "ab": "ran",
    }


def test_the_next_run_goes_on_where_a_failure_left_off(bench: Bench) -> None:
    bad = a_task("bad", recipe="fail")
    tasks = (A, bad, a_task("on bad", bad))
    bench.run(*tasks)
    bench.recipes["fail"] = write
    assert states(bench.run(*tasks)) == {"a": "cached", "bad": "ran", "on bad": "ran"}


def test_outcomes_come_in_plan_order(bench: Bench) -> None:
    bench.run(AB, A, B)
    assert list(bench.run(B, A, AB)) == ["b", "a", "ab"]


def test_a_broken_result_is_made_again(bench: Bench) -> None:
    bench.run(A)
    bench.store.path(A.key, "out.txt").write_text("")
    assert states(bench.run(A)) == {"a": "ran"}
    assert bench.text(A) == "a"


def test_an_earlier_plan_serves_a_later_one(bench: Bench) -> None:
    bench.run(A, B)
    assert states(bench.run(AB)) == {"ab": "ran"}


def test_a_result_made_by_another_run_meanwhile_is_not_made_twice(bench: Bench) -> None:
    late = a_task("late", A)

    def let_another_run_make_it(event: Event) -> None:
        if event == Started(A):
            Bench(bench.store, bench.ledger).run(A, late)

    outcomes = bench.run(A, late, watch=let_another_run_make_it)
    assert states(outcomes) == {"a": "ran", "late": "cached"}


def test_what_another_run_made_lets_another_lane_go_on(bench: Bench) -> None:
    late = a_task("late", A)
    on_late = a_task("on late", late, lane="encode")

    def let_another_run_make_it(event: Event) -> None:
        if event == Started(A):
            Bench(bench.store, bench.ledger).run(A, late)

    lanes = {"encode": Recorder(), "light": Recorder()}
    outcomes = bench.run(A, late, on_late, lanes=lanes, watch=let_another_run_make_it)
    assert states(outcomes) == {"a": "ran", "late": "cached", "on late": "ran"}


def test_a_run_clears_away_what_a_killed_one_left(bench: Bench) -> None:
    left = bench.store.root / "scratch" / "run-killed"
    left.mkdir(parents=True)
    bench.run(A)
    assert not left.exists()


def test_two_runs_of_the_same_plan_at_once_are_harmless(bench: Bench) -> None:
    tasks = [a_task(str(n)) for n in range(10)]
    plan = [*tasks, a_task("all", *tasks)]
    found: list[dict[str, Outcome]] = []

    def go() -> None:
        with open_lanes(2) as lanes:
            found.append(Bench(bench.store, bench.ledger).run(*plan, lanes=lanes))

    runs = [threading.Thread(target=go) for _ in range(2)]
    for run in runs:
        run.start()
    for run in runs:
        run.join()
    assert [all(outcome.state.good for outcome in outcomes.values()) for outcomes in found] == [True, True]
    assert bench.store.check() == ()
    assert bench.scratch() == []


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(plan=plans(), data=st.data())
def test_whatever_fails_the_rest_is_done(
    plan: Plan, data: st.DataObject, tmp_path_factory: pytest.TempPathFactory
) -> None:
    bad = {task.label for task in plan if data.draw(st.booleans(), label=f"{task.label} fails")}

    def write_or_fail(work: Work) -> None:
        (fail if work.params["label"] in bad else write)(work)

    folder = tmp_path_factory.mktemp("run")
    with Ledger(folder / "ledger.db") as ledger:
        bench = Bench(Store(folder), ledger, recipes={"encode": write_or_fail, "light": write_or_fail})
        outcomes = bench.run(*plan)
    for task in plan:
        needs = [outcomes[plan[key].label].state for key in task.needs]
        wanted = State.FAILED if task.label in bad else State.RAN
        reached = all(state is State.RAN for state in needs)
        assert outcomes[task.label].state is (wanted if reached else State.SKIPPED)


# Failures


def test_an_expected_error_is_kept_with_its_data(bench: Bench) -> None:
    outcome = bench.run(a_task("t", recipe="fail"))["t"]
    assert isinstance(outcome.error, Unlucky)
    assert outcome.error.say("zh") == "运气不好：rain"
    assert outcome.traceback == ""


def test_a_bug_keeps_its_traceback(bench: Bench) -> None:
    outcome = bench.run(a_task("t", recipe="crash"))["t"]
    assert outcome.state is State.FAILED
    assert outcome.error is None
    assert "in crash" in outcome.traceback
    assert "nobody thought of this" in outcome.traceback


@pytest.mark.parametrize("recipe", ["fill_the_disk", "fill_the_quota"])
def test_a_full_disk_has_its_name(bench: Bench, recipe: str) -> None:
    assert isinstance(bench.run(a_task("t", recipe=recipe))["t"].error, DiskFull)


def test_a_disk_that_is_full_when_publishing_has_its_name(
    bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    def no_space(*_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr("videopipe.engine.store.write_durably", no_space)
    assert isinstance(bench.run(A)["a"].error, DiskFull)
    assert not bench.store.has(A.key)
    assert bench.scratch() == []


def test_a_recipe_that_leaves_an_output_out_has_failed(bench: Bench) -> None:
    assert isinstance(bench.run(a_task("t", recipe="write_nothing"))["t"].error, NoOutput)


@pytest.mark.parametrize("recipe", ["fail", "crash", "write_nothing", "litter", "give_up"])
def test_scratch_is_removed_however_it_went(bench: Bench, recipe: str) -> None:
    task = a_task("t", recipe=recipe)
    bench.run(task)
    assert bench.scratch() == []
    assert not list(bench.store.root.rglob("temporary.wav"))


def test_footage_is_found_by_its_digest(bench: Bench, tmp_path: Path) -> None:
    (tmp_path / "A001.txt").write_text("footage ")
    bench.files["d1"] = tmp_path / "A001.txt"
    task = a_task("t", inputs={"needs": Digest("d1")})
    bench.run(task)
    assert bench.text(task) == "footage t"


def test_footage_that_vanished_is_named(bench: Bench, tmp_path: Path) -> None:
    bench.files["d1"] = tmp_path / "A001.txt"
    error = bench.run(a_task("t", inputs={"needs": Digest("d1")}))["t"].error
    assert isinstance(error, InputGone)
    assert "A001.txt is not there any more" in str(error)


def test_what_neither_plan_nor_store_has_fails_the_task_that_reads_it(bench: Bench) -> None:
    assert isinstance(bench.run(AB, A)["ab"].error, InputGone)


@pytest.mark.parametrize("other", [{"recipe": "unheard of"}, {"lane": "unheard of"}])
def test_an_unknown_recipe_or_lane_is_refused_before_anything_starts(bench: Bench, other: Any) -> None:
    lane = Recorder()
    with pytest.raises(ValueError, match="unheard of"):
        bench.run(A, a_task("t", **other), lanes={"light": lane})
    assert lane.submitted == []


# Stopping


def test_nothing_starts_after_a_stop(bench: Bench) -> None:
    bench.run(A)
    bench.stop.set()
    lane = Recorder()
    outcomes = bench.run(A, B, AB, lanes={"light": lane, "encode": lane})
    assert states(outcomes) == {"a": "cached", "b": "stopped", "ab": "stopped"}
    assert lane.submitted == []


def test_what_runs_hears_of_a_stop_and_the_rest_is_stopped(
    bench: Bench, threads: Mapping[str, Executor]
) -> None:
    long = [a_task(str(n), recipe="wait_for_stop") for n in range(6)]
    timer = threading.Timer(0.2, bench.stop.set)
    timer.start()
    began = time.monotonic()
    outcomes = bench.run(A, *long, a_task("last", *long), lanes=threads)
    assert time.monotonic() - began < 2
    assert set(states(outcomes).values()) == {"ran", "stopped"}
    assert outcomes["a"].state is State.RAN
    assert bench.scratch() == []


def test_asked_gently_what_runs_may_finish_and_nothing_more_is_begun(
    bench: Bench, threads: Mapping[str, Executor]
) -> None:
    begun = threading.Event()

    def write_slowly(work: Work) -> None:
        begun.set()
        while not bench.stop.is_set():
            time.sleep(0.005)
        time.sleep(0.05)
        assert not work.stopped()
        write(work)

    bench.recipes["write_slowly"] = write_slowly
    many = [a_task(str(n), recipe="write_slowly") for n in range(8)]

    def ask() -> None:
        begun.wait(5)
        bench.stop.set(gently=True)

    threading.Thread(target=ask).start()
    found = list(states(bench.run(*many, lanes=threads)).values())
    assert 0 < found.count("ran") <= 4
    assert found.count("ran") + found.count("stopped") == 8


def test_what_waits_in_a_lane_is_taken_back(bench: Bench) -> None:
    tasks = [a_task(str(n)) for n in range(9)]
    lane = Shelf(width=2)
    threading.Timer(0.05, bench.stop.set).start()
    assert set(states(bench.run(*tasks, lanes={"light": lane})).values()) == {"stopped"}
    assert lane.submitted == ["0", "1", "2"]  # two that could run and one ahead


def test_a_recipe_may_stop_by_itself(bench: Bench) -> None:
    stopped = a_task("s", recipe="give_up")
    assert states(bench.run(stopped, a_task("on s", stopped), A)) == {
        "s": "stopped",
        "on s": "stopped",
        "a": "ran",
    }


def test_a_watcher_that_breaks_ends_the_run_and_leaves_nothing(
    bench: Bench, threads: Mapping[str, Executor]
) -> None:
    def interrupt(event: Event) -> None:
        if isinstance(event, Started):
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        bench.run(*(a_task(str(n), recipe="wait_for_stop") for n in range(4)), lanes=threads, watch=interrupt)
    assert bench.stop.is_set()
    assert bench.scratch() == []
    assert bench.ledger.runs()[0].ended_s == 7.0


def test_a_run_that_breaks_off_waits_for_its_workers(bench: Bench, threads: Mapping[str, Executor]) -> None:
    ended: list[str] = []

    def end_slowly(work: Work) -> None:
        try:
            wait_for_stop(work)
        finally:
            time.sleep(0.2)
            ended.append(work.params["label"])

    def interrupt(event: Event) -> None:
        if isinstance(event, Started):
            raise KeyboardInterrupt

    bench.recipes["write"] = end_slowly
    with pytest.raises(KeyboardInterrupt):
        bench.run(A, lanes=threads, watch=interrupt)
    assert ended == ["a"]


def test_a_job_that_reaches_its_worker_after_the_stop_is_not_begun(bench: Bench, tmp_path: Path) -> None:
    bench.stop.set()
    job = Job(A, crash, bench.store, {}, tmp_path, bench.stop, tell_nobody)
    assert run_job(job).state is State.STOPPED


# What is told


def test_every_task_is_told_to_start_once_and_to_finish_once(
    bench: Bench, threads: Mapping[str, Executor]
) -> None:
    bench.run(B)
    bench.events.clear()
    bench.run(A, B, AB, a_task("bad", recipe="fail"), lanes=threads)
    finished = [event.outcome.task.label for event in bench.events if isinstance(event, Finished)]
    started = [event.task.label for event in bench.events if isinstance(event, Started)]
    assert sorted(finished) == ["a", "ab", "b", "bad"]
    assert sorted(started) == ["a", "ab", "bad"]


def test_progress_comes_between_start_and_finish_in_the_callers_thread(
    bench: Bench, threads: Mapping[str, Executor]
) -> None:
    task = a_task("t", recipe="report_half", inputs={"needs": ()})
    told: list[tuple[Event, int]] = []
    bench.run(task, lanes=threads, watch=lambda event: told.append((event, threading.get_ident())))
    (start, _), (progress, _), (finish, _) = told
    assert start == Started(task)
    assert progress == Progress(task, 0.5, "half")
    assert isinstance(finish, Finished)
    assert {thread for _, thread in told} == {threading.get_ident()}


def test_the_ledger_knows_how_it_went(bench: Bench) -> None:
    bench.run(A, B)
    bench.run(A, AB, a_task("bad", recipe="fail"))
    (last, _) = bench.ledger.runs()
    assert last.counts == {State.CACHED: 1, State.RAN: 1, State.FAILED: 1}
    assert (last.subject, last.began_s, last.ended_s) == ("gz/portal", 7.0, 7.0)
    assert bench.ledger.explain("gz/portal", a_task("a", more=True))[0].name == "more"
    assert bench.ledger.last_uses().keys() == {A.key, B.key, AB.key}


def test_the_log_has_a_line_for_each_task(bench: Bench, caplog: pytest.LogCaptureFixture) -> None:
    bench.run(A)
    with caplog.at_level(logging.INFO, "videopipe.engine.execute"):
        bench.run(A, a_task("bad", recipe="fail"))
    first, second = caplog.messages
    assert first == f"{A.key[:8]} a cached 0.0 s"
    assert " bad failed " in second


# Processes


def test_processes_do_a_plan_as_threads_do(bench: Bench, processes: Mapping[str, Executor]) -> None:
    bad, bug = a_task("bad", recipe="fail"), a_task("bug", recipe="crash")
    quiet = a_task("quiet", recipe="report_half", inputs={"needs": ()})
    outcomes = bench.run(A, B, AB, bad, bug, quiet, a_task("on bad", bad), lanes=processes)
    assert states(outcomes) == {
        "a": "ran",
        "b": "ran",
        "ab": "ran",
        "bad": "failed",
        "bug": "failed",
        "quiet": "ran",
        "on bad": "skipped",
    }
    assert bench.text(AB) == "abab"
    assert str(outcomes["bad"].error) == "bad luck: rain"
    assert "nobody thought of this" in outcomes["bug"].traceback


def test_a_worker_that_dies_is_a_failure_with_a_name(bench: Bench, processes: Mapping[str, Executor]) -> None:
    deadly = a_task("deadly", recipe="die")
    outcomes = bench.run(deadly, a_task("on deadly", deadly), lanes=processes)
    assert states(outcomes) == {"deadly": "failed", "on deadly": "skipped"}
    assert isinstance(outcomes["deadly"].error, WorkerDied)


def test_tasks_for_a_lane_whose_workers_died_fail_by_name(
    bench: Bench, processes: Mapping[str, Executor]
) -> None:
    bench.run(a_task("deadly", recipe="die"), lanes=processes)
    assert isinstance(bench.run(A, lanes=processes)["a"].error, WorkerDied)


def test_a_recipe_that_cannot_travel_is_a_bug_with_a_traceback(
    bench: Bench, processes: Mapping[str, Executor]
) -> None:
    bench.recipes["write"] = lambda work: work.out("out.txt").touch()
    outcome = bench.run(A, lanes=processes)["a"]
    assert outcome.state is State.FAILED
    assert "lambda" in outcome.traceback
