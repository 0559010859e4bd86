"""A batch in the ledger: `status` and `serve` show its episodes as they show uploads."""

import logging
import sqlite3
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from videopipe.app.batch import BatchResult, Begin
from videopipe.app.shop import Watcher
from videopipe.config.series import LoadedSeries
from videopipe.engine.outcome import Event
from videopipe.watch.jobs import Job, JobState
from videopipe.watch.ledger import INBOX_FILE, LEASE_S, InboxLedger, Lease
from videopipe.watch.make import Stages
from videopipe.watch.refusal import is_theirs, refusal_of

if TYPE_CHECKING:
    from videopipe.engine.task import Plan

_log = logging.getLogger(__name__)


class Listed:
    """The rows of one batch."""

    def __init__(self, ledger: InboxLedger, series: LoadedSeries, place: str, lease: Lease) -> None:
        self._ledger = ledger
        self._lease = lease
        self._rows = {
            folder: self._receive(place, folder, wanted.priority, wanted.publish)
            for folder, wanted in series.episodes
        }

    def _receive(self, place: str, folder: Path, priority: int, publish: datetime | None) -> Job:
        due = publish.timestamp() if publish is not None else None
        return self._ledger.receive(
            place, folder.name, "folder", time.time(),
            source="batch", state=JobState.QUEUED, priority=priority, due_s=due,
        )  # fmt: skip

    def begin(self, also: Begin) -> Begin:
        """`also`, and the row is being worked on from then on."""

        def begun(folder: Path) -> Watcher:
            row = self._rows[folder].id
            with _not_in_the_way():
                self._ledger.take(self._lease, now=time.time(), beat=time.monotonic(), job=row)
            return _Both(also(folder), Stages(partial(self._beat, row)))

        return begun

    def _beat(
        self, row: int, stage: str | None = None, percent: int | None = None, subject: str | None = None
    ) -> None:
        with _not_in_the_way():
            self._ledger.beat(row, self._lease, time.monotonic(), stage, percent, subject)

    def beat(self) -> None:
        """All that are being made still are."""
        for row in self._rows.values():
            self._beat(row.id)

    def ended(self, result: BatchResult) -> None:
        """What became of it; of one that was stopped, nothing."""
        with _not_in_the_way():
            self._settle(result)

    def _settle(self, result: BatchResult) -> None:
        row, now = self._rows[result.folder].id, time.time()
        if result.produced is not None:
            bundle = result.produced.published.path.absolute()
            self._ledger.settle(
                row, self._lease, JobState.PUBLISHED, now, bundle=str(bundle), percent=100
            )  # fmt: skip
        elif result.ended.value == "failed":
            error = result.error or RuntimeError(result.traceback)
            state = JobState.REFUSED if is_theirs(error) else JobState.FAILED
            refusal = refusal_of(error, result.folder, result.folder.name)
            self._ledger.settle(row, self._lease, state, now, refusal=refusal)

    def take_away_the_rest(self) -> None:
        """What was stopped waits in no queue: the batch must be run again."""
        for row in self._rows.values():
            found = self._ledger.row(row.id)
            if found is not None and not found.state.settled:
                self._ledger.forget(row.id)


@contextmanager
def _not_in_the_way() -> Iterator[None]:
    """The rows are for those who look: a ledger that can't be written to stops no episode."""
    try:
        yield
    except sqlite3.Error as error:
        _log.warning("the status of the batch can't be written: %s", error)


class _Both:
    """Tells two watchers."""

    def __init__(self, first: Watcher, second: Watcher) -> None:
        self._watchers = (first, second)

    def begin(self, plan: "Plan", expected_s: dict[str, float], subject: str) -> None:
        """Both."""
        for watcher in self._watchers:
            watcher.begin(plan, expected_s, subject)

    def __call__(self, event: Event) -> None:
        """Both."""
        for watcher in self._watchers:
            watcher(event)


@contextmanager
def listed(series: LoadedSeries, place: Path, work: Path, lease: Lease) -> Iterator[Listed]:
    """The batch's rows, kept alive until the block ends. What a killed batch of that place left is taken away."""
    with InboxLedger(work / INBOX_FILE) as ledger:
        _sweep(ledger, str(place))
        rows = Listed(ledger, series, str(place), lease)
        over = threading.Event()

        def keep() -> None:
            while not over.wait(LEASE_S / 4):
                rows.beat()

        thread = threading.Thread(target=keep, name="batch-beat", daemon=True)
        thread.start()
        try:
            yield rows
        finally:
            over.set()
            thread.join()
            with _not_in_the_way():
                rows.take_away_the_rest()


def _sweep(ledger: InboxLedger, place: str) -> None:
    for row in ledger.rows("batch", place):
        alive = row.state is JobState.PROCESSING and 0 <= time.monotonic() - row.beat_s <= LEASE_S
        if not row.state.settled and not alive:
            ledger.forget(row.id)
