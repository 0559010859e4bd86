"""Telling others what happened: a program or a web address an event, in a thread of each hook's own.

The pipeline writes its ledger and never waits for a hook; what is told is read from there.
"""

import json
import logging
import sqlite3
import threading
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict
from datetime import UTC, datetime
from typing import Any
from urllib.error import URLError
from urllib.request import HTTPRedirectHandler, Request, build_opener

from videopipe import __version__
from videopipe.config.service import Hook
from videopipe.media.run import run_tool
from videopipe.model.errors import Stopped, VideopipeError
from videopipe.watch.deliveries import Deliveries, Delivery
from videopipe.watch.jobs import Event, Job
from videopipe.watch.ledger import InboxLedger

_log = logging.getLogger(__name__)

FIRST_PAUSE_S, LONGEST_PAUSE_S = 10.0, 3600.0
_TICK_S = 1.0
FAREWELL_S = 3.0
_MOST_SAID = 400
"""Characters of a failure that are kept."""

Send = Callable[[Hook, bytes, Callable[[], bool]], None]
"""Tell it; raises what went wrong, or Stopped once the third argument says so."""


class Courier:
    """Brings the ledger's events to one hook."""

    def __init__(
        self,
        hook: Hook,
        ledger: InboxLedger,
        deliveries: Deliveries,
        *,
        send: Send,
        stopped: Callable[[], bool],
        clock: Callable[[], float] = time.time,
    ) -> None:
        self._hook = hook
        self._ledger = ledger
        self._deliveries = deliveries
        self._send = send
        self._stopped = stopped
        self._clock = clock

    def round(self) -> bool:
        """Note what is new and try what is due; whether anything was tried."""
        self._note()
        delivery = self._deliveries.due(self._hook.name, self._clock())
        if delivery is None or self._stopped():
            return False
        self._try(delivery)
        return True

    def _note(self) -> None:
        seen = self._deliveries.seen(self._hook.name, self._ledger.newest_event())
        events = self._ledger.events_since(seen)
        if events:
            wanted = [event.number for event in events if event.state in self._hook.events]
            self._deliveries.note(self._hook.name, wanted, events[-1].number, self._clock())

    def _try(self, delivery: Delivery) -> None:
        body = self._body(delivery.event)
        if body is None:
            self._deliveries.mark(delivery, "given up", self._clock(), said="no longer in the ledger")
            return
        try:
            self._send(self._hook, body, self._stopped)
        except Stopped:
            return  # no attempt: it is told after the restart
        except Exception as problem:  # noqa: BLE001 - whatever a hook does stays with the hook
            self._failed(delivery, problem)
        else:
            self._deliveries.mark(delivery, "done", self._clock())

    def _failed(self, delivery: Delivery, problem: Exception) -> None:
        said = (problem.say("en") if isinstance(problem, VideopipeError) else str(problem))[-_MOST_SAID:]
        now, attempts = self._clock(), delivery.attempts + 1
        _log.warning("hook %s, event %d, attempt %d: %s", self._hook.name, delivery.event, attempts, said)
        if attempts >= self._hook.attempts:
            self._deliveries.mark(delivery, "given up", now, said=said)
        else:
            self._deliveries.mark(delivery, "waiting", now, next_s=now + pause_s(attempts), said=said)

    def _body(self, number: int) -> bytes | None:
        """None for an event whose job housekeeping has dropped since."""
        event = self._ledger.event(number)
        job = self._ledger.row(event.job) if event is not None else None
        if event is None or job is None:
            return None
        return json.dumps(event_facts(event, job), ensure_ascii=False).encode()


def pause_s(attempts: int) -> float:
    """After so many failed attempts."""
    return min(FIRST_PAUSE_S * 2.0 ** (attempts - 1), LONGEST_PAUSE_S)


def event_facts(event: Event, job: Job) -> Mapping[str, Any]:
    """What a hook is told. The job is told as it is now: a state may have followed on the event."""
    return {
        "event": event.state.value,
        "number": event.number,
        "at": datetime.fromtimestamp(event.at_s, UTC).isoformat(timespec="seconds"),
        "upload": {
            "id": job.id, "source": job.source, "place": job.place, "name": job.name, "version": job.version,
            "state": job.state.value, "sha256": job.identity,
        },
        "bundle": job.bundle or None,
        "refusal": asdict(job.refusal) if job.refusal is not None else None,
    }  # fmt: skip


# Sending.


def send(hook: Hook, body: bytes, stopped: Callable[[], bool]) -> None:
    """By program or by POST. Raises what went wrong."""
    if hook.command:
        run_tool(hook.command, stopped=stopped, timeout_s=float(hook.timeout), stdin=[body])
    else:
        _post(hook, body)


class _Stay(HTTPRedirectHandler):
    """A POST that is sent on elsewhere has not arrived."""

    def redirect_request(self, *_: Any, **__: Any) -> None:
        """Never."""


def _post(hook: Hook, body: bytes) -> None:
    headers = {"Content-Type": "application/json", "User-Agent": f"videopipe/{__version__}"}
    request = Request(hook.url, data=body, headers=headers)  # noqa: S310 - http or https: config/service.py
    try:
        with build_opener(_Stay).open(request, timeout=float(hook.timeout)) as answer:
            answer.read(1)
    except URLError as error:
        error.close() if hasattr(error, "close") else None
        raise


@contextmanager
def couriers(hooks: Sequence[Hook], ledger: InboxLedger, *, send: Send = send) -> Iterator[None]:
    """A thread for each hook, until the block ends and what is due has been tried, or FAREWELL_S have passed.

    A delivery that is under way then is not lost: it is told after the next start.
    """
    ending, over = threading.Event(), threading.Event()
    with Deliveries(ledger.path) as deliveries:
        threads = [
            threading.Thread(
                target=_deliver,
                args=(Courier(hook, ledger, deliveries, send=send, stopped=over.is_set), ending),
                name=f"hook-{hook.name}",
                daemon=True,
            )
            for hook in hooks
        ]
        for thread in threads:
            thread.start()
        try:
            yield
        finally:
            ending.set()
            _join(threads, FAREWELL_S)
            over.set()
            _join(threads, FAREWELL_S)  # a POST can't be called back: it ends with its time limit, or with us


def _join(threads: Sequence[threading.Thread], seconds: float) -> None:
    """All of them together may take so long."""
    until = time.monotonic() + seconds
    for thread in threads:
        thread.join(max(0.0, until - time.monotonic()))


def _deliver(courier: Courier, ending: threading.Event) -> None:
    while True:
        last = ending.is_set()
        try:
            busy = courier.round()
        except sqlite3.Error:
            _log.exception("hooks: the ledger could not be read or written; trying again")
            busy = False
        if last and not busy:
            return
        if not busy:
            ending.wait(_TICK_S)
