# ruff: noqa: T201 - a command line of its own
"""Kills the watcher of an inbox at random moments: `python -m tests.inbox_kills --times 50 --uploads 12 [--seed N]`.

Every upload lies in the inbox from the start. The watcher is started and killed (`kill -9`) again and again while
it works off the queue, then runs to the end. Its lives are as long as the work that is left allows, so that every
kill meets a watcher with something to do. Nothing may live on after a kill; in the end there is one bundle an
upload, verified, one note an upload, a sound ledger, and every original as it was sent.
"""

import argparse
import math
import random
import shutil
import signal
import sqlite3
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from tests.episodes import tiny_episode
from tests.kills import Moment, Stopped, running, strike
from tests.uploads import digest_of
from videopipe.config.service import Disk
from videopipe.engine.stop import Stop
from videopipe.stages.package.verify import verify_bundle
from videopipe.watch import loop
from videopipe.watch.jobs import JobState
from videopipe.watch.ledger import INBOX_FILE, InboxLedger
from videopipe.watch.loop import Wanted
from videopipe.watch.names import NOTE_PAGE
from videopipe.watch.watcher import Settings

LEASE_S = 2.0
"""Short, so that a restart needn't wait long for the lease of the one that was killed."""
GRACE_S = 5.0
"""On a machine with ten times more to do than it has cores, a guard may take seconds until its turn comes."""
PROFILE = """\
version: 1
title: 小样
fps: 25
layouts:
  wide: {width: 320, height: 180}
renditions:
  small: {layout: wide, width: 320, height: 180, text: burned}
encoding: {preset: ultrafast, longest_segment_s: 2}
graphics: {title_s: 1, closing_s: 1, question_card_s: 1, lower_third_s: 1}
clips: {rendition: small}
"""
WATCH = "import sys; from tests.inbox_kills import run_watcher; run_watcher(sys.argv[1])"


def run_watcher(home: str) -> None:
    """The program that is killed."""
    root = Path(home)
    settings = Settings(settle=1, poll_s=0.5, lease_s=LEASE_S)
    profiles, disk = (str(root / "tiny.yaml"),), Disk(pause_below_gb=0)
    wanted = Wanted(root / "inbox", root / "out", root / "work", profiles, None, settings, disk)
    loop.run_watcher(wanted, Stop(), once=True, begun=lambda: None)


@dataclass(frozen=True)
class Queue:
    """An inbox with uploads in it."""

    home: Path
    names: tuple[str, ...]

    @property
    def command(self) -> list[str]:
        """Of the watcher."""
        return [sys.executable, "-c", WATCH, str(self.home)]


def make_queue(home: Path, uploads: int, titles: int) -> Queue:
    """So many episodes of so many titles: every title has pictures to be drawn and encoded."""
    (home / "inbox").mkdir(parents=True)
    (home / "tiny.yaml").write_text(PROFILE, "utf-8")
    first = tiny_episode(home / "first")
    text = (first / "episode.yaml").read_text("utf-8")
    names = tuple(f"episode-{number:02}" for number in range(uploads))
    for number, name in enumerate(names):
        folder = shutil.copytree(first, home / "inbox" / name)
        changed = text.replace("id: tiny", f"id: {name}").replace(
            "老城市新活力", f"老城市新活力 {number % titles}"
        )
        (folder / "episode.yaml").write_text(changed, "utf-8")
    return Queue(home, names)


def run_to_end(queue: Queue) -> tuple[int, float, str]:
    """(exit code, seconds, log) of a watcher that nobody kills."""
    began = time.monotonic()
    with running(queue.command, queue.home, "end") as (child, log):
        code = child.wait()
        return code, time.monotonic() - began, log.read_text("utf-8")


@dataclass(frozen=True)
class Pace:
    """How quickly a watcher works, in seconds."""

    start: float
    """From its start to its first work, where another's lease has to lapse first."""
    upload: float

    def longest_life(self, left: int, kills: int) -> float:
        """So long that lives of random length up to it do the work of `left` uploads in so many kills, on average.

        A life of L seconds works for L - start; over lengths spread evenly up to M that is (M - start)^2 / 2M.
        """
        share = self.upload * left / kills
        return self.start + share + math.sqrt(share * (share + 2 * self.start))


def measure_pace(home: Path) -> Pace:
    """From a watcher with nothing to do, and one with two uploads."""
    _, idle, _ = run_to_end(make_queue(home / "idle", 0, 1))
    code, busy, log = run_to_end(make_queue(home / "busy", 2, 2))
    if code != 0:
        raise SystemExit(f"the undisturbed run ended with {code}:\n{log}")
    return Pace(idle + LEASE_S, (busy - idle) / 2)


def kill_over(queue: Queue, times: int, pace: Pace, rng: random.Random) -> Iterator[Stopped]:
    """Kill the watcher so many times, each at a random moment of its life."""
    for number in range(times):
        left = len(queue.names) - done(queue)
        # The last upload is kept back, so that there is work for the last kill.
        longest = pace.longest_life(max(left - 1, 0), times - number)
        moment = Moment(0, rng.uniform(0.05, longest))
        yield strike(queue.command, queue.home, signal.SIGKILL, moment, GRACE_S)


def done(queue: Queue) -> int:
    """How many bundles there are."""
    return len(list((queue.home / "out" / "test").glob("*/v1")))


def find_faults(queue: Queue, before: dict[str, str]) -> Iterator[str]:
    """What isn't as it should be, at the end."""
    for name in queue.names:
        versions = sorted((queue.home / "out" / "test" / name).glob("v*"))
        if [path.name for path in versions] != ["v1"]:
            yield f"{name}: {[path.name for path in versions]} instead of one version"
            continue
        yield from (
            f"{name}: {fault.path}: {fault.en}" for fault in verify_bundle(versions[0], stopped=lambda: False)
        )
        if digest_of(queue.home / "inbox" / name) != before[name]:
            yield f"{name}: the original was changed"
        if not (queue.home / "inbox" / f"{name}{NOTE_PAGE}").is_file():
            yield f"{name}: no note"
    yield from _ledger_faults(queue)
    left = [*(queue.home / "work" / "inbox").glob("*"), *(queue.home / "out").rglob(".staging-*")]
    yield from (f"left behind: {path.name}" for path in left)


def _ledger_faults(queue: Queue) -> Iterator[str]:
    path = queue.home / "work" / INBOX_FILE
    with InboxLedger(path) as ledger:
        rows = ledger.rows()
    if sorted(row.name for row in rows) != sorted(queue.names):
        yield f"rows: {[row.name for row in rows]}"
    yield from (f"{row.name}: {row.state}" for row in rows if row.state is not JobState.PUBLISHED)
    db = sqlite3.connect(path)
    (sound,) = db.execute("PRAGMA integrity_check").fetchone()
    db.close()
    if sound != "ok":
        yield f"ledger: {sound}"


def digests(queue: Queue) -> dict[str, str]:
    """Of the originals."""
    return {name: digest_of(queue.home / "inbox" / name) for name in queue.names}


def main() -> int:
    """The command line; 1 if anything was wrong."""
    parser = argparse.ArgumentParser(prog="python -m tests.inbox_kills", description=__doc__)
    parser.add_argument("--times", type=int, default=50)
    parser.add_argument("--uploads", type=int, default=12)
    parser.add_argument("--seed", type=int, default=None)
    options = parser.parse_args()
    seed = options.seed if options.seed is not None else random.randrange(10**6)
    print(f"seed {seed}", flush=True)
    with tempfile.TemporaryDirectory(prefix="inbox-kills-") as root:
        pace = measure_pace(Path(root) / "pace")
        print(f"ready after {pace.start:.1f} s, an upload takes {pace.upload:.1f} s", flush=True)
        queue = make_queue(Path(root) / "queue", options.uploads, options.uploads)
        before, faults, met = digests(queue), list[str](), 0
        for number, end in enumerate(kill_over(queue, options.times, pace, random.Random(seed)), 1):
            met += end.code == -signal.SIGKILL
            print(
                f"kill {number}: code {end.code}, {len(end.victims)} processes, {done(queue)} bundles so far",
                flush=True,
            )
            faults += [f"kill {number}: alive: {command}" for command in end.survivors]
        code, last, log = run_to_end(queue)
        print(f"the last run took {last:.1f} s")
        faults += [] if code == 0 else [f"the last run ended with {code}: {log[-1000:]}"]
        faults += find_faults(queue, before)
    for fault in faults:
        print(f"    {fault}")
    print(
        f"{met} of {options.times} kills met a watcher, over {options.uploads} uploads: {len(faults)} faults"
    )
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
