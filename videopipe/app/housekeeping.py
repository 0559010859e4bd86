"""`videopipe cache info|gc`: what finished work takes, and making room."""

import time
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from videopipe.app.shop import LEDGER_FILE
from videopipe.engine.ledger import Ledger
from videopipe.engine.store import Entry, Store
from videopipe.model.errors import InputError

DAY_S = 86_400


class StoreInUse(InputError):
    """A run is reading the store."""

    en = "a run is using {folder}. Wait until it has ended, then clean up"
    zh = "{folder} 正在被使用。请等待运行结束后再清理"


@dataclass(frozen=True)
class Summary:
    """What the store holds."""

    folder: Path
    count: int
    size_bytes: int
    by_recipe: tuple[tuple[str, int, int], ...]
    """(recipe, results, bytes), largest first."""


@dataclass(frozen=True)
class Collected:
    """What cleaning up did."""

    dropped: int
    damaged: int
    freed_bytes: int
    left_bytes: int


def summary(work: Path) -> Summary:
    """Count without writing anything."""
    store = Store(work / "store")
    counts: Counter[str] = Counter()
    sizes: Counter[str] = Counter()
    for entry in store.entries():
        facts = store.facts(entry.key)
        recipe = facts.recipe if facts is not None else "?"
        counts[recipe] += 1
        sizes[recipe] += entry.size_bytes
    rows = tuple((recipe, counts[recipe], size) for recipe, size in sizes.most_common())
    return Summary(work, counts.total(), sizes.total(), rows)


def collect_garbage(work: Path, *, keep_days: int, keep_gb: float | None, check: bool) -> Collected:
    """Drop damaged results if asked, then those unused for `keep_days`, then the oldest until `keep_gb` holds."""
    store = Store(work / "store")
    if store.in_use():
        raise StoreInUse(folder=str(work))
    store.sweep()
    damaged = {fault.key for fault in store.check()} if check else set()
    with Ledger(work / LEDGER_FILE, readonly=True) as ledger:
        entries = sorted(store.entries(ledger.last_uses()), key=lambda entry: entry.last_use_s)
    doomed = _doomed(entries, damaged, time.time() - keep_days * DAY_S, keep_gb)
    for entry in doomed:
        store.remove(entry.key)
    freed = sum(entry.size_bytes for entry in doomed)
    return Collected(len(doomed), len(damaged), freed, sum(entry.size_bytes for entry in entries) - freed)


def _doomed(entries: list[Entry], damaged: set[str], oldest: float, keep_gb: float | None) -> list[Entry]:
    doomed = [entry for entry in entries if entry.key in damaged or entry.last_use_s < oldest]
    if keep_gb is None:
        return doomed
    gone = {entry.key for entry in doomed}
    left = sum(entry.size_bytes for entry in entries if entry.key not in gone)
    for entry in entries:
        if left <= keep_gb * 1e9:
            break
        if entry.key not in gone:
            doomed.append(entry)
            left -= entry.size_bytes
    return doomed
