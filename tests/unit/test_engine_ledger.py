"""The ledger: remembers when it can, and never stands in the way."""

import os
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from tests.unit.test_engine_task import a_task
from videopipe.engine import ledger as ledger_module
from videopipe.engine.disk import sha256_of
from videopipe.engine.explain import Difference
from videopipe.engine.ledger import Ledger
from videopipe.engine.outcome import Outcome, State
from videopipe.engine.task import Task

SUBJECT = "gz-2019-05-10/portal"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "work" / "ledger.db"


@pytest.fixture
def ledger(path: Path) -> Iterator[Ledger]:
    with Ledger(path) as opened:
        yield opened


def note(
    ledger: Ledger, task: Task, state: State = State.RAN, seconds: float = 1.0, at: float = 10.0
) -> None:
    ledger.record(ledger.begin(SUBJECT, at), SUBJECT, Outcome(task, state, seconds), at)


def test_a_task_never_seen_is_new(ledger: Ledger) -> None:
    assert ledger.explain(SUBJECT, a_task("t")) == (Difference("new", "t", None, None),)


@pytest.mark.parametrize("state", [State.RAN, State.CACHED])
def test_a_change_is_explained_against_the_last_good_run(ledger: Ledger, state: State) -> None:
    note(ledger, a_task("t", text="一"))
    note(ledger, a_task("t", text="二"), state)
    assert ledger.explain(SUBJECT, a_task("t", text="三")) == (Difference("param", "text", "二", "三"),)


@pytest.mark.parametrize("state", [State.FAILED, State.SKIPPED, State.STOPPED])
def test_a_run_that_made_nothing_is_not_compared_with(ledger: Ledger, state: State) -> None:
    note(ledger, a_task("t", text="一"))
    note(ledger, a_task("t", text="二"), state)
    assert ledger.explain(SUBJECT, a_task("t", text="二")) == (Difference("param", "text", "一", "二"),)


def test_subjects_do_not_mix(ledger: Ledger) -> None:
    note(ledger, a_task("t"))
    assert ledger.explain("another", a_task("t"))[0].kind == "new"


def test_history_survives_closing(path: Path) -> None:
    with Ledger(path) as first:
        note(first, a_task("t", cost=2), seconds=3.0)
    with Ledger(path) as second:
        assert second.explain(SUBJECT, a_task("t")) == ()
        assert second.rates() == {"write": 1.5}


def test_rates_are_total_seconds_over_total_cost_of_what_ran(ledger: Ledger) -> None:
    note(ledger, a_task("a", recipe="x264", cost=100), seconds=50.0)
    note(ledger, a_task("b", recipe="x264", cost=300), seconds=50.0)
    note(ledger, a_task("c", recipe="x264", cost=300), State.CACHED, seconds=0.0)
    note(ledger, a_task("d", recipe="x264", cost=300), State.FAILED, seconds=9.0)
    note(ledger, a_task("e", recipe="free", cost=0), seconds=9.0)
    assert ledger.rates() == {"x264": 0.25}


def test_rates_forget_what_is_long_ago(ledger: Ledger) -> None:
    note(ledger, a_task("old", recipe="x264", cost=1), seconds=1000.0)
    for n in range(100):
        note(ledger, a_task(str(n), recipe="x264", cost=1), seconds=1.0)
    assert ledger.rates() == {"x264": 1.0}


def test_a_result_was_last_used_when_it_was_last_of_use(ledger: Ledger) -> None:
    task = a_task("t")
    note(ledger, task, at=10.0)
    note(ledger, task, State.CACHED, at=20.0)
    note(ledger, task, State.FAILED, at=30.0)
    assert ledger.last_uses() == {task.key: 20.0}


def test_runs_are_told_newest_first_with_their_counts(ledger: Ledger) -> None:
    first = ledger.begin(SUBJECT, 1.0)
    ledger.record(first, SUBJECT, Outcome(a_task("a"), State.RAN), 2.0)
    ledger.record(first, SUBJECT, Outcome(a_task("b"), State.RAN), 2.0)
    ledger.record(first, SUBJECT, Outcome(a_task("c"), State.FAILED), 2.0)
    ledger.end(first, 3.0)
    ledger.begin("another", 4.0)
    killed, ended = ledger.runs()
    assert (killed.subject, killed.ended_s, killed.counts) == ("another", None, {})
    assert (ended.began_s, ended.ended_s) == (1.0, 3.0)
    assert ended.counts == {State.RAN: 2, State.FAILED: 1}


# Digests


@pytest.fixture
def hashed(monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    """Files that were really read."""
    read: list[Path] = []

    def noting(path: Path) -> str:
        read.append(path)
        return sha256_of(path)

    monkeypatch.setattr(ledger_module, "sha256_of", noting)
    return read


def test_a_file_is_read_once(ledger: Ledger, tmp_path: Path, hashed: list[Path]) -> None:
    file = tmp_path / "A001.mp4"
    file.write_text("hello")
    assert ledger.digest(file) == ledger.digest(file)
    assert ledger.digest(file).startswith("2cf24dba")
    assert hashed == [file]


def grow(file: Path) -> None:
    file.write_text("hello!")


def change_in_place(file: Path) -> None:
    file.write_text("jello")
    os.utime(file, ns=(1, 1))


def replace_with_the_same_time(file: Path) -> None:
    before = file.stat()
    other = file.with_name("other")
    other.write_text("jello")
    os.utime(other, ns=(before.st_atime_ns, before.st_mtime_ns))
    other.replace(file)


@pytest.mark.parametrize("change", [grow, change_in_place, replace_with_the_same_time])
def test_a_changed_file_is_read_again(ledger: Ledger, tmp_path: Path, change: Callable[[Path], None]) -> None:
    file = tmp_path / "A001.mp4"
    file.write_text("hello")
    before = ledger.digest(file)
    change(file)
    assert ledger.digest(file) != before


def test_a_file_that_grows_while_it_is_read_is_not_remembered(
    ledger: Ledger, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "A001.mp4"
    file.write_text("hello")

    def while_it_grows(path: Path) -> str:
        grow(path)
        return "digest of a half-copied file"

    with monkeypatch.context() as patched:
        patched.setattr(ledger_module, "sha256_of", while_it_grows)
        ledger.digest(file)
    assert ledger.digest(file).startswith("ce06092f")  # sha256 of "hello!"


# A ledger that is no good


def write_rubbish(path: Path) -> None:
    path.write_bytes(b"this was never a database" * 100)


def make_a_folder(path: Path) -> None:
    path.mkdir()


def from_another_version(path: Path) -> None:
    with closing(sqlite3.connect(path)) as db:
        db.execute("PRAGMA user_version = 99")


@pytest.mark.parametrize("damage", [write_rubbish, make_a_folder, from_another_version])
def test_a_ledger_that_cannot_be_read_is_moved_aside_and_begins_anew(
    path: Path, damage: Callable[[Path], None], caplog: pytest.LogCaptureFixture
) -> None:
    path.parent.mkdir()
    damage(path)
    with Ledger(path) as ledger:
        note(ledger, a_task("t"))
    assert Path(f"{path}.broken").exists()
    assert "moved aside" in caplog.text
    with Ledger(path) as again:
        assert again.explain(SUBJECT, a_task("t")) == ()


def test_a_ledger_that_breaks_while_it_is_open_begins_anew(
    path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    with Ledger(path) as filled:
        for n in range(200):
            note(filled, a_task(str(n)))
    size = path.stat().st_size
    with path.open("r+b") as file:
        file.seek(4096)
        file.write(b"\xff" * (size - 4096))
    with Ledger(path) as ledger:
        assert ledger.rates() == {}
        note(ledger, a_task("t"))
        assert ledger.explain(SUBJECT, a_task("t")) == ()
    assert "moved aside" in caplog.text


def test_a_ledger_that_somebody_holds_is_left_alone(
    path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(ledger_module, "_BUSY_S", 0.05)
    path.parent.mkdir()
    with closing(sqlite3.connect(path, isolation_level=None)) as holder:
        holder.execute("BEGIN EXCLUSIVE")
        with Ledger(path) as ledger:
            note(ledger, a_task("t"))
            assert ledger.explain(SUBJECT, a_task("t")) == ()
    assert not Path(f"{path}.broken").exists()
    assert "without history" in caplog.text


def test_a_write_that_does_not_get_through_is_logged_and_lost(
    path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(ledger_module, "_BUSY_S", 0.05)
    with Ledger(path) as ledger, closing(sqlite3.connect(path, isolation_level=None)) as holder:
        holder.execute("BEGIN IMMEDIATE")
        ledger.touch("k", 1.0)
        holder.execute("ROLLBACK")
        assert ledger.last_uses() == {}
    assert "locked" in caplog.text


def test_a_place_that_takes_no_ledger_leaves_it_in_memory(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with Ledger(tmp_path / "file" / "ledger.db") as ledger:
        note(ledger, a_task("t"))
        assert ledger.explain(SUBJECT, a_task("t")) == ()


def test_two_open_ledgers_see_each_other(path: Path) -> None:
    with Ledger(path) as one, Ledger(path) as other:
        note(one, a_task("a"))
        note(other, a_task("b"))
        assert one.explain(SUBJECT, a_task("b")) == other.explain(SUBJECT, a_task("a")) == ()


def test_a_signature_in_an_unknown_format_is_no_signature(ledger: Ledger) -> None:
    note(ledger, a_task("t"))
    ledger._tell("UPDATE signatures SET signature = ?", '["videopipe task 0", {}]')
    assert ledger.signature(SUBJECT, "t") is None


# Reading only


def test_a_readonly_ledger_that_is_absent_is_empty_and_creates_nothing(path: Path) -> None:
    with Ledger(path, readonly=True) as ledger:
        note(ledger, a_task("t"))
        assert ledger.rates() == {}
        assert ledger.explain(SUBJECT, a_task("t"))[0].kind == "new"
    assert not path.parent.exists()


def test_a_readonly_ledger_reads_and_leaves_no_trace(path: Path) -> None:
    with Ledger(path) as written:
        note(written, a_task("t", cost=1))
    before = {file.name: file.read_bytes() for file in path.parent.iterdir()}
    with Ledger(path, readonly=True) as ledger:
        assert ledger.rates() == {"write": 1.0}
        note(ledger, a_task("u"))
        ledger.touch("k", 1.0)
        assert {file.name: file.read_bytes() for file in path.parent.iterdir()} == before
    assert {file.name: file.read_bytes() for file in path.parent.iterdir()} == before


def test_a_readonly_ledger_sees_what_a_run_that_goes_on_has_written(path: Path) -> None:
    with Ledger(path) as writing:
        note(writing, a_task("t"))
        with Ledger(path, readonly=True) as reading:
            assert reading.explain(SUBJECT, a_task("t")) == ()
            note(writing, replace(a_task("u"), cost=1))
            assert reading.rates() == {"write": 1.0}


def test_a_readonly_ledger_leaves_a_broken_file_where_it_is(path: Path) -> None:
    path.parent.mkdir()
    write_rubbish(path)
    with Ledger(path, readonly=True) as ledger:
        assert ledger.rates() == {}
    assert [file.name for file in path.parent.iterdir()] == ["ledger.db"]


def test_runs_long_past_are_forgotten_and_what_is_known_of_results_stays(ledger: Ledger) -> None:
    for at in (10.0, 100.0):
        run = ledger.begin(SUBJECT, at)
        ledger.record(run, SUBJECT, Outcome(a_task("a"), State.RAN, 1.0), at)
        ledger.end(run, at + 1)
    going_on = ledger.begin(SUBJECT, 12.0)
    ledger.forget_before(50.0)

    assert [run.began_s for run in ledger.runs()] == [12.0, 100.0]
    assert ledger.runs()[0].id == going_on
    assert ledger.last_uses() == {a_task("a").key: 100.0}
    assert ledger.signature(SUBJECT, a_task("a").label) is not None
