"""Housekeeping of a service: the store within its budget, the ledgers without what nobody asks for any more."""

import logging
from dataclasses import dataclass
from pathlib import Path

from videopipe.app.housekeeping import DAY_S, StoreInUse, collect_garbage
from videopipe.app.shop import LEDGER_FILE
from videopipe.config.service import Disk
from videopipe.engine.ledger import Ledger
from videopipe.watch.deliveries import Deliveries
from videopipe.watch.ledger import InboxLedger

_log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Tidied:
    """What went."""

    results: int
    freed_bytes: int
    left_bytes: int
    uploads: int
    """Rows of the inbox's ledger."""
    deliveries: int


def tidy(work: Path, limits: Disk, ledger: InboxLedger, now: float) -> Tidied | None:
    """Make room by the limits; None while a run uses the store. Originals and bundles are never touched."""
    try:
        gone = collect_garbage(work, keep_days=limits.keep_days, keep_gb=limits.store_gb, check=False)
    except StoreInUse:
        return None
    oldest = now - limits.history_days * DAY_S
    with Ledger(work / LEDGER_FILE) as runs, Deliveries(ledger.path) as deliveries:
        runs.forget_before(oldest)
        told = deliveries.forget_before(oldest)
    tidied = Tidied(gone.dropped, gone.freed_bytes, gone.left_bytes, ledger.forget_before(oldest), told)
    _log.info("housekeeping: %s", tidied)
    return tidied
