"""How long a piece of work takes, and how much memory it and everything it starts hold at once."""

import multiprocessing
import os
import subprocess
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

SAMPLE_S = 0.2
PAGE_BYTES = os.sysconf("SC_PAGE_SIZE")


@dataclass(frozen=True)
class Usage:
    """What a piece of work took."""

    seconds: float
    peak_bytes: int
    """Sum of the resident sizes of the whole process tree, at its highest; sampled every `SAMPLE_S`."""


class Failed(RuntimeError):
    """The work ended badly: a figure for it would mean nothing."""


def measure_command(argv: Sequence[str], log: Path) -> Usage:
    """Run a program to its end; what it says goes into `log`. Raises Failed."""
    with log.open("wb") as file:
        began = time.monotonic()
        child = subprocess.Popen(argv, stdin=subprocess.DEVNULL, stdout=file, stderr=file)
        usage = _watch(child.pid, began, child.wait)
    if child.returncode != 0:
        raise Failed(f"{argv[0]} ended with {child.returncode}, see {log}")
    return usage


def measure_call(work: Callable[..., None], *arguments: Any) -> Usage:
    """Call a function in a process of its own; the time counts from before the process starts. Raises Failed."""
    child = multiprocessing.get_context("spawn").Process(target=work, args=arguments)
    began = time.monotonic()
    child.start()
    usage = _watch(child.pid or 0, began, child.join)
    if child.exitcode != 0:
        raise Failed(f"{work.__module__}.{work.__name__} ended with {child.exitcode}")
    return usage


def _watch(pid: int, began: float, wait: Callable[[], object]) -> Usage:
    over, peaks = threading.Event(), [0]

    def sample() -> None:
        while not over.wait(SAMPLE_S):
            peaks.append(tree_bytes(pid))

    sampler = threading.Thread(target=sample)
    sampler.start()
    wait()
    seconds = time.monotonic() - began
    over.set()
    sampler.join()
    return Usage(seconds, max(peaks))


def tree_bytes(root: int) -> int:
    """Resident memory of a process and all its descendants; what two of them share counts twice."""
    parents, sizes = _processes()
    return sum(size for pid, size in sizes.items() if _descends(pid, root, parents))


def _processes() -> tuple[dict[int, int], dict[int, int]]:
    """(parent, resident bytes) of every process, by pid. See proc_pid_stat(5) for the fields."""
    parents, sizes = {}, {}
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            fields = (folder / "stat").read_text("utf-8", "replace").rpartition(")")[2].split()
        except OSError:
            continue
        parents[int(folder.name)] = int(fields[1])
        sizes[int(folder.name)] = int(fields[21]) * PAGE_BYTES
    return parents, sizes


def _descends(pid: int, root: int, parents: dict[int, int]) -> bool:
    while pid not in (0, root):
        pid = parents.get(pid, 0)
    return pid == root
