"""Where tasks run on this machine: threads, since each mostly waits for a process of its own."""

from collections.abc import Iterator, Mapping
from concurrent.futures import Executor, ThreadPoolExecutor
from contextlib import ExitStack, contextmanager

LANES = ("encode", "light")

_WIDTH_UNKNOWN = 32
"""A cluster's executor doesn't say how wide it is; this many keep a rack of machines busy."""


@contextmanager
def open_lanes(jobs: int) -> Iterator[Mapping[str, ThreadPoolExecutor]]:
    """Lanes of `jobs` threads each; leaving waits for what runs and drops what hasn't begun."""
    with ExitStack() as stack:
        lanes = {lane: ThreadPoolExecutor(jobs, thread_name_prefix=lane) for lane in LANES}
        for lane in lanes.values():
            stack.callback(lane.shutdown, wait=True, cancel_futures=True)
        yield lanes


def width(lane: Executor) -> int:
    """How many tasks a lane does at once."""
    # Both pools of the standard library call it so; there is no public name.
    return int(getattr(lane, "_max_workers", _WIDTH_UNKNOWN))
