"""What hooks were told, and what they are still to be told. In the file of the inbox's ledger; times are arguments.

An event is noted for a hook before it is sent and marked after, so a restart in between sends it again: whoever
hears of an event twice knows it by its number.
"""

import sqlite3
import threading
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, Self

State = Literal["waiting", "done", "given up"]

_SCHEMA = """
CREATE TABLE IF NOT EXISTS hooks (name TEXT PRIMARY KEY, seen INTEGER NOT NULL);
CREATE TABLE IF NOT EXISTS deliveries (
    hook TEXT NOT NULL, event INTEGER NOT NULL, state TEXT NOT NULL, attempts INTEGER NOT NULL DEFAULT 0,
    next_s REAL NOT NULL, said TEXT NOT NULL DEFAULT '', at_s REAL NOT NULL, PRIMARY KEY (hook, event));
CREATE INDEX IF NOT EXISTS deliveries_by_state ON deliveries (state, next_s);
"""
_COLUMNS = "hook, event, state, attempts, next_s, said, at_s"


@dataclass(frozen=True)
class Delivery:
    """One event for one hook."""

    hook: str
    event: int
    state: State
    attempts: int
    next_s: float
    """When it is tried next, while it waits."""
    said: str
    """Why the last attempt failed."""
    at_s: float
    """Of the last change."""


class Deliveries:
    """The rows in `path`, which InboxLedger has opened before."""

    def __init__(self, path: Path) -> None:
        self._lock = threading.RLock()
        self._db = sqlite3.connect(path, timeout=10.0, isolation_level=None, check_same_thread=False)
        self._db.executescript(_SCHEMA)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._db.close()

    def seen(self, hook: str, newest: int) -> int:
        """Number of the last event noted for `hook`; a new hook hears only of what comes after `newest`."""
        with self._lock:
            self._db.execute("INSERT OR IGNORE INTO hooks VALUES (?, ?)", (hook, newest))
            (row,) = self._db.execute("SELECT seen FROM hooks WHERE name = ?", (hook,)).fetchall()
            return int(row[0])

    def note(self, hook: str, events: Sequence[int], newest: int, now: float) -> None:
        """These are to be told; all up to `newest` have been looked at."""
        with self._lock:
            self._db.execute("BEGIN IMMEDIATE")
            self._db.executemany(
                f"INSERT OR IGNORE INTO deliveries ({_COLUMNS}) VALUES (?, ?, 'waiting', 0, ?, '', ?)",  # noqa: S608 - our own words
                [(hook, event, now, now) for event in events],
            )
            self._db.execute("UPDATE hooks SET seen = ? WHERE name = ?", (newest, hook))
            self._db.execute("COMMIT")

    def due(self, hook: str, now: float) -> Delivery | None:
        """The oldest that may be tried now. A clock put back doesn't hold one up for longer than an hour."""
        found = self._ask(
            "WHERE hook = ? AND state = 'waiting' AND (next_s <= ? OR next_s > ?) ORDER BY event LIMIT 1",
            *(hook, now, now + 3600.0),
        )
        return found[0] if found else None

    def mark(
        self, delivery: Delivery, state: State, now: float, *, next_s: float = 0.0, said: str = ""
    ) -> None:
        """One more attempt, and what came of it."""
        with self._lock:
            self._db.execute(
                "UPDATE deliveries SET state = ?, attempts = attempts + 1, next_s = ?, said = ?, at_s = ?"
                " WHERE hook = ? AND event = ?",
                (state, next_s, said, now, delivery.hook, delivery.event),
            )

    def counts(self) -> dict[str, int]:
        """How many are in each state."""
        with self._lock:
            return dict(self._db.execute("SELECT state, count(*) FROM deliveries GROUP BY state").fetchall())

    def rows(self, limit: int = 200) -> tuple[Delivery, ...]:
        """The newest first."""
        return self._ask("ORDER BY event DESC, hook LIMIT ?", limit)

    def forget_before(self, at_s: float) -> int:
        """Drop what was settled before that; how many."""
        with self._lock:
            gone = self._db.execute("DELETE FROM deliveries WHERE state <> 'waiting' AND at_s < ?", (at_s,))
            return gone.rowcount

    def _ask(self, rest: str, *values: object) -> tuple[Delivery, ...]:
        with self._lock:
            found = self._db.execute(f"SELECT {_COLUMNS} FROM deliveries {rest}", values).fetchall()  # noqa: S608 - our own words
        return tuple(Delivery(*row) for row in found)
