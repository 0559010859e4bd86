"""The watcher of one inbox: `poll` looks and tells, `work` takes one upload and makes it.

Both may run in different threads, and in several programs on one inbox: what they share is the ledger. Nothing
here sleeps or asks for the time: a clock is given, so that tests pass days in a blink.
"""

import logging
import shutil
import threading
import time
from bisect import bisect_left
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path

from videopipe.engine.disk import is_disk_full
from videopipe.engine.stop import Stop
from videopipe.model.errors import DiskFull, Stopped
from videopipe.model.findings import Words
from videopipe.watch.inbox import Inbox
from videopipe.watch.intake import Copy, StillComing, readable, take_in
from videopipe.watch.jobs import Job, JobState, Refusal
from videopipe.watch.judge import find_missing
from videopipe.watch.ledger import LEASE_S, InboxLedger, Lease
from videopipe.watch.limits import Limits
from videopipe.watch.make import Maker, Tell, percent_of
from videopipe.watch.moves import CopyDiffers, free_name, put_aside
from videopipe.watch.names import DONE, REFUSED
from videopipe.watch.notes import Note, about, has_note, put_note, take_note_away, write_of
from videopipe.watch.refusal import is_theirs, may_be_on_its_way, refusal_of
from videopipe.watch.room import SPACE
from videopipe.watch.scan import Folder, scan
from videopipe.watch.uploads import Upload, find_uploads

_log = logging.getLogger(__name__)

OWN_FOLDERS = frozenset({DONE, REFUSED})
_FOLDERS = {JobState.PUBLISHED: DONE, JobState.REFUSED: REFUSED}
MOST_FAILURES = 5
"""Failures of ours, and deaths over one job, after which it is given up."""
MOST_DEATHS = 25
"""Owners that died over one job: a machine that restarts may kill many, a job that kills them would kill all."""
_REST_S = 60.0

CHANGED = Words(
    "the files to stay as they are: they changed while they were read", "文件停止变化（读取时文件仍在变化）"
)
OUR_TROUBLE = Words("a fault on our side to be mended", "我方系统故障排除（与您上传的内容无关）")


@dataclass(frozen=True)
class Clock:
    """Two: one for people, which may be put forth and back, and one that nobody sets."""

    wall: Callable[[], float] = time.time
    """Seconds since 1970."""
    steady: Callable[[], float] = time.monotonic
    """Seconds since the machine started, the same in every program on it."""


@dataclass(frozen=True)
class Settings:
    """How patient the watcher is, and what becomes of originals."""

    settle: int = 3
    """Polls without a change after which an upload counts as finished."""
    poll_s: float = 10.0
    patience_s: float = 24 * 3600.0
    """How long something that looks torn is taken for an upload that pauses."""
    move: bool = False
    """Originals go to `_done` and `_refused`; else they stay where they are."""
    lease_s: float = LEASE_S
    limits: Limits = field(default_factory=Limits)


@dataclass(frozen=True)
class Seen:
    """An upload as it was last found, and since when it has been like that."""

    upload: Upload
    stamp: str
    since: float
    """By the steady clock."""


@dataclass
class _Memory:
    """What the poll leaves for the worker."""

    seen: Mapping[str, Seen] = field(default_factory=dict)
    missing: dict[str, tuple[str, tuple[Words, ...]]] = field(default_factory=dict)
    """Name to (stamp, what was missing then)."""
    notes: dict[str, tuple[Job, int]] = field(default_factory=dict)
    """What the last one written tells of, by upload: the row, and about how many go first."""
    away: bool = False
    polled: bool = False


class JobStop(Stop):
    """Set for one job, or with everything."""

    def __init__(self, all_of_it: Stop) -> None:
        super().__init__()
        self._all = all_of_it

    def is_set(self) -> bool:
        """Whether somebody asked."""
        return super().is_set() or self._all.is_set()

    def is_urgent(self) -> bool:
        """Whether what runs must end, too."""
        return super().is_urgent() or self._all.is_urgent()


class Watcher:
    """One inbox, watched by one program."""

    def __init__(
        self,
        inbox: Inbox,
        ledger: InboxLedger,
        maker: Maker,
        *,
        out: Path,
        work: Path,
        lease: Lease,
        stop: Stop,
        settings: Settings = Settings(),
        clock: Clock = Clock(),
    ) -> None:
        self.inbox, self.ledger, self.stop = inbox, ledger, stop
        self.settings, self.clock = settings, clock
        self._maker, self._out, self._lease = maker, out, lease
        self._copies = work / "inbox"
        self._place = str(inbox.root)
        self._memory = _Memory()

    # Looking.

    def poll(self) -> bool:
        """Look at everything once: receive, judge, move, tell. False while the inbox is away, and nothing was judged."""
        tree = self._scan()
        if self._memory.away != (tree is None):
            self._memory.away = tree is None
            _log.warning("%s %s", self._place, "is away: waiting for it" if tree is None else "is back")
        if tree is None:
            return False
        uploads = find_uploads(tree)
        # What came between two polls is taken in the order of its names: folders are listed in none.
        self._memory.seen = {name: self._look(upload) for name, upload in sorted(uploads.items())}
        rows = self.ledger.latest("inbox", self._place)
        for name, seen in self._memory.seen.items():
            self._meet(seen, rows.get(name))
        self._forget_gone(tree, rows)
        rows = self.ledger.latest("inbox", self._place)
        self._move_settled(rows)
        self._tell(tree, rows)
        self._memory.polled = True
        return True

    def rows(self) -> tuple[Job, ...]:
        """Every version of every upload of this inbox."""
        return self.ledger.rows("inbox", self._place)

    def expects_more(self) -> bool:
        """Whether something will happen without anybody's doing."""
        lively = (JobState.RECEIVED, JobState.QUEUED, JobState.PROCESSING)
        # What rests for long, after trouble of ours or with a file that can't be read, is for the next time.
        soon = self.clock.wall() + self.settings.poll_s
        return any(row.state in lively and row.not_before_s <= soon for row in self.rows())

    def sweep(self) -> None:
        """Take away private copies whose owners are dead."""
        held = {f"{row.id}-{row.owner.rpartition(':')[2]}" for row in self.rows() if row.owner}
        if self._copies.is_dir():
            for copy in self._copies.iterdir():
                if copy.name not in held:
                    shutil.rmtree(copy, ignore_errors=True)

    def _scan(self, only: str = "") -> Folder | None:
        """As `scan`; None if the inbox is away, also if it went while it was read: what is missing then isn't deleted."""
        if not self.inbox.is_there():
            return None
        try:
            tree = scan(self.inbox.root, OWN_FOLDERS, only)
        except OSError as error:
            _log.warning("%s can't be read: %s", self._place, error)
            return None
        return tree if self.inbox.is_there() else None

    def _look(self, upload: Upload) -> Seen:
        before = self._memory.seen.get(upload.name)
        if before is not None and before.upload.files == upload.files:
            return replace(before, upload=upload)
        return Seen(upload, upload.stamp, self.clock.steady())

    def _meet(self, seen: Seen, row: Job | None) -> None:
        if row is None:
            row = self._receive(seen, 0)
        elif row.state.settled:
            if row.stamp == seen.stamp or seen.upload.denied or row.moving:
                return
            row = self._receive(seen, row.version)
        if row is not None and row.state is not JobState.PROCESSING:
            self._judge(seen, row)

    def _receive(self, seen: Seen, after: int) -> Job | None:
        upload = seen.upload
        now = self.clock.wall()
        return self.ledger.receive_after(after, self._place, upload.name, upload.kind, now)

    def _judge(self, seen: Seen, row: Job) -> None:
        """Received, waiting or queued: whichever it is by now."""
        same = row.stamp == seen.stamp
        if same and row.state is JobState.QUEUED:
            return
        if same and row.looked == seen.stamp and not self._given_up(seen):
            return
        try:
            waits = self._missing(seen)
        except OSError as error:
            waits = (_unreadable(error),)
        ready = JobState.QUEUED if self._rests(seen) else JobState.RECEIVED
        state = JobState.WAITING if waits else ready
        if (state, waits, seen.stamp) != (row.state, row.waits, row.stamp):
            # What was said of another content, or of an attempt, holds no longer.
            self.ledger.judge(
                row.id,
                state,
                self.clock.wall(),
                waits=waits,
                stamp=seen.stamp,
                refusal=None,
                failures=0,
                not_before_s=0.0,
            )

    def _missing(self, seen: Seen) -> tuple[Words, ...]:
        known = self._memory.missing.get(seen.upload.name)
        if known is None or known[0] != seen.stamp or seen.upload.denied:
            known = seen.stamp, find_missing(self.inbox.root, seen.upload)
            self._memory.missing[seen.upload.name] = known
        return known[1]

    def _rests(self, seen: Seen) -> bool:
        """Unchanged for long enough: for one poll where the sender says that all is there."""
        polls = 1 if seen.upload.declared else self.settings.settle
        return self._still_s(seen) >= polls * self.settings.poll_s

    def _given_up(self, seen: Seen) -> bool:
        """Whether what looks torn is taken for torn."""
        if seen.upload.declared:
            return self._still_s(seen) >= (self.settings.settle + 1) * self.settings.poll_s
        return self._still_s(seen) >= self.settings.patience_s

    def _still_s(self, seen: Seen) -> float:
        # Polls are a little less than `poll_s` apart where the system's timers are coarse.
        return self.clock.steady() - seen.since + 0.01

    def _forget_gone(self, tree: Folder, rows: Mapping[str, Job]) -> None:
        """Rows of uploads that were taken away before anything was made of them: renamed, or withdrawn."""
        hidden = tuple(path for path, folder in tree.below() if folder.denied)
        for name, row in rows.items():
            free = not row.state.settled and row.state is not JobState.PROCESSING
            if free and name not in self._memory.seen and not name.startswith(hidden or ("\0",)):
                _log.info("%s was taken away", name)
                self.ledger.withdraw(row.id)

    # Putting aside.

    def _move_settled(self, rows: Mapping[str, Job]) -> None:
        seen = dict(self._memory.seen)
        for row in rows.values():
            if row.moving:
                self._finish_moving(row)
            elif self.settings.move and row.name in seen and self._is_done_with(row, seen[row.name]):
                self._move(row, seen.pop(row.name).upload)
        self._memory.seen = seen

    def _is_done_with(self, row: Job, seen: Seen) -> bool:
        return row.state in _FOLDERS and row.stamp == seen.stamp

    def _move(self, row: Job, upload: Upload) -> None:
        pairs = tuple(self._moving(upload, _FOLDERS[row.state]))
        # Written down first: whoever comes after a kill finishes it.
        self.ledger.mark(row.id, moving=pairs, moved_to=pairs[0][1])
        self._finish_moving(replace(row, moving=pairs, moved_to=pairs[0][1]))

    def _moving(self, upload: Upload, folder: str) -> Iterator[tuple[str, str]]:
        """(from, to), the upload itself first."""
        home, _, own = upload.path.rpartition("/")
        target = self.inbox.root / folder
        if upload.kind == "folder":
            beside = [path.removeprefix("../") for path in upload.files if path.startswith("../")]
        else:
            beside = [path for path in upload.files if path != own]
        for path in (upload.path, *(f"{home}/{name}" if home else name for name in beside)):
            place, _, name = path.rpartition("/")
            inside = f"{place}/{free_name(target / place, name)}" if place else free_name(target, name)
            yield path, f"{folder}/{inside}"

    def _finish_moving(self, row: Job) -> None:
        root = self.inbox.root
        try:
            for source, target in row.moving:
                put_aside(root, source, root / target)
            self.ledger.mark(row.id, moving=())
            self._put_note(replace(row, moving=()), row.moved_to)
            take_note_away(root, row.moving[0][0])
        except (OSError, CopyDiffers) as error:
            _log.warning("%s can't be moved to %s yet: %s", row.name, row.moved_to, error)

    # Telling.

    def _tell(self, tree: Folder, rows: Mapping[str, Job]) -> None:
        queue = sorted(row.id for row in rows.values() if row.state in (JobState.QUEUED, JobState.PROCESSING))
        lie_here = {path + name for path, folder in tree.below() for name in folder.notes}
        for name, seen in self._memory.seen.items():
            row = rows.get(name)
            if row is not None:
                ahead = about(bisect_left(queue, row.id)) if row.state is JobState.QUEUED else 0
                self._note(row, seen.upload.name, ahead, name in lie_here)
        for name in lie_here - self._memory.seen.keys():
            if name in rows or self._memory.notes.pop(name, None) is not None:
                take_note_away(self.inbox.root, name)

    def _note(self, row: Job, path: str, ahead: int, there: bool) -> None:
        if there and self._memory.notes.get(path) == (row, ahead):
            return
        note = self._write(row, ahead)
        try:
            if not (there and has_note(self.inbox.root, path, note)):
                put_note(self.inbox.root, path, note)
            self._memory.notes[path] = row, ahead
        except OSError as error:
            _log.warning("no note can be written beside %s: %s", path, error)

    def _put_note(self, row: Job, path: str) -> None:
        put_note(self.inbox.root, path, self._write(row, 0))

    def _write(self, row: Job, ahead: int) -> Note:
        bundle, same = "", ""
        if row.bundle:
            path = Path(row.bundle)
            bundle = path.relative_to(self._out).as_posix() if path.is_relative_to(self._out) else row.bundle
        if row.same_as is not None:
            twin = self.ledger.row(row.same_as)
            same = twin.name if twin is not None else ""
        return write_of(row, self.ledger.times(row.id), ahead, bundle, same)

    # Working.

    def work(self) -> bool:
        """Take the most urgent upload and do all that can be done with it. False if there was none."""
        if not self._memory.polled or self.stop.is_set():
            return False
        job = self.ledger.take(
            self._lease,
            now=self.clock.wall(),
            beat=self.clock.steady(),
            lease_s=self.settings.lease_s,
            source="inbox",
            place=self._place,
        )
        if job is None:
            return False
        stop = JobStop(self.stop)
        copy = self._copies / f"{job.id}-{self._lease.name}"
        for left in self._copies.glob(f"{job.id}-*"):  # of an owner that died, or lost its lease
            shutil.rmtree(left, ignore_errors=True)
        with self._beating(job, stop):
            try:
                self._do(job, copy, stop)
            except Exception as error:  # noqa: BLE001 - whatever it is, the job must be let go of, and the next one done
                self._answer(job, copy, error)
            finally:
                shutil.rmtree(copy, ignore_errors=True)
        return True

    @contextmanager
    def _beating(self, job: Job, stop: Stop) -> Iterator[None]:
        """The lease is kept meanwhile; if it is lost, the work is asked to end."""
        over = threading.Event()

        def beat() -> None:
            while not over.wait(self.settings.lease_s / 4):
                if not self.ledger.beat(job.id, self._lease, self.clock.steady()):
                    stop.set()
                    return

        thread = threading.Thread(target=beat, name=f"beat-{job.id}", daemon=True)
        thread.start()
        try:
            yield
        finally:
            over.set()
            thread.join()

    def _do(self, job: Job, copy: Path, stop: Stop) -> None:
        if job.attempts > MOST_DEATHS:
            raise KilledTooOften
        seen = self._memory.seen.get(job.name)
        if seen is None or seen.stamp != job.stamp:
            raise StillComing
        tell = self._teller(job)
        tell("take-in", percent_of("take-in", 0))
        taken = take_in(self.inbox.root, seen.upload, copy, self.settings.limits, stop.is_set)
        self._check_still(seen)
        self.ledger.mark(job.id, identity=taken.identity)
        if not self._recognise(job, taken):
            made = self._maker(taken.folder, tell, stop)
            self._settle(
                job,
                JobState.PUBLISHED,
                bundle=str(made.bundle),
                percent=100,
                refusal=None,
            )

    def _teller(self, job: Job) -> Tell:
        last: list[tuple[str, int, str | None]] = []

        def tell(stage: str, percent: int, subject: str | None = None) -> None:
            if last[-1:] != [(stage, percent, subject)]:
                last.append((stage, percent, subject))
                self.ledger.beat(job.id, self._lease, self.clock.steady(), stage, percent, subject)

        return tell

    def _check_still(self, seen: Seen) -> None:
        """Files may have come while others were read."""
        tree = self._scan(only=seen.upload.path.partition("/")[0])
        if tree is None:
            raise _InboxWent
        again = find_uploads(tree).get(seen.upload.name)
        if again is None or again.stamp != seen.stamp:
            raise StillComing

    def _recognise(self, job: Job, taken: Copy) -> bool:
        """Whether this very content is known, and the job is answered with that."""
        twin = self.ledger.published(taken.identity)
        if twin is not None and Path(twin.bundle).is_dir():
            if twin.name == job.name and twin.version == job.version - 1:
                # Sent again as it was, or only touched: no new version.
                self.ledger.mark(twin.id, stamp=job.stamp, moved_to="")
                self.ledger.forget(job.id)
                return True
            if twin.name != job.name:
                self._settle(job, JobState.PUBLISHED, bundle=twin.bundle, same_as=twin.id, percent=100)
                return True
        other = self.ledger.at_work_on(taken.identity, job.id)
        if other is None or other.id > job.id:  # of two that meet here, one goes on
            return False
        waits = (
            Words(
                f"the same content, which is being made as {other.name}", f"相同内容正在以“{other.name}”制作"
            ),
        )
        self._settle(job, JobState.QUEUED, waits=waits, not_before_s=self.clock.wall() + self.settings.poll_s)
        return True

    def _settle(self, job: Job, state: JobState, **changes: object) -> None:
        if not self.ledger.settle(job.id, self._lease, state, self.clock.wall(), **changes):
            _log.warning("%s was taken over by somebody else", job.name)

    # When it didn't go well.

    def _answer(self, job: Job, copy: Path, error: Exception) -> None:
        match error:
            case StillComing():
                self._settle(job, JobState.WAITING, waits=(CHANGED,), stamp="")
            case Stopped():
                self._settle(job, JobState.QUEUED)
            case _InboxWent():
                self._rest(job, (), self.settings.poll_s)
            case _ if isinstance(error, DiskFull) or is_disk_full(error):
                _log.warning("%s", error)
                self._rest(job, (SPACE,), _REST_S)
            case _ if is_theirs(error):
                self._answer_theirs(job, copy, error)
            case OSError() if _is_below(error, self.inbox.root):
                self._rest(job, (_unreadable(error),), _REST_S)
            case _:
                self._answer_ours(job, copy, error)

    def _rest(self, job: Job, waits: tuple[Words, ...], seconds: float) -> None:
        self._settle(job, JobState.QUEUED, waits=waits, not_before_s=self.clock.wall() + seconds)

    def _answer_theirs(self, job: Job, copy: Path, error: Exception) -> None:
        seen = self._memory.seen.get(job.name)
        refusal = refusal_of(error, copy, job.name)
        if may_be_on_its_way(error) and (seen is None or not self._given_up(seen)):
            waits = (_on_its_way(refusal),)
            self._settle(job, JobState.WAITING, waits=waits, looked=job.stamp)
        else:
            _log.info("%s is refused: %s", job.name, error)
            self._settle(job, JobState.REFUSED, refusal=refusal)

    def _answer_ours(self, job: Job, copy: Path, error: Exception) -> None:
        _log.error("%s failed", job.name, exc_info=error)
        refusal = refusal_of(error, copy, job.name)
        failures = job.failures + 1
        if failures >= MOST_FAILURES or isinstance(error, KilledTooOften):
            self._settle(job, JobState.FAILED, refusal=refusal, failures=failures)
            return
        rest = min(_REST_S * 4 ** (failures - 1), 3600.0)
        self._settle(
            job, JobState.QUEUED, waits=(OUR_TROUBLE,), refusal=refusal, failures=failures,
            not_before_s=self.clock.wall() + rest,
        )  # fmt: skip


class _InboxWent(Exception):
    """While it was read."""


class KilledTooOften(Exception):
    """Every program that took the job died over it."""


def _on_its_way(refusal: Refusal) -> Words:
    fault, remedy = refusal.fault, refusal.remedy
    return Words(
        f"{fault.en}. If it is still being uploaded, you need not do anything. If everything was sent: {remedy.en}",
        f"{fault.zh}。如果还在上传，请等它传完，无需操作；如果已经全部传完：{remedy.zh.rstrip('。')}。",
    )


def _unreadable(error: OSError) -> Words:
    name = readable(str(error.filename or ""))
    why = error.strerror or str(error)
    return Words(f"the file {name} to become readable ({why})", f"文件“{name}”恢复可读（{why}）")


def _is_below(error: OSError, root: Path) -> bool:
    """Whether it is about a file of the inbox: those are opened from handles, by name alone."""
    name = str(error.filename or "")
    return not name.startswith("/") or Path(name).is_relative_to(root)
