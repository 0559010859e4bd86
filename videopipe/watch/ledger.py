"""What became of every upload: one row a version, and every change of its state. SQLite in WAL mode, one machine.

Two owners never both hold a row: `take` gives a lease in one transaction, `beat` keeps it, and whatever an owner
writes it writes only while the row is still its own. Leases are counted by a clock that nobody sets (seconds since
the machine started, together with which start that was); times for people are seconds since 1970. Both are
arguments: this module knows no clock.

A ledger that is lost costs time and no upload: everything still in the inbox is read again, and what had been
published before is recognised by the publisher.
"""

import json
import sqlite3
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass, fields
from pathlib import Path
from typing import Any, Self

from videopipe.model.errors import Damaged, NotWritable
from videopipe.model.findings import Words
from videopipe.watch.jobs import Event, Job, JobState, Refusal

INBOX_FILE = "inbox.sqlite"
LEASE_S = 30.0
"""An owner beats every few seconds; one that is this late is dead, stopped or so ill that another should go on."""

_BUSY_S = 10.0

_MIGRATIONS = (
    """
    CREATE TABLE jobs (
        id INTEGER PRIMARY KEY, source TEXT NOT NULL, place TEXT NOT NULL, name TEXT NOT NULL, kind TEXT NOT NULL,
        version INTEGER NOT NULL, state TEXT NOT NULL, stamp TEXT NOT NULL DEFAULT '',
        looked TEXT NOT NULL DEFAULT '',
        identity TEXT NOT NULL DEFAULT '', waits TEXT NOT NULL DEFAULT '[]', stage TEXT NOT NULL DEFAULT '',
        percent INTEGER NOT NULL DEFAULT 0, priority INTEGER NOT NULL DEFAULT 0, due_s REAL,
        not_before_s REAL NOT NULL DEFAULT 0, owner TEXT NOT NULL DEFAULT '', beat_s REAL NOT NULL DEFAULT 0,
        attempts INTEGER NOT NULL DEFAULT 0, failures INTEGER NOT NULL DEFAULT 0,
        bundle TEXT NOT NULL DEFAULT '', same_as INTEGER, refusal TEXT,
        moved_to TEXT NOT NULL DEFAULT '',
        moving TEXT NOT NULL DEFAULT '[]', subject TEXT NOT NULL DEFAULT '',
        received_s REAL NOT NULL, changed_s REAL NOT NULL, UNIQUE (source, place, name, version));
    CREATE INDEX jobs_by_state ON jobs (state);
    CREATE INDEX jobs_by_identity ON jobs (identity);
    CREATE TABLE events (
        number INTEGER PRIMARY KEY AUTOINCREMENT, job INTEGER NOT NULL, state TEXT NOT NULL, at_s REAL NOT NULL);
    CREATE INDEX events_by_job ON events (job);
    CREATE TABLE places (place TEXT PRIMARY KEY, mark TEXT NOT NULL, device INTEGER NOT NULL);
    """,
)
"""One script a version of the schema; the file's `user_version` says how many were run. Never edited, only added to."""

_COLUMNS = tuple(field.name for field in fields(Job))
_ENCODED = frozenset({"waits", "refusal", "state", "moving"})
"""Columns that hold something else than they stand for."""

_FIRST = """
UPDATE jobs SET state = 'processing', owner = :owner, beat_s = :beat, attempts = attempts + 1,
    stage = '', percent = 0, waits = '[]', changed_s = :now
WHERE id = (
    SELECT id FROM jobs
    WHERE (:source = '' OR source = :source) AND (:place = '' OR place = :place) AND (:job = 0 OR id = :job) AND (
        (state = 'queued' AND (not_before_s <= :now OR not_before_s > :now + :longest))
        OR (state = 'processing' AND (
            substr(owner, 1, length(:boot)) <> :boot OR beat_s < :beat - :lease OR beat_s > :beat + :lease)))
    ORDER BY priority DESC, due_s IS NULL, due_s, id LIMIT 1)
RETURNING *
"""
"""A heartbeat from another start of the machine, or from the future, is nobody's."""

LONGEST_REST_S = 3600.0
"""A `not_before_s` further ahead than this was written before somebody put the clock back."""


class LedgerTooNew(Damaged):
    """Written by a later version of videopipe."""

    en = "{file} was written by a newer videopipe (schema {found}; this one knows {known}). Install that version again"
    zh = "{file} 由更新版本的 videopipe 写入（结构版本 {found}，本程序为 {known}）。请重新安装较新版本"


@dataclass(frozen=True)
class Lease:
    """Who holds a row, and when that was last said. The clock belongs to one start of the machine."""

    boot: str
    """Which start; a heartbeat of another one is void."""
    name: str
    """Of the process, unique."""

    @property
    def owner(self) -> str:
        """As the row has it."""
        return f"{self.boot}:{self.name}"


class InboxLedger:
    """The rows in `path`. Raises NotWritable if it can't be opened, LedgerTooNew."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._lock = threading.RLock()
        self._db = _open(path)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the file."""
        self._db.close()

    @contextmanager
    def _writing(self) -> Iterator[sqlite3.Connection]:
        """One transaction; nobody else writes meanwhile."""
        with self._lock:
            self._db.execute("BEGIN IMMEDIATE")
            try:
                yield self._db
            except BaseException:
                self._db.execute("ROLLBACK")
                raise
            self._db.execute("COMMIT")

    def _ask(self, sql: str, *values: object) -> list[sqlite3.Row]:
        with self._lock:
            return self._db.execute(sql, values).fetchall()

    # Coming in.

    def receive(
        self,
        place: str,
        name: str,
        kind: str,
        now: float,
        *,
        source: str = "inbox",
        state: JobState = JobState.RECEIVED,
        priority: int = 0,
        due_s: float | None = None,
    ) -> Job:
        """A new row: the next version of that name. A batch receives its episodes as `QUEUED`."""
        with self._writing() as db:
            last = _last_version(db, source, place, name)
            return _insert(db, source, place, name, kind, last + 1, state, priority, due_s, now)

    def receive_after(self, version: int, place: str, name: str, kind: str, now: float) -> Job | None:
        """The inbox row that follows that version (0: none); None if somebody else has received it meanwhile."""
        with self._writing() as db:
            if _last_version(db, "inbox", place, name) != version:
                return None
            return _insert(db, "inbox", place, name, kind, version + 1, JobState.RECEIVED, 0, None, now)

    def judge(self, job: int, state: JobState, now: float, **changes: Any) -> bool:
        """Change a row that nobody holds: RECEIVED, WAITING, QUEUED. False if somebody took or settled it."""
        free = (JobState.RECEIVED, JobState.WAITING, JobState.QUEUED)
        return self._change(job, f"state IN ({_quoted(free)})", (), state, now, changes)

    def mark(self, job: int, **changes: Any) -> None:
        """Change columns other than the state, whoever holds the row."""
        names, values = _assignments(changes)
        with self._writing() as db:
            db.execute(f"UPDATE jobs SET {names} WHERE id = ?", (*values, job))  # noqa: S608 - names of fields

    def forget(self, job: int) -> None:
        """Take out a row that turned out to be no new version."""
        with self._writing() as db:
            db.execute("DELETE FROM events WHERE job = ?", (job,))
            db.execute("DELETE FROM jobs WHERE id = ?", (job,))

    def withdraw(self, job: int) -> bool:
        """Take out a row whose upload was taken away before anybody took it. False if somebody has."""
        free = _quoted((JobState.RECEIVED, JobState.WAITING, JobState.QUEUED))
        with self._writing() as db:
            gone = db.execute(f"DELETE FROM jobs WHERE id = ? AND state IN ({free})", (job,)).rowcount == 1  # noqa: S608 - our own words
            if gone:
                db.execute("DELETE FROM events WHERE job = ?", (job,))
            return gone

    def again(self, job: int, now: float) -> bool:
        """Queue a FAILED or REFUSED row once more, from the start. False if it is neither."""
        fresh = {"failures": 0, "attempts": 0, "not_before_s": 0.0, "refusal": None, "owner": ""}
        given_up = _quoted((JobState.FAILED, JobState.REFUSED))
        return self._change(job, f"state IN ({given_up})", (), JobState.QUEUED, now, fresh)

    # Being worked on.

    def take(
        self,
        lease: Lease,
        *,
        now: float,
        beat: float,
        lease_s: float = LEASE_S,
        source: str = "",
        place: str = "",
        job: int = 0,
    ) -> Job | None:
        """The most urgent row that is queued, or whose owner's lease has lapsed; ours from now on. None if none is.

        `beat`: the lease's clock now. `source`, `place` and `job`, where given, are the only ones looked at.
        """
        values = {
            "owner": lease.owner, "boot": f"{lease.boot}:", "beat": beat, "lease": lease_s, "now": now,
            "longest": LONGEST_REST_S, "source": source, "place": place, "job": job,
        }  # fmt: skip
        with self._writing() as db:
            row = db.execute(_FIRST, values).fetchone()
            if row is None:
                return None
            _log_event(db, row["id"], JobState.PROCESSING, now)
            return _job(row)

    def beat(
        self,
        job: int,
        lease: Lease,
        beat: float,
        stage: str | None = None,
        percent: int | None = None,
        subject: str | None = None,
    ) -> bool:
        """Still at it, how far, and under which name. False: the row is no longer ours, and work must end."""
        with self._writing() as db:
            changed = db.execute(
                "UPDATE jobs SET beat_s = ?, stage = coalesce(?, stage), percent = coalesce(?, percent),"
                " subject = coalesce(?, subject) WHERE id = ? AND state = 'processing' AND owner = ?",
                (beat, stage, percent, subject, job, lease.owner),
            )
            return changed.rowcount == 1

    def settle(self, job: int, lease: Lease, state: JobState, now: float, **changes: Any) -> bool:
        """End our work on a row: published, refused, failed, or back to waiting or queued. False if it isn't ours."""
        held = "state = 'processing' AND owner = ?"
        return self._change(
            job, held, (lease.owner,), state, now, {"stage": "", **changes, "owner": "", "attempts": 0}
        )

    def _change(
        self,
        job: int,
        condition: str,
        with_: tuple[object, ...],
        state: JobState,
        now: float,
        changes: dict[str, Any],
    ) -> bool:
        names, values = _assignments(changes)
        with self._writing() as db:
            before = db.execute(
                f"SELECT state FROM jobs WHERE id = ? AND {condition}",  # noqa: S608 - our own words
                (job, *with_),
            ).fetchone()
            if before is None:
                return False
            db.execute(
                f"UPDATE jobs SET state = ?{', ' if names else ''}{names} WHERE id = ?",  # noqa: S608 - names of fields
                (state.value, *values, job),
            )
            if before["state"] != state.value:
                db.execute("UPDATE jobs SET changed_s = ? WHERE id = ?", (now, job))
                _log_event(db, job, state, now)
            return True

    def forget_before(self, at_s: float) -> int:
        """Drop what was settled before that, unless it still lies in the inbox: only the row says that it is done.

        How many.
        """
        with self._writing() as db:
            gone = db.execute(
                "DELETE FROM jobs WHERE changed_s < ? AND state IN ('published', 'refused', 'failed')"
                " AND (moved_to <> '' OR source <> 'inbox' OR version < (SELECT max(version) FROM jobs AS later"
                " WHERE later.source = jobs.source AND later.place = jobs.place AND later.name = jobs.name))",
                (at_s,),
            )
            db.execute("DELETE FROM events WHERE job NOT IN (SELECT id FROM jobs)")
            return gone.rowcount

    # Reading.

    def rows(self, source: str = "", place: str = "") -> tuple[Job, ...]:
        """All of them, oldest first; of one source or place where given."""
        found = self._ask(
            "SELECT * FROM jobs WHERE (? = '' OR source = ?) AND (? = '' OR place = ?) ORDER BY id",
            *(source, source, place, place),
        )
        return tuple(map(_job, found))

    def row(self, job: int) -> Job | None:
        """One of them."""
        found = self._ask("SELECT * FROM jobs WHERE id = ?", job)
        return _job(found[0]) if found else None

    def latest(self, source: str, place: str) -> dict[str, Job]:
        """The last version of every name."""
        return {job.name: job for job in self.rows(source, place)}

    def published(self, identity: str) -> Job | None:
        """The first job that published this very content."""
        found = self._ask(
            "SELECT * FROM jobs WHERE identity = ? AND state = 'published' AND same_as IS NULL ORDER BY id LIMIT 1",
            identity,
        )
        return _job(found[0]) if found else None

    def at_work_on(self, identity: str, but: int) -> Job | None:
        """Another job with this content that somebody is at."""
        found = self._ask(
            "SELECT * FROM jobs WHERE identity = ? AND state = 'processing' AND id <> ? LIMIT 1",
            *(identity, but),
        )
        return _job(found[0]) if found else None

    def events_since(self, number: int = 0, most: int = -1) -> tuple[Event, ...]:
        """Every change of state after that one, in order, or the first `most` of them."""
        found = self._ask(
            "SELECT number, job, name, version, events.state AS state, at_s FROM events JOIN jobs ON jobs.id = job"
            " WHERE number > ? ORDER BY number LIMIT ?",
            *(number, most),
        )
        return tuple(
            Event(row["number"], row["job"], row["name"], row["version"], JobState(row["state"]), row["at_s"])
            for row in found
        )

    def newest_event(self) -> int:
        """Number of the last one; 0 if there is none."""
        return int(self._ask("SELECT coalesce(max(number), 0) FROM events")[0][0])

    def event(self, number: int) -> Event | None:
        """That one; None if its job is no longer kept."""
        found = self.events_since(number - 1, 1)
        return found[0] if found and found[0].number == number else None

    def times(self, job: int) -> tuple[tuple[JobState, float], ...]:
        """(state, when) of every change of one job, in order."""
        found = self._ask("SELECT state, at_s FROM events WHERE job = ? ORDER BY number", job)
        return tuple((JobState(state), float(at)) for state, at in found)

    # Which inbox this is.

    def place_mark(self, place: str) -> tuple[str, int] | None:
        """(mark, device) of an inbox that was watched before."""
        found = self._ask("SELECT mark, device FROM places WHERE place = ?", place)
        return (str(found[0]["mark"]), int(found[0]["device"])) if found else None

    def know_place(self, place: str, mark: str, device: int) -> None:
        """From now on, the inbox at `place` is the one that bears this mark."""
        with self._writing() as db:
            db.execute("INSERT OR REPLACE INTO places VALUES (?, ?, ?)", (place, mark, device))


def _open(path: Path) -> sqlite3.Connection:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        return _migrated(_connect(path), path)
    except sqlite3.DatabaseError as error:
        if (getattr(error, "sqlite_errorcode", 0) & 0xFF) not in (
            sqlite3.SQLITE_CORRUPT,
            sqlite3.SQLITE_NOTADB,
        ):
            raise NotWritable(folder=str(path.parent), why=str(error), option="--work") from error
    except OSError as error:
        raise NotWritable(folder=str(path.parent), why=error.strerror, option="--work") from error
    for end in ("", "-wal", "-shm"):
        file = Path(f"{path}{end}")
        if file.exists():
            file.replace(f"{path}.broken{end}")
    return _migrated(_connect(path), path)


def _connect(path: Path) -> sqlite3.Connection:
    db = sqlite3.connect(path, timeout=_BUSY_S, isolation_level=None, check_same_thread=False)
    db.row_factory = sqlite3.Row
    return db


def _migrated(db: sqlite3.Connection, path: Path) -> sqlite3.Connection:
    try:
        db.execute("PRAGMA journal_mode = WAL")
        db.execute("PRAGMA synchronous = FULL")
        db.execute("BEGIN IMMEDIATE")
        (found,) = db.execute("PRAGMA user_version").fetchone()
        if found > len(_MIGRATIONS):
            raise LedgerTooNew(file=str(path), found=found, known=len(_MIGRATIONS))
        for script in _MIGRATIONS[found:]:
            # executescript would commit first; a migration is done whole or not at all.
            for statement in filter(str.strip, script.split(";")):
                db.execute(statement)
        db.execute(f"PRAGMA user_version = {len(_MIGRATIONS)}")
        db.execute("COMMIT")
    except BaseException:
        db.close()
        raise
    return db


def _last_version(db: sqlite3.Connection, source: str, place: str, name: str) -> int:
    sql = "SELECT coalesce(max(version), 0) FROM jobs WHERE source = ? AND place = ? AND name = ?"
    return int(db.execute(sql, (source, place, name)).fetchone()[0])


def _insert(
    db: sqlite3.Connection,
    source: str,
    place: str,
    name: str,
    kind: str,
    version: int,
    state: JobState,
    priority: int,
    due_s: float | None,
    now: float,
) -> Job:
    row = db.execute(
        "INSERT INTO jobs (source, place, name, kind, version, state, priority, due_s, received_s, changed_s)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?) RETURNING *",
        (source, place, name, kind, version, state.value, priority, due_s, now, now),
    ).fetchone()
    _log_event(db, row["id"], state, now)
    return _job(row)


def _log_event(db: sqlite3.Connection, job: int, state: JobState, now: float) -> None:
    db.execute("INSERT INTO events (job, state, at_s) VALUES (?, ?, ?)", (job, state.value, now))


def _quoted(states: Sequence[JobState]) -> str:
    return ", ".join(f"'{state.value}'" for state in states)


def _assignments(changes: dict[str, Any]) -> tuple[str, list[object]]:
    """("a = ?, b = ?", values) for columns of a job. ValueError for others."""
    unknown = changes.keys() - set(_COLUMNS)
    if unknown:
        raise ValueError(f"no such columns: {sorted(unknown)}")
    return ", ".join(f"{name} = ?" for name in changes), [_stored(*change) for change in changes.items()]


def _stored(name: str, value: Any) -> object:
    if name == "waits":
        return json.dumps([asdict(words) for words in value], ensure_ascii=False)
    if name == "refusal" and value is not None:
        return json.dumps(asdict(value), ensure_ascii=False)
    # Paths may hold bytes that are no UTF-8: \u escapes carry them.
    return json.dumps(value) if name == "moving" else value


def _job(row: sqlite3.Row) -> Job:
    plain = {name: row[name] for name in _COLUMNS if name not in _ENCODED}
    return Job(
        **plain,
        state=JobState(row["state"]),
        waits=tuple(Words(**words) for words in json.loads(row["waits"])),
        moving=tuple((source, target) for source, target in json.loads(row["moving"])),
        refusal=_refusal(row["refusal"]),
    )


def _refusal(text: str | None) -> Refusal | None:
    if text is None:
        return None
    raw = json.loads(text)
    return Refusal(raw["file"], Words(**raw["fault"]), Words(**raw["remedy"]))
