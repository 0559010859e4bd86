"""How long the watcher of a large inbox takes to look at it: `python benchmarks/inbox_scale.py [--files 100000]`.

The inbox: published episodes with 500 files each, in folders of the nine cities, and a ledger with a row for each
and 1,000 in all. Told: seconds a poll (median and worst of ten), how long until an upload that has just come has its
note, how long it takes to read the ledger, and the most memory that the process had.
"""

import argparse
import resource
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from videopipe.config.cities import CITIES
from videopipe.engine.stop import Stop
from videopipe.watch.inbox import open_inbox
from videopipe.watch.jobs import JobState
from videopipe.watch.ledger import INBOX_FILE, InboxLedger
from videopipe.watch.loop import this_process
from videopipe.watch.make import Made, Tell
from videopipe.watch.scan import scan
from videopipe.watch.uploads import find_uploads
from videopipe.watch.watcher import OWN_FOLDERS, Watcher

PER_UPLOAD = 500
ROWS = 1_000
POLLS = 10


def fill(inbox: Path, files: int) -> None:
    """So many files, in episode folders."""
    for number in range(files // PER_UPLOAD):
        folder = inbox / CITIES[number % len(CITIES)].zh / f"episode-{number:04}"
        (folder / "raw").mkdir(parents=True)
        (folder / "episode.yaml").write_text("version: 1\n")
        for index in range(PER_UPLOAD - 1):
            (folder / "raw" / f"photo-{index:05}.jpg").touch()


def settle_all(inbox: Path, ledger: InboxLedger) -> None:
    """A published row for every upload, and older ones up to `ROWS`."""
    lease = this_process()
    for name, upload in find_uploads(scan(inbox, OWN_FOLDERS)).items():
        row = ledger.receive(str(inbox), name, "folder", 1.0, state=JobState.QUEUED)
        ledger.mark(row.id, stamp=upload.stamp)
        ledger.take(lease, now=2.0, beat=2.0)
        ledger.settle(row.id, lease, JobState.PUBLISHED, 3.0, bundle="/out/v1")
    for number in range(ROWS - len(ledger.rows())):
        row = ledger.receive(str(inbox), f"gone/{number}", "folder", 1.0, state=JobState.QUEUED)
        ledger.take(lease, now=2.0, beat=2.0)
        ledger.settle(row.id, lease, JobState.PUBLISHED, 3.0, bundle="/out/v1")


def nobody(folder: Path, tell: Tell, stop: Stop) -> Made:
    """Nothing is made here."""
    raise NotImplementedError


@dataclass(frozen=True)
class Took:
    """Seconds by the clock, and of the processor: they differ where others work on the same machine."""

    wall: float
    cpu: float

    def __str__(self) -> str:
        return f"{self.wall:.2f} s ({self.cpu:.2f} s of processor)"


def timed(action: Callable[[], object]) -> Took:
    """What calling it takes."""
    wall, cpu = time.perf_counter(), time.process_time()
    action()
    return Took(time.perf_counter() - wall, time.process_time() - cpu)


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--files", type=int, default=100_000)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="inbox-scale-") as root:
        inbox, work, out = (Path(root) / name for name in ("inbox", "work", "out"))
        inbox.mkdir()
        fill(inbox, options.files)
        with InboxLedger(work / INBOX_FILE) as ledger:
            settle_all(inbox, ledger)
            place = open_inbox(inbox, ledger)
            watcher = Watcher(place, ledger, nobody, out=out, work=work, lease=this_process(), stop=Stop())
            print(f"{options.files} files, {len(ledger.rows())} rows")
            print(f"first poll, which writes the notes: {timed(watcher.poll)}")
            polls = [timed(watcher.poll) for _ in range(POLLS)]
            polls.sort(key=lambda each: each.wall)
            print(f"poll: median {polls[POLLS // 2]}, worst {polls[-1]}")
            (inbox / "深圳" / "new" / "raw").mkdir(parents=True)
            (inbox / "深圳" / "new" / "episode.yaml").write_text("version: 1\n")
            took = timed(watcher.poll)
            noted = (inbox / "深圳" / "new.状态.html").is_file()
            print(f"a new upload has its note after one poll: {noted}, {took}")
            print(f"reading the ledger: {timed(ledger.rows)}")
        most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        print(f"memory at most: {most:.0f} MB")


if __name__ == "__main__":
    main()
