"""Where everything stands: one reading of the ledgers, for the terminal, the status pages and the metrics."""

from collections import Counter
from collections.abc import Mapping
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from videopipe.app.shop import LEDGER_FILE
from videopipe.engine.ledger import Ledger, TaskRecord
from videopipe.model.findings import Words
from videopipe.watch.deliveries import Deliveries, Delivery
from videopipe.watch.jobs import Job, JobState
from videopipe.watch.ledger import INBOX_FILE, InboxLedger
from videopipe.watch.pulse import Pulse, read_pulse

STATES: Mapping[JobState, Words] = {
    JobState.PROCESSING: Words("being made", "制作中"),
    JobState.QUEUED: Words("queued", "排队"),
    JobState.WAITING: Words("waiting", "等待"),
    JobState.RECEIVED: Words("received", "已收到"),
    JobState.REFUSED: Words("refused", "已退回"),
    JobState.FAILED: Words("failed", "失败"),
    JobState.PUBLISHED: Words("published", "已发布"),
}
"""For those who run the service, in the order in which they ask."""


@dataclass(frozen=True)
class Status:
    """One moment."""

    now_s: float
    pulse: Pulse | None
    jobs: tuple[Job, ...]
    """All of them, oldest first."""
    undelivered: int
    """Events that hooks are still to be told."""
    given_up: int

    @property
    def counts(self) -> Mapping[JobState, int]:
        """Jobs by state, every state named."""
        counted = Counter(job.state for job in self.jobs)
        return {state: counted[state] for state in STATES}

    @property
    def alive(self) -> bool:
        """Whether a watcher is at it."""
        return self.pulse is not None and self.pulse.is_alive(self.now_s)

    @property
    def paused(self) -> Words | None:
        """Why no new work is begun."""
        return self.pulse.paused if self.pulse is not None and self.alive else None

    @property
    def wanting(self) -> tuple[Job, ...]:
        """Refused or failed, and nothing newer has come under that name: somebody must do something."""
        last = {(job.source, job.place, job.name): job.id for job in self.jobs}
        given_up = self.in_state(JobState.REFUSED, JobState.FAILED)
        return tuple(job for job in given_up if last[job.source, job.place, job.name] == job.id)

    def in_state(self, *states: JobState) -> tuple[Job, ...]:
        """Those of these states; the next in the queue first, then the last that changed."""
        found = [job for job in self.jobs if job.state in states]
        return tuple(sorted(found, key=_place))


def _place(job: Job) -> tuple[Any, ...]:
    if job.state is JobState.QUEUED:
        return (0, -job.priority, job.due_s is None, job.due_s or 0.0, job.id)
    return (1, -job.changed_s, job.id)


@dataclass(frozen=True)
class JobStatus:
    """All that is known of one job."""

    job: Job
    times: tuple[tuple[JobState, float], ...]
    stages: tuple[tuple[str, float, int], ...]
    """(stage, seconds that its tasks took, how many were made), longest first."""
    tasks: tuple[TaskRecord, ...]
    """The last ones, newest first."""
    deliveries: tuple[Delivery, ...]


def read_status(work: Path, now: float) -> Status:
    """Nothing is written or made; a work folder without a ledger has no jobs."""
    pulse = read_pulse(work)
    file = work / INBOX_FILE
    if not file.is_file():
        return Status(now, pulse, (), 0, 0)
    with InboxLedger(file) as ledger, Deliveries(file) as deliveries:
        told = deliveries.counts()
        return Status(now, pulse, ledger.rows(), told.get("waiting", 0), told.get("given up", 0))


def read_job(work: Path, number: int) -> JobStatus | None:
    """One job with its history; None if there is none of that number."""
    file = work / INBOX_FILE
    if not file.is_file():
        return None
    with ExitStack() as stack:
        ledger = stack.enter_context(InboxLedger(file))
        job = ledger.row(number)
        if job is None:
            return None
        deliveries = stack.enter_context(Deliveries(file))
        runs = stack.enter_context(Ledger(work / LEDGER_FILE, readonly=True))
        times = ledger.times(number)
        events = {event.number for event in ledger.events_since() if event.job == number}
        told = tuple(row for row in deliveries.rows() if row.event in events)
        tasks = runs.tasks(job.subject, times[0][1]) if times and job.subject else ()
        return JobStatus(job, times, _stages(tasks), tasks[:200], told)


def _stages(tasks: tuple[TaskRecord, ...]) -> tuple[tuple[str, float, int], ...]:
    seconds: Counter[str] = Counter()
    made: Counter[str] = Counter()
    for task in tasks:
        stage = task.label.partition("/")[0]
        seconds[stage] += task.seconds  # type: ignore[assignment]  # a Counter of floats
        made[stage] += task.state.value == "ran"
    return tuple((stage, float(spent), made[stage]) for stage, spent in seconds.most_common() if spent)


def status_facts(status: Status) -> dict[str, Any]:
    """For programs."""
    pulse = status.pulse
    return {
        "at": clock(status.now_s),
        "watcher": {"alive": status.alive, "inbox": pulse.inbox, "last_seen": clock(pulse.at_s)} if pulse else None,
        "paused": _words(status.paused),
        "counts": {state.value: count for state, count in status.counts.items()},
        "hooks": {"waiting": status.undelivered, "given_up": status.given_up},
        "jobs": [job_facts(job) for job in status.jobs],
    }  # fmt: skip


def job_facts(job: Job) -> dict[str, Any]:
    """For programs."""
    refusal = job.refusal
    return {
        "id": job.id, "source": job.source, "place": job.place, "name": job.name, "version": job.version,
        "state": job.state.value, "stage": job.stage, "percent": job.percent, "priority": job.priority,
        "due": clock(job.due_s) if job.due_s is not None else None, "sha256": job.identity,
        "bundle": job.bundle, "received": clock(job.received_s), "changed": clock(job.changed_s),
        "waits": [_words(words) for words in job.waits],
        "refusal": {"file": refusal.file, "fault": _words(refusal.fault), "remedy": _words(refusal.remedy)}
        if refusal is not None else None,
    }  # fmt: skip


def _words(words: Words | None) -> dict[str, str] | None:
    return {"en": words.en, "zh": words.zh} if words is not None else None


def clock(at_s: float) -> str:
    """ISO 8601, UTC."""
    return datetime.fromtimestamp(at_s, UTC).isoformat(timespec="seconds")
