"""What a run would do and how long it would take, from history; starts nothing."""

import heapq
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from videopipe.engine.schedule import Schedule
from videopipe.engine.task import Plan, Task


@dataclass(frozen=True)
class Expected:
    """What would happen to one task."""

    task: Task
    cached: bool
    seconds: float | None
    """Of work; 0 if cached or of no cost, None if its recipe was never run here."""


@dataclass(frozen=True)
class Forecast:
    """What would happen to a plan."""

    seconds: float
    """From start to end, of what has a history."""
    tasks: tuple[Expected, ...]
    """In plan order."""

    @property
    def unknown(self) -> tuple[str, ...]:
        """Recipes that are to run and never ran here: what they take comes on top."""
        return tuple(dict.fromkeys(each.task.recipe for each in self.tasks if each.seconds is None))


def forecast(
    plan: Plan, store_has: Callable[[str], bool], rates: Mapping[str, float], widths: Mapping[str, int]
) -> Forecast:
    """The run of `plan` played through with `rates` (seconds per unit of cost, by recipe) and lane `widths`."""
    tasks = tuple(_expect(task, store_has(task.key), rates) for task in plan)
    return Forecast(_play(plan, tasks, widths), tasks)


def _expect(task: Task, cached: bool, rates: Mapping[str, float]) -> Expected:
    if cached or task.cost == 0:
        return Expected(task, cached, 0.0)
    rate = rates.get(task.recipe)
    return Expected(task, cached, None if rate is None else rate * task.cost)


def _play(plan: Plan, tasks: tuple[Expected, ...], widths: Mapping[str, int]) -> float:
    """Seconds until the last task ends, in plan order with as many at once as the lanes are wide."""
    schedule = Schedule(plan)
    seconds = {expected.task.key: expected.seconds or 0.0 for expected in tasks}
    lanes = {task.lane for task in plan}
    free = {lane: widths[lane] for lane in lanes}
    for expected in tasks:
        if expected.cached:
            schedule.succeeded(expected.task.key)
    now, running = 0.0, list[tuple[float, str]]()
    while True:
        for lane in lanes:
            while free[lane] and (task := schedule.pop(lane)):
                free[lane] -= 1
                heapq.heappush(running, (now + seconds[task.key], task.key))
        if not running:
            return now
        now, key = heapq.heappop(running)
        free[plan[key].lane] += 1
        schedule.succeeded(key)
