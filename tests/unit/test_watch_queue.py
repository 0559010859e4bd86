"""A long queue: who goes ahead is told roughly, and looking at it costs no more than the uploads in it."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.uploads import POLL_S, SETTLE, Room, episode_files
from videopipe.watch.jobs import JobState
from videopipe.watch.loop import next_poll
from videopipe.watch.notes import about
from videopipe.watch.scan import scan

LONG = 60


@pytest.fixture
def queue(tmp_path: Path) -> Iterator[Room]:
    """So many complete uploads, none of them begun."""
    room = Room(tmp_path)
    for number in range(LONG):
        room.put(f"{number:02}", episode_files(f"gz-{number:02}"))
    for _ in range(SETTLE + 2):
        room.watcher.poll()
        room.time.go_on(POLL_S)
    room.watcher.poll()
    yield room
    room.close()


@given(st.integers(0, 10**6), st.integers(0, 10**6))
def test_a_place_in_the_queue_is_told_exactly_near_the_end_and_never_too_far_behind(
    one: int, other: int
) -> None:
    assert about(one) == one if one < 5 else one // 2.5 <= about(one) <= one
    assert (about(one) <= about(other)) == (about(one) == about(other) or one < other)


def test_an_upload_is_told_how_many_go_first(queue: Room) -> None:
    assert queue.states() == {f"{number:02}": JobState.QUEUED for number in range(LONG)}
    assert [queue.note(name)["ahead"] for name in ("00", "01", "05", "06", "19", "59")] == [
        0,
        1,
        5,
        5,
        10,
        50,
    ]
    page = (queue.inbox / "59.状态.html").read_text("utf-8")
    assert "前面至少还有 50 个" in page
    assert "前面至少还有 5 个" in (queue.inbox / "05.状态.html").read_text("utf-8")


def test_one_job_done_changes_the_notes_of_few(queue: Room) -> None:
    before = {path: path.stat().st_mtime_ns for path in queue.inbox.glob("*.状态.html")}
    assert queue.watcher.work()
    queue.watcher.poll()
    written = [path.name for path, at in before.items() if path.stat().st_mtime_ns != at]
    assert queue.row("00").state is JobState.PUBLISHED
    assert "00.状态.html" in written
    assert len(written) <= 12


def test_the_queue_says_nothing_of_what_is_not_in_it(queue: Room) -> None:
    files = episode_files("late")
    files.pop("raw/A001.mp4")
    queue.put("late", files)
    queue.watcher.poll()
    assert queue.note("late")["state"] == "waiting"
    assert queue.note("late")["ahead"] == 0
    queue.time.go_on(POLL_S)
    page = queue.inbox / "late.状态.html"
    before = page.stat().st_mtime_ns
    for _ in range(12):
        assert queue.watcher.work()
    queue.watcher.poll()
    assert page.stat().st_mtime_ns == before


def test_a_poll_that_finds_nothing_new_asks_the_ledger_for_nothing_of_a_single_upload(
    queue: Room, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[int] = []
    monkeypatch.setattr(queue.ledger, "times", asked.append)
    queue.watcher.poll()
    assert asked == []


@given(st.floats(0, 100), st.floats(0.001, 100), st.floats(0.1, 60))
def test_events_make_looking_take_a_quarter_of_the_time_at_most(
    began: float, took: float, poll_s: float
) -> None:
    ended = began + took
    earliest, due = next_poll(began, ended, poll_s)
    assert due == ended + poll_s
    assert earliest == due or earliest - ended == pytest.approx(3 * (ended - began), abs=1e-9)
    assert ended <= earliest <= due


def test_one_folder_and_what_lies_beside_it_can_be_looked_at_alone(tmp_path: Path) -> None:
    for path in ("深圳/a/x.mp4", "广州/b/y.mp4", "深圳.md5"):
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).touch()
    found = scan(tmp_path, only="深圳")
    assert [path for path, _ in found.walk()] == ["深圳.md5", "深圳/a/x.mp4"]
    assert sorted(path for path, _ in scan(tmp_path).walk()) == ["广州/b/y.mp4", "深圳.md5", "深圳/a/x.mp4"]
