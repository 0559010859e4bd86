"""What happened, for programs: runs, tasks, last signatures, digests of files, rates, last uses.

Only the coordinator writes, on one machine (SQLite in WAL mode doesn't work over a network). All in here can
be found out again, so a ledger that can't be read is an empty ledger, and one that can't be written to goes
on in memory. It knows no clock: times are arguments, in seconds since 1970.
"""

import logging
import os
import sqlite3
import threading
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Self

from videopipe.engine.disk import sha256_of
from videopipe.engine.explain import Difference, differences
from videopipe.engine.outcome import Outcome, State
from videopipe.engine.task import Signature, Task

_log = logging.getLogger(__name__)

_VERSION = 1
_SCHEMA = f"""
BEGIN IMMEDIATE;
CREATE TABLE IF NOT EXISTS runs (
    id INTEGER PRIMARY KEY, subject TEXT NOT NULL, began REAL NOT NULL, ended REAL);
CREATE TABLE IF NOT EXISTS tasks (
    run INTEGER NOT NULL, key TEXT NOT NULL, recipe TEXT NOT NULL, label TEXT NOT NULL, subject TEXT NOT NULL,
    state TEXT NOT NULL, seconds REAL NOT NULL, cost INTEGER NOT NULL, at REAL NOT NULL);
CREATE INDEX IF NOT EXISTS tasks_by_run ON tasks (run);
CREATE INDEX IF NOT EXISTS tasks_by_recipe ON tasks (recipe);
CREATE TABLE IF NOT EXISTS signatures (
    subject TEXT NOT NULL, label TEXT NOT NULL, signature TEXT NOT NULL, PRIMARY KEY (subject, label));
CREATE TABLE IF NOT EXISTS files (
    path TEXT PRIMARY KEY, size INTEGER NOT NULL, mtime_ns INTEGER NOT NULL, inode INTEGER NOT NULL,
    sha256 TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS uses (key TEXT PRIMARY KEY, at REAL NOT NULL);
PRAGMA user_version = {_VERSION};
COMMIT;
"""

_RATES = """
SELECT recipe, sum(seconds) / sum(cost) FROM (
    SELECT recipe, seconds, cost, row_number() OVER (PARTITION BY recipe ORDER BY rowid DESC) AS age
    FROM tasks WHERE state = 'ran' AND cost > 0)
WHERE age <= 100 GROUP BY recipe
"""
"""Total over total, so that long tasks weigh more; the last 100 forget the machine's former disk and ffmpeg."""

_BUSY_S = 5.0
"""How long another process's write is waited for; a write of ours takes milliseconds."""

_BROKEN = {sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB}
_BUSY = {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED}


@dataclass(frozen=True)
class RunRecord:
    """One run, as it went."""

    id: int
    subject: str
    began_s: float
    ended_s: float | None
    """None while it goes on, or if it was killed."""
    counts: Mapping[State, int]


@dataclass(frozen=True)
class TaskRecord:
    """One task, as it ended."""

    label: str
    state: State
    seconds: float
    at_s: float


class _OtherVersion(sqlite3.DatabaseError):
    """The file is from another version of this module."""


class Ledger:
    """The memory of runs at `path`. With `readonly`, nothing is created or written, not even beside it."""

    def __init__(self, path: Path, readonly: bool = False) -> None:
        self.path = path
        self._readonly = readonly
        self._lock = threading.RLock()
        self._db = self._open()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the file."""
        self._db.close()

    # Opening, and what is done about a file that is no good.

    def _open(self) -> sqlite3.Connection:
        try:
            return _open_to_read(self.path) if self._readonly else _open_to_write(self.path)
        except (sqlite3.Error, OSError) as error:
            return self._open_afresh(error)

    def _open_afresh(self, error: Exception) -> sqlite3.Connection:
        if self._readonly or _code(error) in _BUSY:
            _log.warning("%s can't be used now (%s): going on without history", self.path, error)
            return _open_in_memory()
        _log.warning("%s can't be used (%s): it is moved aside, history begins anew", self.path, error)
        try:
            _move_aside(self.path)
            return _open_to_write(self.path)
        except (sqlite3.Error, OSError) as again:
            _log.warning("%s: %s: history of this run won't be kept", self.path, again)
            return _open_in_memory()

    def _ask(self, sql: str, *values: object) -> list[Any]:
        """Rows; none if the ledger turns out to be no good."""
        with self._lock:
            try:
                return self._db.execute(sql, values).fetchall()
            except sqlite3.Error as error:
                self._mend(error)
                return []

    def _tell(self, sql: str, *values: object) -> None:
        if not self._readonly:
            self._ask(sql, *values)

    def _mend(self, error: sqlite3.Error) -> None:
        if _code(error) in _BROKEN:
            self._db.close()
            self._db = self._open_afresh(error)
        else:
            _log.warning("%s: %s", self.path, error)

    # Writing: what the coordinator tells.

    def begin(self, subject: str, at: float) -> int:
        """Number of a new run of `subject` (an episode and a profile)."""
        if self._readonly:
            return 0
        rows = self._ask("INSERT INTO runs (subject, began) VALUES (?, ?) RETURNING id", subject, at)
        return int(rows[0][0]) if rows else 0

    def end(self, run: int, at: float) -> None:
        """The run is over, however it went."""
        self._tell("UPDATE runs SET ended = ? WHERE id = ?", at, run)

    def record(self, run: int, subject: str, outcome: Outcome, at: float) -> None:
        """Note how a task ended; if well, its signature is what `explain` will compare with."""
        task = outcome.task
        self._tell(
            "INSERT INTO tasks VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
            *(run, task.key, task.recipe, task.label, subject),
            *(outcome.state.value, outcome.seconds, task.cost, at),
        )
        if outcome.state.good:
            self.touch(task.key, at)
            self._tell(
                "INSERT OR REPLACE INTO signatures VALUES (?, ?, ?)", subject, task.label, task.signature.text
            )

    def touch(self, key: str, at: float) -> None:
        """The result `key` was of use."""
        self._tell("INSERT OR REPLACE INTO uses VALUES (?, ?)", key, at)

    def digest(self, path: Path) -> str:
        """sha256 of a file, hex; read only if its size, time or inode are new to us. Raises OSError."""
        before = path.stat()
        seen = _stamp(path, before)
        known = self._ask(
            "SELECT sha256 FROM files WHERE path = ? AND size = ? AND mtime_ns = ? AND inode = ?", *seen
        )
        if known:
            return str(known[0][0])
        found = sha256_of(path)
        # A file that grew while it was read has a digest of no use to anybody.
        if _stamp(path, path.stat()) == seen:
            self._tell("INSERT OR REPLACE INTO files VALUES (?, ?, ?, ?, ?)", *seen, found)
        return found

    def forget_before(self, at: float) -> None:
        """Drop runs that ended before that, and their tasks; what things are and how long they take stays."""
        self._tell("DELETE FROM tasks WHERE run IN (SELECT id FROM runs WHERE ended < ?)", at)
        self._tell("DELETE FROM runs WHERE ended < ?", at)

    # Reading.

    def signature(self, subject: str, label: str) -> Signature | None:
        """Of the task that last ended well under that name; None if none did."""
        rows = self._ask("SELECT signature FROM signatures WHERE subject = ? AND label = ?", subject, label)
        try:
            return Signature.parse(rows[0][0]) if rows else None
        except (ValueError, TypeError, KeyError):  # written by another version
            return None

    def explain(self, subject: str, task: Task) -> tuple[Difference, ...]:
        """What is different about `task` since it last ended well; empty if nothing is."""
        before = self.signature(subject, task.label)
        if before is None:
            return (Difference("new", task.label, None, None),)
        return differences(before, task)

    def rates(self) -> dict[str, float]:
        """Recipe to seconds per unit of cost, from the last runs here."""
        return {recipe: float(rate) for recipe, rate in self._ask(_RATES)}

    def last_uses(self) -> dict[str, float]:
        """Key to the time at which its result was last of use."""
        return {key: float(at) for key, at in self._ask("SELECT key, at FROM uses")}

    def runs(self, limit: int = 20) -> tuple[RunRecord, ...]:
        """The last runs, newest first."""
        rows = self._ask("SELECT id, subject, began, ended FROM runs ORDER BY id DESC LIMIT ?", limit)
        return tuple(
            RunRecord(run, subject, began, ended, self._counts(run)) for run, subject, began, ended in rows
        )

    def tasks(self, subject: str, since: float) -> tuple[TaskRecord, ...]:
        """Tasks of the subject's runs since then, the last first."""
        rows = self._ask(
            "SELECT label, state, seconds, at FROM tasks WHERE subject = ? AND at >= ? ORDER BY rowid DESC",
            *(subject, since),
        )
        return tuple(
            TaskRecord(label, State(state), float(took), float(at)) for label, state, took, at in rows
        )

    def _counts(self, run: int) -> dict[State, int]:
        rows = self._ask("SELECT state, count(*) FROM tasks WHERE run = ? GROUP BY state", run)
        return {State(state): count for state, count in rows}


def _open_to_write(path: Path) -> sqlite3.Connection:
    path.parent.mkdir(parents=True, exist_ok=True)
    return _prepare(_connect(str(path)))


def _open_to_read(path: Path) -> sqlite3.Connection:
    """A connection that leaves no trace.

    SQLite makes `-wal` and `-shm` files even to read a WAL database, unless told that nobody writes
    (https://sqlite.org/wal.html#read_only_databases). If there is a `-wal` somebody does, and both exist.
    """
    if not path.is_file():
        return _open_in_memory()
    somebody_writes = Path(f"{path}-wal").exists()
    query = "mode=ro" if somebody_writes else "mode=ro&immutable=1"
    return _refuse_other_version(_connect(f"{path.absolute().as_uri()}?{query}"))


def _open_in_memory() -> sqlite3.Connection:
    return _prepare(_connect(":memory:"))


def _connect(name: str) -> sqlite3.Connection:
    # Ledger._lock keeps threads apart.
    return sqlite3.connect(
        name, timeout=_BUSY_S, isolation_level=None, check_same_thread=False, uri=name.startswith("file:")
    )


def _prepare(db: sqlite3.Connection) -> sqlite3.Connection:
    try:
        db.execute("PRAGMA journal_mode = WAL")
        db.execute("PRAGMA synchronous = NORMAL")
        if _version_of(db) == 0:
            db.executescript(_SCHEMA)
    except sqlite3.Error:
        db.close()
        raise
    return _refuse_other_version(db)


def _refuse_other_version(db: sqlite3.Connection) -> sqlite3.Connection:
    try:
        version = _version_of(db)
        if version != _VERSION:
            raise _OtherVersion(f"version {version}, not {_VERSION}")
    except sqlite3.Error:
        db.close()
        raise
    return db


def _version_of(db: sqlite3.Connection) -> int:
    return int(db.execute("PRAGMA user_version").fetchone()[0])


def _code(error: Exception) -> int:
    """Primary result code of SQLite; 0 for errors that aren't SQLite's own."""
    return int(getattr(error, "sqlite_errorcode", 0)) & 0xFF


def _move_aside(path: Path) -> None:
    for end in ("", "-wal", "-shm"):
        file = Path(f"{path}{end}")
        if file.exists():
            file.replace(f"{path}.broken{end}")


def _stamp(path: Path, found: os.stat_result) -> Sequence[str | int]:
    return (str(path.absolute()), found.st_size, found.st_mtime_ns, found.st_ino)
