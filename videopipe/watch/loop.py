"""`videopipe watch`: polls on and on in one thread, makes what comes in another, until asked to stop."""

import logging
import os
import secrets
import sqlite3
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from videopipe.app.shop import work_folder
from videopipe.config.profile import combine_profiles, load_profile
from videopipe.config.service import Disk, Hook, LoadedService
from videopipe.engine.stop import Stop
from videopipe.model.errors import Stopped
from videopipe.watch.hooks import couriers
from videopipe.watch.inbox import open_inbox
from videopipe.watch.jobs import Job
from videopipe.watch.ledger import INBOX_FILE, InboxLedger, Lease
from videopipe.watch.limits import Limits
from videopipe.watch.make import Maker, Producer
from videopipe.watch.service import Service
from videopipe.watch.watcher import Settings, Watcher

_log = logging.getLogger(__name__)

_BOOT_ID = Path("/proc/sys/kernel/random/boot_id")
_TICK_S = 0.2
"""How long a stop may wait to be noticed."""


@dataclass(frozen=True)
class Wanted:
    """All that a watcher is told: by the command line, or by a service's file."""

    inbox: Path
    out: Path
    work: Path
    profiles: tuple[str, ...]
    jobs: int | None
    settings: Settings
    disk: Disk = field(default_factory=Disk)
    hooks: tuple[Hook, ...] = ()


def wanted_of(loaded: LoadedService) -> Wanted:
    """What a service's file says."""
    config = loaded.config
    limits = Limits(files=config.limits.files, bytes=int(config.limits.gb * 1e9))
    return Wanted(
        loaded.inbox,
        loaded.out,
        work_folder(loaded.out, loaded.work),
        loaded.profiles,
        config.jobs,
        Settings(
            settle=config.settle_polls,
            poll_s=float(config.poll),
            move=config.after == "move",
            limits=limits,
        ),
        config.disk,
        config.hooks,
    )


def run_watcher(wanted: Wanted, stop: Stop, once: bool, begun: Callable[[], None]) -> tuple[Job, ...]:
    """Watch until asked to stop; the rows at the end. `begun` is called when all is well so far.

    Raises InputError for what is wrong with a profile or the inbox.
    """
    combine_profiles({name: load_profile(name) for name in wanted.profiles})  # now, not at the first upload
    maker = Producer(wanted.profiles, wanted.out, wanted.work, wanted.jobs)
    with (
        open_watcher(
            wanted.inbox, maker, out=wanted.out, work=wanted.work, stop=stop, settings=wanted.settings
        ) as watcher,
        couriers(wanted.hooks, watcher.ledger),
    ):
        service = Service(
            watcher.ledger, inbox=wanted.inbox, out=wanted.out, work=wanted.work, disk=wanted.disk,
            every_s=wanted.settings.poll_s, wall=watcher.clock.wall,
        )  # fmt: skip
        begun()
        return watch(watcher, service, once)


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


def watch(watcher: Watcher, service: Service, once: bool = False) -> tuple[Job, ...]:
    """Poll and work until asked to stop, or, with `once`, until nothing more can be done; the rows at the end.

    To be asked to stop is how a watcher ends; with `once` it raises Stopped.
    """
    wake = threading.Event()
    with ThreadPoolExecutor(1, "inbox") as pool:
        worker = pool.submit(_work_on, watcher, service, wake)
        try:
            with waking(watcher.inbox.root, wake):
                while not watcher.stop.is_set() and not worker.done():
                    began = time.monotonic()
                    looked = watcher.poll()
                    service.polled()
                    if once and looked and (service.paused or not watcher.expects_more()):
                        break
                    _pause(watcher, wake, *next_poll(began, time.monotonic(), watcher.settings.poll_s))
            asked = watcher.stop.is_set()
        except BaseException:
            watcher.stop.set()
            raise
        watcher.stop.set(gently=True)
        worker.result()
    watcher.poll()
    if once and asked:
        raise Stopped
    return watcher.rows()


def _work_on(watcher: Watcher, service: Service, wake: threading.Event) -> None:
    while not watcher.stop.is_set():
        try:
            did = service.may_begin() and watcher.work()
        except sqlite3.OperationalError as error:  # another program writes for very long, or the disk is full
            _log.warning("the inbox's ledger can't be used, trying again: %s", error)
            did = False
        if did:
            wake.set()  # the city hears at once
        else:
            service.idle()
            time.sleep(_TICK_S)


def next_poll(began: float, ended: float, poll_s: float) -> tuple[float, float]:
    """(when it may begin at the earliest, when it is due), after one that took from `began` to `ended`.

    However much happens in a large inbox, looking takes a quarter of the time at most; it is due no later for that.
    """
    return ended + min(3 * (ended - began), poll_s), ended + poll_s


def _pause(watcher: Watcher, wake: threading.Event, earliest: float, due: float) -> None:
    """Until the next poll is due, or something happened and it may begin."""
    while (now := time.monotonic()) < due and not watcher.stop.is_set():
        if now < earliest:
            time.sleep(min(_TICK_S, earliest - now))
        elif wake.wait(min(_TICK_S, due - now)):
            break
    wake.clear()


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
