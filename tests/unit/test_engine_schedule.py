"""The order of work, and how long it will take: literals only."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.unit.test_engine_task import a_task
from videopipe.engine.forecast import forecast
from videopipe.engine.schedule import Schedule
from videopipe.engine.task import Plan, Task


@st.composite
def plans(draw: st.DrawFn) -> Plan:
    """Up to ten tasks, each needing some of those before."""
    tasks: list[Task] = []
    for n in range(draw(st.integers(1, 10))):
        needs = draw(st.lists(st.sampled_from(tasks), max_size=3, unique=True)) if tasks else []
        lane = draw(st.sampled_from(["encode", "light"]))
        tasks.append(a_task(str(n), *needs, recipe=lane, lane=lane, cost=draw(st.integers(0, 5))))
    return Plan(tasks)


def test_ready_tasks_come_in_plan_order_once() -> None:
    a, b = a_task("a"), a_task("b")
    schedule = Schedule(Plan([a, b, a_task("c", a)]))
    assert [schedule.pop("light"), schedule.pop("light"), schedule.pop("light")] == [a, b, None]


def test_a_task_is_ready_when_the_last_of_its_needs_is() -> None:
    a, b = a_task("a"), a_task("b")
    c = a_task("c", a, b, lane="encode")
    schedule = Schedule(Plan([a, b, c]))
    schedule.succeeded(a.key)
    assert schedule.pop("encode") is None
    schedule.succeeded(b.key)
    assert schedule.pop("encode") is c


def test_a_failure_dooms_what_needs_it_and_nothing_else() -> None:
    a, b = a_task("a"), a_task("b")
    on_a, on_b = a_task("on a", a), a_task("on b", b)
    on_both = a_task("on both", on_a, on_b)
    schedule = Schedule(Plan([a, b, on_a, on_b, on_both]))
    assert schedule.failed(a.key) == [on_a, on_both]
    schedule.succeeded(b.key)
    assert schedule.pop("light") is on_b
    schedule.succeeded(on_b.key)
    assert schedule.pop("light") is None


def test_a_failure_does_not_reach_past_what_is_there_already() -> None:
    a = a_task("a")
    b = a_task("b", a)
    c = a_task("c", b)
    schedule = Schedule(Plan([a, b, c]))
    schedule.succeeded(b.key)
    assert schedule.failed(a.key) == []


def test_what_an_earlier_plan_made_is_not_waited_for() -> None:
    later = a_task("later", a_task("elsewhere"))
    assert Schedule(Plan([later])).pop("light") is later


def test_what_was_never_run_here_is_named_beside_the_total_of_the_rest() -> None:
    known, unknown = a_task("k", recipe="k", cost=2), a_task("u", recipe="u", cost=1)
    found = forecast(Plan([known, unknown]), lambda _: False, {"k": 1.5}, {"light": 1})
    assert (found.seconds, found.unknown) == (3.0, ("u",))
    assert [expected.seconds for expected in found.tasks] == [3.0, None]


def test_what_is_cached_takes_no_time_and_needs_no_history() -> None:
    known, cached = a_task("k", recipe="k", cost=2), a_task("c", recipe="c", cost=9)
    found = forecast(Plan([known, cached]), {cached.key}.__contains__, {"k": 1.5}, {"light": 1})
    assert (found.seconds, found.unknown) == (3.0, ())
    assert [expected.cached for expected in found.tasks] == [False, True]


def test_what_is_cached_keeps_nobody_waiting_for_what_it_was_made_from() -> None:
    source = a_task("source", recipe="r", cost=5)
    cached = a_task("cached", source)
    on_cached = a_task("on cached", cached, recipe="r", cost=1)
    plan = Plan([source, cached, on_cached])
    assert forecast(plan, {cached.key}.__contains__, {"r": 1.0}, {"light": 2}).seconds == 5.0


@pytest.mark.parametrize(("width", "seconds"), [(1, 9.0), (2, 6.0), (9, 4.0)])
def test_a_forecast_counts_the_width_of_a_lane(width: int, seconds: float) -> None:
    tasks = [a_task(str(cost), recipe="r", cost=cost) for cost in (2, 3, 4)]
    assert forecast(Plan(tasks), lambda _: False, {"r": 1.0}, {"light": width}).seconds == seconds


def test_a_chain_takes_its_sum_however_wide_the_lanes() -> None:
    a = a_task("a", recipe="r", cost=2)
    b = a_task("b", a, recipe="r", cost=3, lane="encode")
    assert forecast(Plan([a, b]), lambda _: False, {"r": 2.0}, {"light": 9, "encode": 9}).seconds == 10.0


@given(plans(), st.integers(1, 3))
def test_a_forecast_lies_between_the_busiest_lane_and_one_after_the_other(plan: Plan, width: int) -> None:
    found = forecast(plan, lambda _: False, {"encode": 1.0, "light": 1.0}, {"encode": width, "light": width})
    work = {lane: sum(task.cost for task in plan if task.lane == lane) for lane in ("encode", "light")}
    assert found.unknown == ()
    assert max(work.values()) / width <= found.seconds <= sum(work.values())
