"""Housekeeping of a service."""

from pathlib import Path

from videopipe.config.service import Disk
from videopipe.engine.store import Store
from videopipe.watch.deliveries import Deliveries
from videopipe.watch.keeping import tidy
from videopipe.watch.ledger import InboxLedger


def result(store: Store, key: str, size: int) -> None:
    with store.open_run() as scratch:
        (scratch / key).mkdir()
        (scratch / key / "out").write_bytes(bytes(size))
        store.publish(key, scratch / key, ("out",), recipe="r", label="l", seconds=1.0)


def test_the_store_comes_within_its_budget_and_a_run_is_left_alone(tmp_path: Path) -> None:
    store = Store(tmp_path / "store")
    for key in ("a" * 64, "b" * 64):
        result(store, key, 600_000)
    with InboxLedger(tmp_path / "inbox.sqlite") as ledger:
        with store.open_run():
            assert tidy(tmp_path, Disk(store_gb=0.001), ledger, 1e9) is None
        done = tidy(tmp_path, Disk(store_gb=0.001), ledger, 1e9)

    assert done is not None
    assert done.results == 1
    assert done.left_bytes < 1_000_000
    assert len(list(store.entries())) == 1


def test_what_hooks_were_told_long_ago_goes_and_what_they_wait_for_stays(tmp_path: Path) -> None:
    with InboxLedger(tmp_path / "inbox.sqlite") as ledger, Deliveries(ledger.path) as deliveries:
        deliveries.seen("press", 0)
        deliveries.note("press", [1, 2], 2, 10.0)
        first = deliveries.due("press", 10.0)
        assert first is not None
        deliveries.mark(first, "done", 10.0)
        done = tidy(tmp_path, Disk(history_days=1), ledger, 10.0 + 86_401)

        assert done is not None
        assert done.deliveries == 1
        assert [(row.event, row.state) for row in deliveries.rows()] == [(2, "waiting")]
