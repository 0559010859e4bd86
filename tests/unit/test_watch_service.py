"""What a watcher keeps besides its inbox."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from videopipe.config.service import Disk
from videopipe.watch.jobs import JobState
from videopipe.watch.ledger import InboxLedger, Lease
from videopipe.watch.pulse import read_pulse
from videopipe.watch.room import SPACE
from videopipe.watch.service import TIDY_PAUSED_S, TIDY_S, Service
from videopipe.watch.status import read_status

INBOX = Path("/in")


class House:
    """A service with a disk and a clock of its own."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.ledger = InboxLedger(folder / "inbox.sqlite")
        self.free, self.now, self.tidied = 100e9, 1_000_000.0, 0
        self.service = Service(
            self.ledger, inbox=INBOX, out=Path("/out"), work=folder, disk=Disk(pause_below_gb=20), every_s=10,
            wall=lambda: self.now, free=lambda _: int(self.free), housekeeping=self.tidy,
        )  # fmt: skip

    def tidy(self, *_: Any) -> None:
        self.tidied += 1

    def queued(self, name: str) -> int:
        return self.ledger.receive(str(INBOX), name, "folder", self.now, state=JobState.QUEUED).id

    def waits(self, job: int) -> tuple[object, ...]:
        row = self.ledger.row(job)
        assert row is not None
        return row.waits


@pytest.fixture
def house(tmp_path: Path) -> Iterator[House]:
    made = House(tmp_path)
    yield made
    made.ledger.close()


def test_with_too_little_room_nothing_is_begun_and_everybody_is_told(house: House) -> None:
    job = house.queued("广州")
    house.free = 3e9
    house.service.polled()

    assert not house.service.may_begin()
    assert house.waits(job) == (SPACE,)
    status = read_status(house.folder, house.now)
    assert status.paused is not None
    assert "3.0 GB" in status.paused.en


def test_with_room_again_it_goes_on_and_nobody_waits_any_more(house: House) -> None:
    job = house.queued("广州")
    house.free = 3e9
    house.service.polled()
    house.free = 30e9
    house.service.polled()

    assert house.service.may_begin()
    assert house.waits(job) == ()
    assert read_status(house.folder, house.now).paused is None


def test_what_waits_for_something_else_keeps_its_reason(house: House) -> None:
    job = house.queued("广州")
    house.ledger.mark(job, failures=1)
    house.free = 3e9
    house.service.polled()

    assert house.waits(job) == ()


def test_room_is_asked_for_anew_before_each_upload(house: House) -> None:
    house.service.polled()
    house.free = 3e9

    assert not house.service.may_begin()


def test_each_poll_is_a_sign_of_life(house: House) -> None:
    house.service.polled()
    house.now += 10
    house.service.polled()
    pulse = read_pulse(house.folder)

    assert pulse is not None
    assert (pulse.at_s, pulse.every_s, pulse.inbox) == (house.now, 10, "/in")


def test_housekeeping_comes_by_every_hour_and_sooner_where_room_lacks(house: House) -> None:
    house.service.idle()
    assert house.tidied == 0
    house.now += TIDY_S
    house.service.idle()
    house.service.idle()
    assert house.tidied == 1
    house.free = 3e9
    house.service.polled()
    house.now += TIDY_PAUSED_S
    house.service.idle()
    assert house.tidied == 2


def test_a_full_disk_or_a_broken_store_does_not_end_the_watch(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("videopipe.watch.service.write_pulse", full)
    house.service._tidy = full
    house.service.polled()
    house.now += TIDY_S
    house.service.idle()


def test_a_job_of_another_place_is_not_spoken_to(house: House) -> None:
    other = house.ledger.receive("/elsewhere", "x", "folder", house.now, state=JobState.QUEUED).id
    house.free = 3e9
    house.service.polled()

    assert house.waits(other) == ()
    assert house.ledger.take(Lease("b", "m"), now=house.now, beat=1.0) is not None
