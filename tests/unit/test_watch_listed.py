"""A batch in the ledger."""

from pathlib import Path
from typing import Any

import pytest

from tests.unit.test_app_batch import produced, wanted
from videopipe.app.batch import run_batch
from videopipe.app.produce import Produced
from videopipe.app.shop import Shop, open_shop
from videopipe.cli.progress import Quiet
from videopipe.config.series import NOTHING_COMMON, LoadedSeries
from videopipe.engine.stop import Stop
from videopipe.engine.task import Plan
from videopipe.model.errors import FootageRefused, MissingFile, Stopped
from videopipe.watch.jobs import JobState
from videopipe.watch.ledger import InboxLedger, Lease
from videopipe.watch.listed import listed
from videopipe.watch.status import read_status

PLACE = Path("/series")
LEASE = Lease("boot", "batch")
SERIES = LoadedSeries(
    "s", (), NOTHING_COMMON, tuple(wanted(name) for name in ("good", "dark", "odd", "stopped"))
)


def run(work: Path, make: Any) -> None:
    with (
        open_shop(work, jobs=1, stop=Stop(), watch=Quiet()) as shop,
        listed(SERIES, PLACE, work, LEASE) as rows,
    ):
        run_batch(SERIES, make, shop=shop, begin=rows.begin(lambda _: Quiet()), ended=rows.ended)


def test_every_episode_has_a_row_and_what_was_stopped_waits_in_no_queue(tmp_path: Path) -> None:
    seen: dict[str, JobState] = {}

    def make(folder: Path, shop: Shop) -> Produced:
        shop.watch.begin(Plan(()), {}, f"s/{folder.name} portal")
        for job in read_status(tmp_path, 0.0).jobs:
            if job.name == folder.name:
                seen[job.name] = job.state
        match folder.name:
            case "dark":
                raise MissingFile(file="dark/raw/A001.mp4", wanted_by="episode.yaml")
            case "odd":
                raise ZeroDivisionError
            case "stopped":
                raise Stopped
        return produced(fresh=True)  # type: ignore[no-any-return]

    run(tmp_path, make)
    jobs = {job.name: job for job in read_status(tmp_path, 0.0).jobs}

    assert set(seen.values()) == {JobState.PROCESSING}
    assert {name: job.state for name, job in jobs.items()} == {
        "good": JobState.PUBLISHED, "dark": JobState.REFUSED, "odd": JobState.FAILED,
    }  # fmt: skip
    assert (jobs["good"].source, jobs["good"].percent) == ("batch", 100)
    assert {job.subject for job in jobs.values()} == {"s/good portal", "s/dark portal", "s/odd portal"}
    assert jobs["dark"].refusal is not None
    assert jobs["dark"].refusal.file == "raw/A001.mp4"


@pytest.mark.parametrize("began", [True, False], ids=["being made", "queued"])
def test_what_a_killed_batch_left_is_taken_away_by_the_next(began: bool, tmp_path: Path) -> None:
    with InboxLedger(tmp_path / "inbox.sqlite") as ledger:
        job = ledger.receive(str(PLACE), "good", "folder", 1.0, source="batch", state=JobState.QUEUED)
        if began:
            assert ledger.take(Lease("boot", "killed"), now=1.0, beat=-1_000.0, job=job.id) is not None

    def make(*_: object) -> Produced:
        raise FootageRefused

    run(tmp_path, make)
    assert {job.state for job in read_status(tmp_path, 0.0).jobs} == {JobState.REFUSED}


def test_a_ledger_that_breaks_stops_no_episode(tmp_path: Path) -> None:
    def make(folder: Path, shop: Shop) -> Produced:
        shop.watch.begin(Plan(()), {}, f"s/{folder.name} portal")
        return produced(fresh=True)  # type: ignore[no-any-return]

    with (
        open_shop(tmp_path, jobs=1, stop=Stop(), watch=Quiet()) as shop,
        listed(SERIES, PLACE, tmp_path, LEASE) as rows,
    ):
        rows._ledger.close()
        results = run_batch(SERIES, make, shop=shop, begin=rows.begin(lambda _: Quiet()), ended=rows.ended)

    assert [result.ended.good for result in results] == [True] * 4
