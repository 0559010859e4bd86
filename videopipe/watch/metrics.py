"""The status as OpenMetrics: gauges, read anew each time."""

from collections.abc import Iterable, Sequence
from pathlib import Path

from prometheus_client.core import GaugeMetricFamily
from prometheus_client.openmetrics.exposition import CONTENT_TYPE_LATEST, generate_latest
from prometheus_client.registry import Collector, CollectorRegistry

from videopipe.watch.jobs import JobState
from videopipe.watch.room import free_bytes
from videopipe.watch.status import Status

CONTENT_TYPE = CONTENT_TYPE_LATEST


class _Reading(Collector):
    def __init__(self, status: Status, disks: Sequence[tuple[str, Path]]) -> None:
        self._status = status
        self._disks = disks

    def collect(self) -> Iterable[GaugeMetricFamily]:
        status = self._status
        jobs = GaugeMetricFamily("videopipe_jobs", "Uploads by state", labels=["state"])
        for state, count in status.counts.items():
            jobs.add_metric([state.value], count)
        yield jobs
        yield _gauge("videopipe_watcher_up", "1 while a watcher is at it", status.alive)
        yield _gauge("videopipe_paused", "1 while no new work is begun", status.paused is not None)
        waiting = [status.now_s - job.changed_s for job in status.in_state(JobState.QUEUED)]
        yield _gauge(
            "videopipe_queue_oldest_seconds", "How long the oldest queued upload has waited", max([0.0, *waiting])
        )  # fmt: skip
        late = [
            job
            for job in status.jobs
            if job.due_s is not None and not job.state.settled and job.due_s < status.now_s
        ]
        yield _gauge("videopipe_jobs_late", "Uploads not made though their time has come", len(late))
        hooks = GaugeMetricFamily("videopipe_hook_deliveries", "Events hooks were not told", labels=["state"])
        hooks.add_metric(["waiting"], status.undelivered)
        hooks.add_metric(["given_up"], status.given_up)
        yield hooks
        free = GaugeMetricFamily("videopipe_disk_free_bytes", "Free space", labels=["place"])
        for name, folder in self._disks:
            free.add_metric([name], free_bytes(folder))
        yield free


def _gauge(name: str, about: str, value: float) -> GaugeMetricFamily:
    return GaugeMetricFamily(name, about, value=float(value))


def exposition(status: Status, disks: Sequence[tuple[str, Path]]) -> bytes:
    """OpenMetrics 1.0 text; `disks` are (name, a folder on it)."""
    registry = CollectorRegistry()
    registry.register(_Reading(status, disks))
    text: bytes = generate_latest(registry)  # type: ignore[no-untyped-call]  # its package types all but this
    return text
