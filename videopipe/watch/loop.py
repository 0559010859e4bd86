"""`videopipe watch`: polls on and on in one thread, makes what comes in another, until asked to stop."""

import logging
import os
import secrets
import sqlite3
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

from videopipe.engine.stop import Stop
from videopipe.model.errors import Stopped
from videopipe.watch.inbox import open_inbox
from videopipe.watch.jobs import Job
from videopipe.watch.ledger import INBOX_FILE, InboxLedger, Lease
from videopipe.watch.make import Maker
from videopipe.watch.watcher import Settings, Watcher

_log = logging.getLogger(__name__)

_BOOT_ID = Path("/proc/sys/kernel/random/boot_id")
_TICK_S = 0.2
"""How long a stop may wait to be noticed."""


def this_process() -> Lease:
    """A name for this process that no other has."""
    boot = _BOOT_ID.read_text("ascii").strip() if _BOOT_ID.is_file() else "boot"
    return Lease(boot, f"{os.getpid()}-{secrets.token_hex(4)}")


@contextmanager
def open_watcher(
    root: Path, maker: Maker, *, out: Path, work: Path, stop: Stop, settings: Settings
) -> Iterator[Watcher]:
    """A watcher of the inbox at `root`, with the ledger in `work`. Raises InboxAway, NotWritable, LedgerTooNew."""
    with InboxLedger(work / INBOX_FILE) as ledger:
        inbox = open_inbox(root.absolute(), ledger)
        lease = this_process()
        watcher = Watcher(
            inbox, ledger, maker, out=out.absolute(), work=work, lease=lease, stop=stop, settings=settings
        )
        watcher.sweep()
        yield watcher


def watch(watcher: Watcher, once: bool = False) -> tuple[Job, ...]:
    """Poll and work until asked to stop, or, with `once`, until nothing more can be done; the rows at the end.

    To be asked to stop is how a watcher ends; with `once` it raises Stopped.
    """
    wake = threading.Event()
    with ThreadPoolExecutor(1, "inbox") as pool:
        worker = pool.submit(_work_on, watcher, wake)
        try:
            with waking(watcher.inbox.root, wake):
                while not watcher.stop.is_set() and not worker.done():
                    looked = watcher.poll()
                    if once and looked and not watcher.expects_more():
                        break
                    _pause(watcher, wake)
            asked = watcher.stop.is_set()
        finally:
            watcher.stop.set()
        worker.result()
    watcher.poll()
    if once and asked:
        raise Stopped
    return watcher.rows()


def _work_on(watcher: Watcher, wake: threading.Event) -> None:
    while not watcher.stop.is_set():
        try:
            did = watcher.work()
        except sqlite3.OperationalError as error:  # another program writes for very long, or the disk is full
            _log.warning("the inbox's ledger can't be used, trying again: %s", error)
            did = False
        if did:
            wake.set()  # the city hears at once
        else:
            time.sleep(_TICK_S)


def _pause(watcher: Watcher, wake: threading.Event) -> None:
    """Until the next poll is due, or something happened."""
    until = time.monotonic() + watcher.settings.poll_s
    while time.monotonic() < until and not watcher.stop.is_set():
        if wake.wait(min(_TICK_S, watcher.settings.poll_s)):
            wake.clear()
            return


@contextmanager
def waking(root: Path, wake: threading.Event) -> Iterator[None]:
    """Events of the file system, where there are any and `watchfiles` is installed, make the next poll come sooner."""
    try:
        import watchfiles
    except ImportError:
        yield
        return
    over = threading.Event()

    def listen() -> None:
        from videopipe.watch.names import is_ignored

        def counts(_change: "watchfiles.Change", path: str) -> bool:
            return not is_ignored(path.rpartition("/")[2])

        try:
            for _ in watchfiles.watch(
                root, stop_event=over, watch_filter=counts, debounce=500, rust_timeout=500
            ):
                wake.set()
        except OSError as error:  # too many folders for this system's limit, or the mount went: polls go on
            _log.info("no events from %s: %s", root, error)

    listener = threading.Thread(target=listen, name="inbox-events", daemon=True)
    listener.start()
    try:
        yield
    finally:
        over.set()
        listener.join(2)
