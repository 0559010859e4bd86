"""The inbox's ledger: nobody works on another's job, and nothing of it is forgotten."""

import sqlite3
import threading
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from videopipe.model.errors import NotWritable
from videopipe.model.findings import Words
from videopipe.watch.jobs import Job, JobState, Refusal
from videopipe.watch.ledger import InboxLedger, Lease, LedgerTooNew

A, B = Lease("boot-1", "a"), Lease("boot-1", "b")
LATER = Lease("boot-2", "a")
"""The same machine, started again."""
RECEIVED, WAITING, QUEUED, PROCESSING, PUBLISHED, REFUSED, FAILED = JobState


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[InboxLedger]:
    with InboxLedger(tmp_path / "work" / "inbox.sqlite") as opened:
        yield opened


def test_two_watchers_that_find_the_same_upload_receive_it_once(ledger: InboxLedger) -> None:
    first = ledger.receive_after(0, "/in", "a", "folder", 1.0)
    assert first is not None
    assert ledger.receive_after(0, "/in", "a", "folder", 1.0) is None
    second = ledger.receive_after(1, "/in", "a", "folder", 2.0)
    assert second is not None
    assert second.version == 2


def test_what_was_taken_away_leaves_no_row_unless_somebody_is_at_it(ledger: InboxLedger) -> None:
    jobs = [queued(ledger, name) for name in "ab"]
    taken(ledger)
    assert [ledger.withdraw(job.id) for job in jobs] == [False, True]
    assert [job.name for job in ledger.rows()] == ["a"]


def queued(ledger: InboxLedger, name: str = "a", **more: float) -> Job:
    return ledger.receive("/in", name, "folder", 1.0, state=QUEUED, **more)  # type: ignore[arg-type]


def taken(ledger: InboxLedger, lease: Lease = A, beat: float = 100.0, now: float = 2.0) -> str | None:
    job = ledger.take(lease, now=now, beat=beat, lease_s=30)
    return job.name if job is not None else None


def test_a_new_row_is_the_next_version_of_its_name(ledger: InboxLedger) -> None:
    first, second = (ledger.receive("/in", "甲", "folder", at) for at in (1.0, 2.0))
    other = ledger.receive("/in", "乙", "zip", 3.0)
    assert [job.version for job in (first, second, other)] == [1, 2, 1]
    assert ledger.latest("inbox", "/in") == {"甲": second, "乙": other}


def test_a_row_comes_back_as_it_was_told(ledger: InboxLedger) -> None:
    job = ledger.receive("/in", "a", "video", 1.0)
    refusal = Refusal("raw/A.mp4", Words("it is empty", "是空文件"), Words("send it again", "请重新上传"))
    waits = (Words("for a", "等 a"), Words("for b", "等 b"))
    assert ledger.judge(job.id, WAITING, 2.0, waits=waits, refusal=refusal, stamp="s", due_s=7.5)
    expected = replace(job, state=WAITING, waits=waits, refusal=refusal, stamp="s", due_s=7.5, changed_s=2.0)
    assert ledger.row(job.id) == expected


def test_the_most_urgent_goes_first(ledger: InboxLedger) -> None:
    queued(ledger, "late")
    queued(ledger, "due-9", due_s=9.0)
    queued(ledger, "due-5", due_s=5.0)
    queued(ledger, "high", priority=3)
    assert [taken(ledger) for _ in range(5)] == ["high", "due-5", "due-9", "late", None]


def test_what_is_taken_is_nobody_elses_until_the_lease_lapses(ledger: InboxLedger) -> None:
    job = queued(ledger)
    assert taken(ledger, A, beat=100) == "a"
    assert taken(ledger, B, beat=129) is None
    assert ledger.beat(job.id, A, 125, "make", 40)
    assert taken(ledger, B, beat=154) is None
    assert taken(ledger, B, beat=156) == "a"


def test_who_lost_the_lease_can_neither_beat_nor_settle(ledger: InboxLedger) -> None:
    job = queued(ledger)
    taken(ledger, A, beat=100)
    taken(ledger, B, beat=131)
    assert not ledger.beat(job.id, A, 132)
    assert not ledger.settle(job.id, A, REFUSED, 5.0)
    assert ledger.settle(job.id, B, PUBLISHED, 6.0, bundle="/out/v1")
    assert not ledger.settle(job.id, B, REFUSED, 7.0)
    found = ledger.row(job.id)
    assert found is not None
    assert (found.state, found.bundle, found.owner) == (PUBLISHED, "/out/v1", "")


def test_deaths_over_a_job_are_counted_until_an_owner_lets_go_of_it(ledger: InboxLedger) -> None:
    job = queued(ledger)
    counts = []
    for beat in (100, 200, 300):
        taken(ledger, A, beat=beat)
        found = ledger.row(job.id)
        counts.append(found.attempts if found is not None else 0)
    assert counts == [1, 2, 3]
    ledger.settle(job.id, A, QUEUED, 5.0)
    again = ledger.take(A, now=6, beat=400)
    assert again is not None
    assert again.attempts == 1


def test_a_lease_ends_with_the_machine_that_gave_it(ledger: InboxLedger) -> None:
    queued(ledger)
    assert taken(ledger, A, beat=100_000) == "a"
    assert taken(ledger, LATER, beat=3) == "a"


def test_a_heartbeat_a_blink_ahead_of_the_one_who_asks_is_alive(ledger: InboxLedger) -> None:
    queued(ledger)
    assert taken(ledger, A, beat=100.2) == "a"
    assert taken(ledger, B, beat=100.1) is None


@pytest.mark.parametrize("jump", [-10_000.0, 10_000.0])
def test_putting_the_clock_forth_or_back_ends_no_lease(ledger: InboxLedger, jump: float) -> None:
    queued(ledger)
    assert taken(ledger, A, now=50_000) == "a"
    assert taken(ledger, B, beat=101, now=50_000 + jump) is None


def test_after_a_failure_of_ours_a_job_rests_unless_the_clock_was_put_back(ledger: InboxLedger) -> None:
    job = queued(ledger)
    taken(ledger)
    ledger.settle(job.id, A, QUEUED, 10_000.0, not_before_s=10_600.0)
    assert taken(ledger, now=10_500) is None
    assert taken(ledger, now=1_000) == "a"


def test_only_what_nobody_holds_is_judged(ledger: InboxLedger) -> None:
    job = queued(ledger)
    taken(ledger)
    assert not ledger.judge(job.id, WAITING, 3.0)
    ledger.settle(job.id, A, PUBLISHED, 4.0)
    assert not ledger.judge(job.id, WAITING, 5.0)


def test_what_was_given_up_can_be_queued_again(ledger: InboxLedger) -> None:
    job = queued(ledger)
    assert not ledger.again(job.id, 2.0)
    taken(ledger)
    ledger.settle(job.id, A, FAILED, 3.0, failures=5, not_before_s=99.0)
    assert ledger.again(job.id, 4.0)
    found = ledger.row(job.id)
    assert found is not None
    assert (found.state, found.failures, found.not_before_s) == (QUEUED, 0, 0.0)


def test_every_change_of_state_is_an_event_once(ledger: InboxLedger) -> None:
    job = ledger.receive("/in", "a", "folder", 1.0)
    ledger.judge(job.id, WAITING, 2.0)
    ledger.judge(job.id, WAITING, 3.0, stamp="other")
    ledger.judge(job.id, QUEUED, 4.0)
    taken(ledger, now=5.0)
    ledger.settle(job.id, A, PUBLISHED, 6.0)
    states = [RECEIVED, WAITING, QUEUED, PROCESSING, PUBLISHED]
    assert ledger.times(job.id) == tuple(zip(states, [1.0, 2.0, 4.0, 5.0, 6.0], strict=True))
    events = ledger.events_since()
    assert [event.state for event in events] == states
    assert [event.state for event in ledger.events_since(events[2].number)] == states[3:]


def test_content_is_known_by_who_published_it_first(ledger: InboxLedger) -> None:
    jobs = [queued(ledger, name) for name in "ab"]
    for job in jobs:
        ledger.mark(job.id, identity="same")
        taken(ledger)
    assert ledger.published("same") is None
    assert ledger.at_work_on("same", but=jobs[0].id) == ledger.row(jobs[1].id)
    for job in jobs:
        ledger.settle(job.id, A, PUBLISHED, 3.0, same_as=None if job == jobs[0] else jobs[0].id)
    assert ledger.published("same") == ledger.row(jobs[0].id)


def test_a_batch_and_an_inbox_do_not_take_each_others_rows(ledger: InboxLedger) -> None:
    ledger.receive("/in", "a", "folder", 1.0, source="batch", state=QUEUED)
    assert ledger.take(A, now=2, beat=1, source="inbox") is None
    assert ledger.take(A, now=2, beat=1, source="batch", place="/other") is None
    assert ledger.take(A, now=2, beat=1, source="batch", place="/in") is not None


def test_many_threads_of_two_programs_take_each_job_once(tmp_path: Path) -> None:
    path = tmp_path / "inbox.sqlite"
    with InboxLedger(path) as one, InboxLedger(path) as two:
        names = {queued(one, f"job-{number}").name for number in range(20)}
        got: list[str] = []

        def work(ledger: InboxLedger, lease: Lease) -> None:
            while (name := taken(ledger, lease)) is not None:
                got.append(name)

        threads = [
            threading.Thread(target=work, args=pair) for pair in [(one, A), (two, B), (one, A), (two, B)]
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    assert sorted(got) == sorted(names)


def test_columns_that_do_not_exist_cannot_be_changed(ledger: InboxLedger) -> None:
    job = queued(ledger)
    with pytest.raises(ValueError, match="nonsense"):
        ledger.mark(job.id, nonsense=1)


def test_a_broken_file_is_put_aside_and_history_begins_anew(tmp_path: Path) -> None:
    path = tmp_path / "inbox.sqlite"
    path.write_bytes(b"not a database, " * 100)
    with InboxLedger(path) as ledger:
        assert ledger.rows() == ()
    assert (tmp_path / "inbox.sqlite.broken").read_bytes().startswith(b"not a database")


def test_a_file_of_a_later_version_is_left_as_it_is(tmp_path: Path) -> None:
    path = tmp_path / "inbox.sqlite"
    with closing(sqlite3.connect(path)) as db:
        db.execute("PRAGMA user_version = 99")
    with pytest.raises(LedgerTooNew):
        InboxLedger(path)


def test_a_ledger_that_cannot_be_opened_says_so(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(NotWritable):
        InboxLedger(tmp_path / "file" / "inbox.sqlite")


class Model:
    """What should hold of leases, told by hand."""

    def __init__(self) -> None:
        self.owner: Lease | None = None
        self.beat = 0.0

    def free(self, now: float) -> bool:
        return self.owner is None or self.beat < now - 30


@given(st.lists(st.tuples(st.sampled_from(["take", "beat"]), st.sampled_from([A, B]), st.integers(0, 40))))
def test_at_no_time_do_two_hold_one_job(steps: list[tuple[str, Lease, int]]) -> None:
    with InboxLedger(Path(":memory:")) as ledger:
        job, model, now = queued(ledger), Model(), 100.0
        for verb, lease, passed in steps:
            now += passed
            if verb == "take":
                assert (taken(ledger, lease, beat=now) == "a") == model.free(now)
                if model.free(now):
                    model.owner, model.beat = lease, now
            else:
                assert ledger.beat(job.id, lease, now) == (lease == model.owner)
                model.beat = now if lease == model.owner else model.beat


def test_only_what_lies_nowhere_any_more_is_forgotten(ledger: InboxLedger) -> None:
    def settled(name: str, now: float, **changes: str) -> None:
        job = queued(ledger, name)
        assert ledger.take(A, now=now, beat=now) is not None
        assert ledger.settle(job.id, A, PUBLISHED, now, **changes)

    settled("moved", 10.0, moved_to="/in/_done/moved")
    settled("lies there", 10.0)
    settled("sent again", 10.0)
    settled("sent again", 10.0)
    settled("moved lately", 90.0, moved_to="/in/_done/lately")
    queued(ledger, "waits")

    assert ledger.forget_before(50.0) == 2
    assert [(job.name, job.version) for job in ledger.rows()] == [
        ("lies there", 1), ("sent again", 2), ("moved lately", 1), ("waits", 1),
    ]  # fmt: skip
    assert {event.name for event in ledger.events_since()} == {job.name for job in ledger.rows()}


def test_an_event_is_found_by_its_number(ledger: InboxLedger) -> None:
    job = ledger.receive("/in", "a", "folder", 1.0)
    assert ledger.newest_event() == 1
    assert ledger.event(1) == ledger.events_since()[0]
    ledger.forget(job.id)
    queued(ledger)
    assert ledger.event(1) is None
