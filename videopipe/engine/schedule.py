"""Which task may start next. Unaware of executors, disks and clocks: only the order is known here."""

import heapq
from collections import defaultdict

from videopipe.engine.task import Plan, Task


class Schedule:
    """The plan as it shrinks: tasks wait, become ready, are handed out, are settled."""

    def __init__(self, plan: Plan) -> None:
        self._tasks = list(plan)
        self._rank = {task.key: rank for rank, task in enumerate(self._tasks)}
        # What isn't in the plan was made by an earlier one: nothing to wait for.
        self._unmet = {task.key: {need for need in task.needs if need in plan} for task in self._tasks}
        self._needed_by: defaultdict[str, list[str]] = defaultdict(list)
        self._ready: defaultdict[str, list[int]] = defaultdict(list)
        self._settled: set[str] = set()
        for task in self._tasks:
            for need in self._unmet[task.key]:
                self._needed_by[need].append(task.key)
            self._offer(task.key)

    def _offer(self, key: str) -> None:
        if not self._unmet[key]:
            rank = self._rank[key]
            heapq.heappush(self._ready[self._tasks[rank].lane], rank)

    def pop(self, lane: str) -> Task | None:
        """The first ready task of `lane` in plan order, handed out once; None if there is none now."""
        ready = self._ready[lane]
        while ready:
            task = self._tasks[heapq.heappop(ready)]
            if task.key not in self._settled:
                return task
        return None

    def succeeded(self, key: str) -> None:
        """Its outputs exist: what waited for them may be ready."""
        self._settled.add(key)
        for waiting in self._needed_by[key]:
            self._unmet[waiting].discard(key)
            self._offer(waiting)

    def failed(self, key: str) -> list[Task]:
        """Its outputs won't exist: the tasks that can't be done for that reason, in plan order."""
        self._settled.add(key)
        doomed: list[str] = []
        todo = [key]
        while todo:
            lost = [need for need in self._needed_by[todo.pop()] if need not in self._settled]
            self._settled.update(lost)
            doomed += lost
            todo += lost
        return [self._tasks[rank] for rank in sorted(self._rank[one] for one in doomed)]
