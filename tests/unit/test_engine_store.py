"""The store: what has a name is whole, and what is half-made goes away with its run."""

import os
import signal
import stat
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from threading import Barrier, Thread

import pytest

from videopipe.engine.store import Fault, NoOutput, Store
from videopipe.model.errors import NotWritable

KEY = "ab" + "0" * 62
OTHER = "cd" + "0" * 62


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store(tmp_path / "work")


def publish(store: Store, key: str = KEY, content: str = "hello", label: str = "greet") -> None:
    with store.open_run() as run:
        (run / "out.txt").write_text(content)
        (run / "rubbish.log").write_text("not declared")
        store.publish(key, run, ("out.txt",), recipe="write", label=label, seconds=1.5)


def leave_a_dead_run(store: Store) -> Path:
    folder = store.root / "scratch" / "run-killed"
    folder.mkdir(parents=True)
    (folder / "lock").touch()
    (folder / "half.mp4").write_text("half")
    return folder


def test_what_was_published_is_there_with_its_facts(store: Store) -> None:
    publish(store)
    assert store.has(KEY)
    assert store.path(KEY, "out.txt").read_text() == "hello"
    facts = store.facts(KEY)
    assert facts is not None
    assert (facts.recipe, facts.label, facts.seconds) == ("write", "greet", 1.5)
    assert facts.outputs["out.txt"].size_bytes == 5
    assert facts.outputs["out.txt"].sha256.startswith("2cf24dba5fb0a30e")  # sha256 of "hello"


def test_only_declared_outputs_are_published(store: Store) -> None:
    publish(store)
    assert sorted(path.name for path in store.path(KEY, "").iterdir()) == ["facts.json", "out.txt"]


def test_asking_an_empty_store_creates_nothing(store: Store) -> None:
    assert not store.has(KEY)
    assert store.facts(KEY) is None
    assert list(store.entries()) == []
    assert store.check() == ()
    assert not store.in_use()
    store.sweep()
    store.remove(KEY)
    assert not store.root.exists()


def test_the_folder_says_whose_it_is(store: Store) -> None:
    publish(store)
    assert "belongs to videopipe" in (store.root / "README.txt").read_text(encoding="utf-8")


def cut_short(folder: Path) -> None:
    (folder / "out.txt").write_text("hell")


def lose_the_file(folder: Path) -> None:
    (folder / "out.txt").unlink()


def lose_the_facts(folder: Path) -> None:
    (folder / "facts.json").unlink()


def tear_the_facts(folder: Path) -> None:
    facts = folder / "facts.json"
    facts.write_bytes(facts.read_bytes()[:40])


def replace_by_a_link(folder: Path) -> None:
    (folder / "out.txt").rename(folder / "away.txt")
    (folder / "out.txt").symlink_to("away.txt")


BREAKS = [cut_short, lose_the_file, lose_the_facts, tear_the_facts, replace_by_a_link]


@pytest.mark.parametrize("damage", BREAKS)
def test_a_broken_result_counts_as_absent(store: Store, damage: Callable[[Path], None]) -> None:
    publish(store)
    damage(store.path(KEY, ""))
    assert not store.has(KEY)
    assert [fault.key for fault in store.check()] == [KEY]


@pytest.mark.parametrize("damage", BREAKS)
def test_a_broken_result_gives_way_to_a_new_one(store: Store, damage: Callable[[Path], None]) -> None:
    publish(store)
    damage(store.path(KEY, ""))
    publish(store, content="again")
    assert store.has(KEY)
    assert store.path(KEY, "out.txt").read_text() == "again"
    assert store.check() == ()
    assert list((store.root / "scratch").iterdir()) == []


def test_checking_finds_a_byte_that_changed_in_place(store: Store) -> None:
    publish(store)
    publish(store, OTHER)
    store.path(KEY, "out.txt").write_text("jello")
    assert store.has(KEY)
    assert store.check() == (Fault(KEY, "out.txt"),)


def test_the_second_copy_of_a_result_is_dropped(store: Store) -> None:
    publish(store, content="first")
    publish(store, content="later")
    assert store.path(KEY, "out.txt").read_text() == "first"


def test_threads_that_publish_the_same_key_at_once_leave_one_whole_result(store: Store) -> None:
    together = Barrier(4)

    def go(n: int) -> None:
        together.wait()
        publish(store, content=f"copy {n}")

    threads = [Thread(target=go, args=(n,)) for n in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert store.has(KEY)
    assert store.check() == ()


def write_nothing(_: Path) -> None:
    pass


def write_it_empty(path: Path) -> None:
    path.touch()


def make_a_folder(path: Path) -> None:
    path.mkdir()


def link_to_the_footage(path: Path) -> None:
    path.symlink_to(__file__)


@pytest.mark.parametrize("write", [write_nothing, write_it_empty, make_a_folder, link_to_the_footage])
def test_a_promised_file_must_be_there_and_hold_something(
    store: Store, write: Callable[[Path], None]
) -> None:
    with store.open_run() as run:
        write(run / "out.txt")
        with pytest.raises(NoOutput, match=r"greet ended without writing out\.txt"):
            store.publish(KEY, run, ("out.txt",), recipe="write", label="greet", seconds=1.0)
    assert not store.has(KEY)


def test_a_published_folder_can_be_read_by_colleagues(store: Store) -> None:
    publish(store)
    assert stat.S_IMODE(store.path(KEY, "").stat().st_mode) == 0o755


def test_entries_tell_size_and_the_later_of_making_and_using(store: Store) -> None:
    publish(store)
    publish(store, OTHER)
    made = {entry.key: entry for entry in store.entries()}
    used = {entry.key: entry for entry in store.entries({KEY: 9e9, OTHER: 1.0})}
    assert made[KEY].size_bytes == sum(path.stat().st_size for path in store.path(KEY, "").iterdir())
    assert used[KEY].last_use_s == 9e9
    assert used[OTHER].last_use_s == made[OTHER].last_use_s > 1.0


def test_a_removed_result_is_gone_and_the_others_stay(store: Store) -> None:
    publish(store)
    publish(store, OTHER)
    store.remove(KEY)
    assert [entry.key for entry in store.entries()] == [OTHER]


def test_scratch_goes_away_with_its_run(store: Store) -> None:
    with store.open_run() as run:
        (run / "half.mp4").write_text("half")
    assert not run.exists()


def test_scratch_goes_away_when_the_run_breaks_off(store: Store) -> None:
    with pytest.raises(KeyboardInterrupt), store.open_run() as run:
        raise KeyboardInterrupt
    assert not run.exists()


def test_sweeping_removes_what_a_dead_run_left(store: Store) -> None:
    dead = leave_a_dead_run(store)
    store.sweep()
    assert not dead.exists()


def test_sweeping_keeps_the_scratch_of_a_living_run(store: Store) -> None:
    with store.open_run() as run:
        (run / "half.mp4").write_text("half")
        dead = leave_a_dead_run(store)
        store.sweep()
        assert (run / "half.mp4").exists()
        assert not dead.exists()


def test_a_store_is_in_use_while_a_run_lives(store: Store) -> None:
    leave_a_dead_run(store)
    assert not store.in_use()
    with store.open_run():
        assert store.in_use()
    assert not store.in_use()


HANG = """
import sys, time
from pathlib import Path
from videopipe.engine.store import Store
with Store(Path(sys.argv[1])).open_run() as run:
    (run / "half.mp4").write_text("half")
    print(run, flush=True)
    time.sleep(60)
"""


def test_a_run_that_is_killed_leaves_nothing_that_a_sweep_would_not_find(store: Store) -> None:
    argv = [sys.executable, "-c", HANG, str(store.root)]
    with subprocess.Popen(argv, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        run = Path(process.stdout.readline().strip())
        store.sweep()
        assert (run / "half.mp4").exists()
        process.send_signal(signal.SIGKILL)
        process.wait()
    assert (run / "half.mp4").exists()
    store.sweep()
    assert not run.exists()


def test_a_place_that_cannot_be_a_store_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(NotWritable, match="--work"), Store(tmp_path / "file" / "work").open_run():
        pass


def test_publishing_flushes_each_file_before_it_has_its_name(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    flushed: list[tuple[str, bool]] = []
    fsync = os.fsync

    def note(handle: int) -> None:
        path = Path(f"/proc/self/fd/{handle}").readlink()
        flushed.append((path.name.split("-")[0], store.has(KEY)))
        fsync(handle)

    monkeypatch.setattr(os, "fsync", note)
    publish(store)
    assert flushed == [
        ("out.txt", False),
        ("facts.json", False),
        ("ready", False),
        ("ab", True),
        ("objects", True),
    ]
