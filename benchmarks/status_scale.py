"""How long `videopipe status` takes with many jobs in the ledger: `python -m benchmarks.status_scale [JOBS]`.

The limit is half a second at 1,000 jobs, from the shell's point of view: start of Python included.
"""

import subprocess
import sys
import tempfile
import time
from pathlib import Path

from videopipe.model.findings import Words
from videopipe.watch.jobs import JobState, Refusal
from videopipe.watch.ledger import INBOX_FILE, InboxLedger, Lease
from videopipe.watch.status import read_status

LIMIT_S = 0.5
TIMES = 5


def fill(work: Path, jobs: int) -> None:
    """A ledger of that many jobs: most are published, the rest in all states."""
    lease = Lease("boot", "benchmark")
    refusal = Refusal(
        "raw/A001.mp4", Words("it ends early", "文件不完整"), Words("send it again", "请重新上传")
    )
    with InboxLedger(work / INBOX_FILE) as ledger:
        for number in range(jobs):
            now = 1_557_500_000.0 + number
            waits = number % 50 == 0
            job = ledger.receive(
                "/srv/inbox", f"第{number:04d}期访谈", "folder", now, state=JobState.QUEUED, priority=-waits
            )
            if waits:
                continue
            ledger.take(lease, now=now, beat=now, place="/srv/inbox")
            if number % 20 == 0:
                ledger.settle(job.id, lease, JobState.REFUSED, now, refusal=refusal)
            else:
                ledger.settle(job.id, lease, JobState.PUBLISHED, now, bundle=f"/srv/out/gd/{number}/v1")


def seconds(command: list[str]) -> float:
    """The quickest of a few runs."""
    took = []
    for _ in range(TIMES):
        began = time.monotonic()
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
        took.append(time.monotonic() - began)
    return min(took)


def main() -> int:
    """1 if it takes too long."""
    jobs = int(sys.argv[1]) if len(sys.argv) > 1 else 1000
    with tempfile.TemporaryDirectory() as folder:
        work = Path(folder)
        fill(work, jobs)
        began = time.process_time()
        assert len(read_status(work, time.time()).jobs) == jobs
        reading = time.process_time() - began
        base = [sys.executable, "-m", "videopipe", "status", "--work", str(work)]
        table, facts = seconds(base), seconds([*base, "--json"])
    print(f"{jobs} jobs: reading {reading:.3f} s CPU; status {table:.2f} s, status --json {facts:.2f} s")
    return int(max(table, facts) > LIMIT_S)


if __name__ == "__main__":
    sys.exit(main())
