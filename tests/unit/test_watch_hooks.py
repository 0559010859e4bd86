"""Hooks: each event once where all goes well, again where it doesn't, and never in the pipeline's way."""

import json
import logging
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from videopipe.config.service import Hook
from videopipe.model.errors import Stopped
from videopipe.watch.deliveries import Deliveries
from videopipe.watch.hooks import Courier, couriers, pause_s
from videopipe.watch.jobs import JobState
from videopipe.watch.ledger import InboxLedger, Lease

LEASE = Lease("boot", "me")


def hook(**more: Any) -> Hook:
    return Hook(name="press", **({"command": ("true",)} | more))


class Post:
    """A send that remembers, and fails as often as it is told."""

    def __init__(self, failures: int = 0) -> None:
        self.failures = failures
        self.told: list[dict[str, Any]] = []

    def __call__(self, _hook: Hook, body: bytes, _stopped: Callable[[], bool]) -> None:
        if self.failures:
            self.failures -= 1
            raise OSError("nobody is at home")
        self.told.append(json.loads(body))


class Office:
    """A ledger with its deliveries, and a clock that stands still."""

    def __init__(self, folder: Path) -> None:
        self.ledger = InboxLedger(folder / "inbox.sqlite")
        self.deliveries = Deliveries(folder / "inbox.sqlite")
        self.now = 1_000.0

    def courier(self, post: Any, one: Hook | None = None, stopped: bool = False) -> Courier:
        return Courier(
            one or hook(), self.ledger, self.deliveries, send=post, stopped=lambda: stopped, clock=lambda: self.now
        )  # fmt: skip

    def publish(self, name: str) -> None:
        job = self.ledger.receive("/inbox", name, "folder", self.now)
        self.ledger.judge(job.id, JobState.QUEUED, self.now)
        assert self.ledger.take(LEASE, now=self.now, beat=1.0) is not None
        assert self.ledger.settle(job.id, LEASE, JobState.PUBLISHED, self.now, bundle=f"/out/{name}/v1")

    def close(self) -> None:
        self.ledger.close()
        self.deliveries.__exit__()


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    made = Office(tmp_path)
    yield made
    made.close()


def rounds(courier: Courier) -> None:
    while courier.round():
        pass


def test_a_hook_hears_of_each_event_it_asked_for_once_and_in_order(office: Office) -> None:
    post = Post()
    courier = office.courier(post)
    rounds(courier)
    office.publish("广州")
    rounds(courier)
    rounds(courier)

    assert [told["event"] for told in post.told] == ["received", "published"]
    assert post.told[1]["upload"]["name"] == "广州"
    assert post.told[1]["bundle"] == "/out/广州/v1"
    assert {row.state for row in office.deliveries.rows()} == {"done"}


def test_a_new_hook_is_not_told_of_the_past(office: Office) -> None:
    office.publish("before")
    post = Post()
    courier = office.courier(post, hook(events=("published",)))
    rounds(courier)
    office.publish("after")
    rounds(courier)

    assert [told["upload"]["name"] for told in post.told] == ["after"]


def test_what_happened_while_nobody_delivered_is_told_after_the_restart(office: Office) -> None:
    rounds(office.courier(Post()))
    office.publish("a")
    post = Post()
    rounds(office.courier(post))

    assert [told["event"] for told in post.told] == ["received", "published"]


def test_a_failed_delivery_is_tried_again_later_and_holds_up_no_other(office: Office) -> None:
    post = Post(failures=1)
    courier = office.courier(post)
    rounds(courier)
    office.publish("a")
    rounds(courier)
    assert [told["event"] for told in post.told] == ["published"]
    (waiting,) = (row for row in office.deliveries.rows() if row.state == "waiting")
    assert (waiting.attempts, waiting.said) == (1, "nobody is at home")

    office.now += pause_s(1) - 0.1
    assert not courier.round()
    office.now += 0.2
    rounds(courier)
    assert [told["event"] for told in post.told] == ["published", "received"]


def test_after_its_last_attempt_a_delivery_is_given_up_and_stays_in_the_log(office: Office) -> None:
    courier = office.courier(Post(failures=100), hook(attempts=3, events=("published",)))
    rounds(courier)
    office.publish("a")
    for _ in range(10):
        rounds(courier)
        office.now += 4000

    (row,) = office.deliveries.rows()
    assert (row.state, row.attempts) == ("given up", 3)


def test_pauses_double_up_to_an_hour() -> None:
    assert [pause_s(attempts) for attempts in (1, 2, 3, 9, 10, 30)] == [10, 20, 40, 2560, 3600, 3600]


def test_a_stop_during_a_delivery_costs_no_attempt(office: Office) -> None:
    def interrupted(*_: object) -> None:
        raise Stopped

    courier = office.courier(interrupted, hook(events=("published",)))
    rounds(office.courier(Post(), hook(events=("published",))))
    office.publish("a")
    courier.round()
    post = Post()
    rounds(office.courier(post, hook(events=("published",))))

    assert len(post.told) == 1


def test_an_upload_that_was_dropped_meanwhile_is_not_told(office: Office) -> None:
    post = Post()
    courier = office.courier(post, hook(events=("received",)))
    courier.round()
    job = office.ledger.receive("/inbox", "a", "folder", 1.0)
    office.deliveries.note("press", [office.ledger.newest_event()], office.ledger.newest_event(), 1.0)
    office.ledger.forget(job.id)
    rounds(courier)

    assert post.told == []
    assert office.deliveries.rows()[0].state == "given up"


def test_a_hook_that_hangs_holds_up_neither_the_ledger_nor_the_other_hook(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    told, hangs, done = Post(), threading.Event(), threading.Event()

    def post(one: Hook, body: bytes, stopped: Callable[[], bool]) -> None:
        if one.name == "slow":
            hangs.set()
            while not stopped():
                threading.Event().wait(0.01)
            raise Stopped
        told(one, body, stopped)
        done.set()

    monkeypatch.setattr("videopipe.watch.hooks.FAREWELL_S", 0.1)
    office = Office(tmp_path)
    for name in ("slow", "quick"):
        office.deliveries.seen(name, 0)
    office.publish("a")
    hooks = [Hook(name=name, events=("published",), command=("true",)) for name in ("slow", "quick")]
    with couriers(hooks, office.ledger, send=post):
        assert hangs.wait(5)
        assert done.wait(5)
        office.publish("b")
    office.close()

    assert told.told[0]["upload"]["name"] == "a"


def test_at_the_end_what_happened_last_is_still_told(tmp_path: Path) -> None:
    office, post = Office(tmp_path), Post()
    office.deliveries.seen("press", 0)
    with couriers([hook(events=("published",))], office.ledger, send=post):
        office.publish("a")
    office.close()

    assert [told["upload"]["name"] for told in post.told] == ["a"]


def test_failures_are_logged_with_hook_event_and_reason(
    office: Office, caplog: pytest.LogCaptureFixture
) -> None:
    courier = office.courier(Post(failures=1), hook(events=("published",)))
    courier.round()
    office.publish("a")
    with caplog.at_level(logging.WARNING):
        courier.round()

    assert "hook press, event" in caplog.text
    assert "nobody is at home" in caplog.text
