"""What a watcher keeps besides its inbox: whether there is room, a sign of life, a store that stays small."""

import logging
import os
import sqlite3
from collections.abc import Callable
from pathlib import Path

from videopipe.config.service import Disk
from videopipe.model.errors import VideopipeError
from videopipe.model.findings import Words
from videopipe.watch.jobs import JobState
from videopipe.watch.keeping import Tidied, tidy
from videopipe.watch.ledger import InboxLedger
from videopipe.watch.pulse import Pulse, write_pulse
from videopipe.watch.room import SPACE, Room, free_bytes

_log = logging.getLogger(__name__)

TIDY_S, TIDY_PAUSED_S = 3600.0, 600.0
"""Between two rounds of housekeeping; a store out of its budget may be what fills the disk."""


class Service:
    """Of one watcher. `polled` belongs to the thread that polls, the rest to the one that works."""

    def __init__(
        self,
        ledger: InboxLedger,
        *,
        inbox: Path,
        out: Path,
        work: Path,
        disk: Disk,
        every_s: float,
        wall: Callable[[], float],
        free: Callable[[Path], int] = free_bytes,
        housekeeping: Callable[[Path, Disk, InboxLedger, float], Tidied | None] = tidy,
    ) -> None:
        self._ledger = ledger
        self._inbox = str(inbox)
        self._work = work
        self._disk = disk
        self._room = Room((out, work), disk.pause_below_gb * 1e9, free)
        self._every_s = every_s
        self._wall = wall
        self._tidy = housekeeping
        self._tidied_s = wall()
        self.paused: Words | None = None

    def polled(self) -> None:
        """Ask for room, tell those in the queue, give a sign of life."""
        before, self.paused = self.paused, self._room.lacking()
        if (before is None) != (self.paused is None):
            _log.warning("%s", self.paused.en if self.paused is not None else "there is room again: going on")
        self._tell_queue()
        pulse = Pulse(self._wall(), self._every_s, os.getpid(), self._inbox, self.paused)
        try:
            write_pulse(self._work, pulse)
        except OSError as error:  # a full disk must not end the watch
            _log.warning("no sign of life can be written: %s", error)

    def may_begin(self) -> bool:
        """Whether there is room for something new."""
        return self._room.lacking() is None

    def idle(self) -> None:
        """Nothing is being made: housekeeping, where it is time for it."""
        now = self._wall()
        if abs(now - self._tidied_s) < (TIDY_PAUSED_S if self.paused is not None else TIDY_S):
            return
        self._tidied_s = now
        try:
            self._tidy(self._work, self._disk, self._ledger, now)
        except (VideopipeError, OSError, sqlite3.Error) as error:
            _log.warning("housekeeping: %s", error)

    def _tell_queue(self) -> None:
        old, new = ((), (SPACE,)) if self.paused is not None else ((SPACE,), ())
        for row in self._ledger.rows("inbox", self._inbox):
            if row.state is JobState.QUEUED and row.waits == old and not row.failures:
                self._ledger.mark(row.id, waits=new)
