"""Lanes that several runs share: who does the next task is decided when a worker is free, not when it was handed in."""

import heapq
import threading
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import Executor, Future, ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from videopipe.engine.lanes import open_lanes, width

Seats = Callable[[int], Mapping[str, Executor]]
"""The lanes as the run of that rank sees them; of what waits, the lowest rank goes first."""


@dataclass(order=True)
class _Waiting:
    rank: int
    number: int
    future: Future[Any] = field(compare=False)
    call: Callable[[], Any] = field(compare=False)


class Turns:
    """One lane and what waits for it."""

    def __init__(self, pool: ThreadPoolExecutor) -> None:
        self._pool = pool
        self.width = width(pool)
        self._lock = threading.Lock()
        self._waiting: list[_Waiting] = []
        self._count = 0
        self._running = 0

    def seat(self, rank: int) -> Executor:
        """The lane for a run of that rank."""
        return _Seat(self, rank)

    def hand_in(self, rank: int, call: Callable[[], Any]) -> Future[Any]:
        """What will come of `call`, when it is its turn."""
        future: Future[Any] = Future()
        with self._lock:
            self._count += 1
            heapq.heappush(self._waiting, _Waiting(rank, self._count, future, call))
        self._fill()
        return future

    def _fill(self) -> None:
        while (turn := self._next()) is not None:
            self._pool.submit(self._do, turn)

    def _next(self) -> _Waiting | None:
        """Whoever is first and wasn't taken back, if there is a worker; it counts as running from now on."""
        with self._lock:
            while self._waiting and self._running < self.width:
                turn = heapq.heappop(self._waiting)
                if turn.future.set_running_or_notify_cancel():
                    self._running += 1
                    return turn
        return None

    def _do(self, turn: _Waiting) -> None:
        try:
            turn.future.set_result(turn.call())
        except BaseException as problem:  # noqa: BLE001 (as every executor: what is raised belongs to the future)
            turn.future.set_exception(problem)
        finally:
            with self._lock:
                self._running -= 1
            self._fill()


class _Seat(Executor):
    """A lane as one run sees it."""

    def __init__(self, turns: Turns, rank: int) -> None:
        self._turns = turns
        self._rank = rank
        self._max_workers = turns.width  # as `lanes.width` asks

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        """As every executor does it."""
        return self._turns.hand_in(self._rank, lambda: fn(*args, **kwargs))


@contextmanager
def open_shared_lanes(jobs: int) -> Iterator[Seats]:
    """Lanes of `jobs` threads each, for runs that have all ended when the block does."""
    with open_lanes(jobs) as lanes:
        turns = {name: Turns(pool) for name, pool in lanes.items()}
        yield lambda rank: {name: each.seat(rank) for name, each in turns.items()}
