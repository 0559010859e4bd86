"""A batch: its order, and that what goes wrong with one episode stops no other."""

import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from itertools import pairwise
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from videopipe.app.batch import Ended, run_batch
from videopipe.app.produce import Produced, _require_writable
from videopipe.app.shop import Shop, open_shop
from videopipe.cli.progress import Quiet
from videopipe.config.series import NOTHING_COMMON, LoadedSeries, Scheduled, in_order
from videopipe.engine.stop import Stop
from videopipe.model.errors import FootageRefused, Stopped

NOON = datetime.fromisoformat("2019-05-10T12:00+08:00")


def wanted(name: str, priority: int = 0, hours: int | None = None) -> tuple[Path, Scheduled]:
    publish = NOON + timedelta(hours=hours) if hours is not None else None
    return Path(name), Scheduled(folder=name, priority=priority, publish=publish)


def series(*names: str) -> LoadedSeries:
    return LoadedSeries("series", (), NOTHING_COMMON, tuple(wanted(name) for name in names))


def produced(fresh: bool) -> Any:
    return SimpleNamespace(published=SimpleNamespace(fresh=fresh, path=Path("out/s/e/v1")))


def run(work: Path, names: list[str], make: Any, stop: Stop | None = None) -> dict[str, Any]:
    with open_shop(work, jobs=1, stop=stop or Stop(), watch=Quiet()) as shop:
        results = run_batch(series(*names), make, shop=shop, begin=lambda _: Quiet())
    assert [str(result.folder) for result in results] == names
    return {str(result.folder): result for result in results}


def test_what_is_more_urgent_comes_first() -> None:
    listed = (wanted("any time"), wanted("evening", hours=6), wanted("noon", hours=0), wanted("soon", 5, 9))

    assert [str(path) for path, _ in in_order(listed)] == ["soon", "noon", "evening", "any time"]


@given(st.lists(st.tuples(st.integers(-2, 2), st.none() | st.integers(0, 5)), max_size=12))
def test_an_order_loses_nothing_and_keeps_equals_as_listed(rows: list[tuple[int, int | None]]) -> None:
    listed = tuple(wanted(str(number), priority, hours) for number, (priority, hours) in enumerate(rows))
    ordered = in_order(listed)

    assert sorted(ordered, key=lambda entry: int(entry[0].name)) == list(listed)
    for before, after in pairwise(ordered):
        same = (before[1].priority, before[1].publish) == (after[1].priority, after[1].publish)
        assert before[1].priority >= after[1].priority
        assert not same or int(before[0].name) < int(after[0].name)


def test_a_failed_episode_and_a_bug_stop_no_other(tmp_path: Path) -> None:
    def make(folder: Path, _: Shop) -> Produced:
        if folder.name == "dark":
            raise FootageRefused
        if folder.name == "odd":
            raise ZeroDivisionError("nobody thought of this")
        return produced(fresh=folder.name == "new")  # type: ignore[no-any-return]

    results = run(tmp_path, ["dark", "odd", "new", "old"], make)

    assert {name: result.ended for name, result in results.items()} == {
        "dark": Ended.FAILED, "odd": Ended.FAILED, "new": Ended.PUBLISHED, "old": Ended.UNCHANGED,
    }  # fmt: skip
    assert isinstance(results["dark"].error, FootageRefused)
    assert "nobody thought of this" in results["odd"].traceback


def test_after_a_stop_nothing_more_is_begun(tmp_path: Path) -> None:
    stop, begun = Stop(), []

    def make(folder: Path, shop: Shop) -> Produced:
        begun.append(folder.name)
        stop.set()
        assert shop.stop.is_set()
        raise Stopped

    results = run(tmp_path, ["a", "b", "c", "d"], make, stop)

    assert {result.ended for result in results.values()} == {Ended.STOPPED}
    assert "d" not in begun


def test_two_are_open_at_a_time_on_the_same_lanes_and_the_first_wins(tmp_path: Path) -> None:
    done: list[str] = []
    both, gate = threading.Barrier(2), threading.Event()

    def make(folder: Path, shop: Shop) -> Produced:
        assert shop.shared is not None
        lane = shop.shared["encode"]
        if folder.name == "a":
            lane.submit(gate.wait, 5)  # the only worker is busy until both have handed in
        both.wait(5)
        if folder.name == "a":
            both.wait(5)
        waiting = lane.submit(done.append, folder.name)
        if folder.name == "b":
            both.wait(5)
        else:
            gate.set()
        waiting.result(5)
        return produced(fresh=True)  # type: ignore[no-any-return]

    run(tmp_path, ["a", "b"], make)

    assert done == ["a", "b"]


@pytest.mark.parametrize(
    ("hours_ago", "fresh", "late"), [(2, True, True), (2, False, False), (-2, True, False)]
)
def test_a_new_bundle_after_its_time_is_late(hours_ago: int, fresh: bool, late: bool, tmp_path: Path) -> None:
    publish = datetime.now().astimezone() - timedelta(hours=hours_ago)
    one = LoadedSeries("s", (), NOTHING_COMMON, ((Path("a"), Scheduled(folder="a", publish=publish)),))
    with open_shop(tmp_path, jobs=1, stop=Stop(), watch=Quiet()) as shop:
        (result,) = run_batch(one, lambda *_: produced(fresh), shop=shop, begin=lambda _: Quiet())

    assert (result.late_s > 7000) is late


def test_many_may_ask_at_once_whether_out_can_be_written_to(tmp_path: Path) -> None:
    with ThreadPoolExecutor(8) as pool:
        for asked in [pool.submit(_require_writable, tmp_path) for _ in range(400)]:
            asked.result(5)
