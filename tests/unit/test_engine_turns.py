"""Lanes that several runs share."""

import threading
from concurrent.futures import wait

import pytest

from videopipe.engine.lanes import width
from videopipe.engine.turns import open_shared_lanes


def test_a_free_worker_takes_the_first_in_rank_whoever_came_first() -> None:
    done: list[str] = []
    gate = threading.Event()
    with open_shared_lanes(1) as seats:
        late, soon = seats(1)["encode"], seats(0)["encode"]
        wait_first = late.submit(gate.wait, 5)
        waiting = [late.submit(done.append, f"late {number}") for number in range(2)]
        waiting += [soon.submit(done.append, f"soon {number}") for number in range(2)]
        gate.set()
        wait_first.result(5)
        wait(waiting, timeout=5)

    assert done == ["soon 0", "soon 1", "late 0", "late 1"]


def test_never_do_more_run_than_the_lane_is_wide() -> None:
    running, most, lock = 0, 0, threading.Lock()
    full = threading.Barrier(3)

    def work() -> None:
        nonlocal running, most
        with lock:
            running += 1
            most = max(most, running)
        full.wait(5)  # goes on only if three run at once
        with lock:
            running -= 1

    with open_shared_lanes(3) as seats:
        futures = [seats(rank)["light"].submit(work) for rank in range(12)]
        for future in futures:
            future.result(5)

    assert most == 3


def test_what_is_taken_back_is_never_begun_and_holds_nobody_up() -> None:
    gate = threading.Event()
    begun: list[int] = []
    with open_shared_lanes(1) as seats:
        first = seats(0)["encode"].submit(gate.wait, 5)
        doomed = seats(0)["encode"].submit(begun.append, 1)
        after = seats(1)["encode"].submit(lambda: "done")
        assert doomed.cancel()
        gate.set()
        assert first.result(5)
        assert after.result(5) == "done"

    assert begun == []


def test_an_error_goes_to_whoever_asked_and_the_worker_goes_on() -> None:
    with open_shared_lanes(1) as seats:
        lane = seats(0)["light"]
        with pytest.raises(ZeroDivisionError):
            lane.submit(lambda: 1 // 0).result(5)
        assert lane.submit(lambda: 7).result(5) == 7


def test_a_run_sees_how_wide_the_lane_is() -> None:
    with open_shared_lanes(5) as seats:
        assert {width(lane) for lane in seats(3).values()} == {5}
