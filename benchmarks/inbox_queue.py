"""What the watcher itself takes for each upload of a long queue: `python -m benchmarks.inbox_queue [--uploads 500]`.

Uploads of which nobody makes films, so many and a tenth of them, one after the other. Told: seconds, milliseconds an
upload, and how many times more that is with the longer queue: a law of the square would show here.
"""

import argparse
import tempfile
import time
from pathlib import Path

from tests.uploads import PretendMaker, episode_files, write
from videopipe.config.service import Disk
from videopipe.engine.stop import Stop
from videopipe.watch.jobs import JobState
from videopipe.watch.loop import open_watcher, watch
from videopipe.watch.service import Service
from videopipe.watch.watcher import Settings


def work_off(uploads: int) -> float:
    """Seconds an upload."""
    with tempfile.TemporaryDirectory(prefix="inbox-queue-") as root:
        home = Path(root)
        inbox, out, work = home / "inbox", home / "out", home / "work"
        for number in range(uploads):
            write(inbox / f"{number:05}", episode_files(f"gz-{number:05}"))
        settings = Settings(settle=1, poll_s=1.0)
        with open_watcher(
            inbox, PretendMaker(out), out=out, work=work, stop=Stop(), settings=settings
        ) as watcher:
            service = Service(
                watcher.ledger, inbox=inbox, out=out, work=work, disk=Disk(pause_below_gb=0),
                every_s=settings.poll_s, wall=watcher.clock.wall,
            )  # fmt: skip
            began = time.perf_counter()
            rows = watch(watcher, service, once=True)
            took = time.perf_counter() - began
    assert [row.state for row in rows] == [JobState.PUBLISHED] * uploads
    return took / uploads


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--uploads", type=int, default=500)
    options = parser.parse_args()
    few = work_off(options.uploads // 10)
    many = work_off(options.uploads)
    print(f"{options.uploads // 10} uploads: {few * 1000:.0f} ms each")
    print(f"{options.uploads} uploads: {many * 1000:.0f} ms each, {many / few:.2f} times as much")


if __name__ == "__main__":
    main()
