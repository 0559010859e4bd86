# ruff: noqa: T201 - a command line of its own
"""Uploads of every kind for a long time, while the watcher is killed: `python -m tests.soak --minutes 30 [--seed N]`.

Good uploads come at once, in pieces with long breaks, zipped, again, changed; bad ones with a misspelt key, a torn
film or a wrong checksum. The watcher is killed (`kill -9`) at random moments and started again; once, a third of
the way, the disk is full for a while. The maker only pretends to make films, so that there are many. In the end
every good upload must be a bundle of its last content, every bad one refused, each with one note, none twice.
"""

import argparse
import random
import signal
import sys
import tempfile
import time
import uuid
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from tests.kills import running
from tests.uploads import PretendMaker, digest_files, episode_files, film, sums_of, write, zipped
from videopipe.config.service import Disk
from videopipe.engine.stop import Stop
from videopipe.watch.jobs import Job, JobState
from videopipe.watch.ledger import INBOX_FILE, InboxLedger
from videopipe.watch.loop import open_watcher, watch
from videopipe.watch.make import Made, Tell
from videopipe.watch.names import NOTE_PAGE
from videopipe.watch.service import Service
from videopipe.watch.watcher import Settings

WATCH = "import sys; from tests.soak import run_watcher; run_watcher(sys.argv[1])"
SETTLED = (JobState.PUBLISHED, JobState.REFUSED)
LEASE_S = 2.0
PATIENCE_S = 60.0
"""After the uploads end: the watcher goes on for as long as something becomes of one in this time."""


class Slow(PretendMaker):
    """Takes a while, and runs into the end of the disk as long as `full` is there."""

    def __init__(self, home: Path) -> None:
        super().__init__(home / "out")
        self._full = home / "full"

    def __call__(self, folder: Path, tell: Tell, stop: Stop) -> Made:
        time.sleep(random.uniform(0.02, 0.5))
        if self._full.exists():
            with Path("/dev/full").open("wb", buffering=0) as disk:
                disk.write(b"x")
        return super().__call__(folder, tell, stop)


def run_watcher(home: str) -> None:
    """The program that is killed."""
    root = Path(home)
    settings = Settings(settle=2, poll_s=0.4, lease_s=LEASE_S)
    with open_watcher(
        root / "inbox", Slow(root), out=root / "out", work=root / "work", stop=Stop(), settings=settings
    ) as watcher:
        service = Service(
            watcher.ledger, inbox=root / "inbox", out=root / "out", work=root / "work",
            disk=Disk(pause_below_gb=0), every_s=settings.poll_s, wall=watcher.clock.wall,
        )  # fmt: skip
        watch(watcher, service)


@dataclass
class Uploader:
    """Sends things, and remembers what must come of them."""

    inbox: Path
    rng: random.Random
    good: dict[str, str] = field(default_factory=dict)
    """Name to the digest of its last content."""
    bad: set[str] = field(default_factory=set)
    intended: set[str] = field(default_factory=set)
    """Digests of everything that was ever complete."""
    later: list[Callable[[], None]] = field(default_factory=list)
    did: Counter[str] = field(default_factory=Counter)
    _number: int = 0

    def act(self) -> None:
        """One thing more."""
        deeds = (
            self.at_once, self.in_pieces, self.zipped, self.changed, self.misspelt, self.torn, self.wrong_sum, self.go_on,
        )  # fmt: skip
        deed = self.rng.choice(deeds)
        self.did[deed.__name__] += 1
        deed()

    def _name(self) -> str:
        self._number += 1
        return f"upload-{self._number:04}"

    def _promise(self, name: str, files: dict[str, bytes]) -> None:
        self.good[name] = digest_files(files)
        self.intended.add(self.good[name])

    def at_once(self) -> None:
        """A whole folder."""
        name = self._name()
        files = episode_files(name)
        write(self.inbox / name, files)
        self._promise(name, files)

    def in_pieces(self) -> None:
        """Half a film now, the rest some time."""
        name = self._name()
        files = episode_files(name)
        whole = files["raw/A001.mp4"]
        write(self.inbox / name, {**files, "raw/A001.mp4": whole[: self.rng.randrange(len(whole) - 4)]})
        self._promise(name, files)
        self.later.append(lambda: write(self.inbox / name, {"raw/A001.mp4": whole}))

    def zipped(self) -> None:
        """The same as a zip, which arrives in two parts."""
        name = self._name()
        files = episode_files(name)
        raw, path = zipped(files), self.inbox / f"{name}.zip"
        path.write_bytes(raw[: len(raw) // 2])
        self._promise(path.name, files)
        self.later.append(lambda: write(self.inbox, {path.name: raw}))

    def changed(self) -> None:
        """New content under an old name."""
        folders = [name for name in self.good if not name.endswith(".zip") and (self.inbox / name).is_dir()]
        if not folders or self.later:  # what is still on its way isn't changed as well
            return self.at_once()
        name = self.rng.choice(folders)
        files = episode_files(name, film_text=str(self.rng.random()))
        write(self.inbox / name, files)
        return self._promise(name, files)

    def misspelt(self) -> None:
        """A key that nobody knows."""
        name = self._name()
        files = episode_files(name)
        write(self.inbox / name, {**files, "episode.yaml": files["episode.yaml"] + b"titel: x\n"})
        self.bad.add(name)

    def torn(self) -> None:
        """Half a film, and the sender says that all is there."""
        name = self._name()
        write(self.inbox / name, {**episode_files(name), "raw/A001.mp4": film(name)[:-50], ".done": b""})
        self.bad.add(name)

    def wrong_sum(self) -> None:
        """A list of another film."""
        name = self._name()
        files = episode_files(name)
        sums = sums_of({**files, "raw/A001.mp4": b"another"})
        write(self.inbox / name, {**files, "md5sums.txt": sums})
        self.bad.add(name)

    def go_on(self) -> None:
        """The rest of what came in pieces."""
        if self.later:
            self.later.pop(self.rng.randrange(len(self.later)))()

    def finish(self) -> None:
        """All that is still to come."""
        while self.later:
            self.later.pop()()


def soak(home: Path, seconds: float, rng: random.Random, full_disk: bool = True) -> tuple[Uploader, int]:
    """Uploads and kills for so long; (who sent what, how often the watcher was killed)."""
    (home / "inbox").mkdir()
    sender, kills, began = Uploader(home / "inbox", rng), 0, time.monotonic()
    while (gone := time.monotonic() - began) < seconds:
        with running([sys.executable, "-c", WATCH, str(home)], home, uuid.uuid4().hex) as (child, _log):
            until = time.monotonic() + rng.uniform(1, 30)
            while time.monotonic() < min(until, began + seconds):
                sender.act()
                if full_disk:
                    _fill_disk(home, gone / seconds)
                time.sleep(rng.uniform(0.05, 1.0))
                gone = time.monotonic() - began
            child.send_signal(signal.SIGKILL)
            kills += 1
    (home / "full").unlink(missing_ok=True)
    sender.finish()
    with running([sys.executable, "-c", WATCH, str(home)], home, uuid.uuid4().hex):
        _await_end(home, sender)
    return sender, kills


def _fill_disk(home: Path, share: float) -> None:
    """Full from a third of the time on, for a tenth of it."""
    if 0.33 <= share < 0.43:
        (home / "full").touch()
    else:
        (home / "full").unlink(missing_ok=True)


def _await_end(home: Path, sender: Uploader) -> None:
    until, open_before = time.monotonic() + PATIENCE_S, -1
    while time.monotonic() < until:
        rows = _rows(home)
        # The content under a name may be a newer one than that of its last row.
        wrong = len(_wrong(home, sender, rows))
        if len(rows) == len(sender.good) + len(sender.bad) and not wrong:
            return
        if wrong != open_before:
            until, open_before = time.monotonic() + PATIENCE_S, wrong
        time.sleep(1)


def _rows(home: Path) -> dict[str, Job]:
    with InboxLedger(home / "work" / INBOX_FILE) as ledger:
        return ledger.latest("inbox", str(home / "inbox"))


def _wrong(home: Path, sender: Uploader, rows: dict[str, Job]) -> list[str]:
    found = []
    for name, digest in sender.good.items():
        row = rows.get(name)
        if (
            row is None
            or row.state is not JobState.PUBLISHED
            or (Path(row.bundle) / "content").read_text() != digest
        ):
            found.append(f"{name}: {row.state if row else 'lost'} instead of published as sent")
    found += [
        f"{name}: not refused"
        for name in sender.bad
        if name not in rows or rows[name].state is not JobState.REFUSED
    ]
    found += [f"{name}: no note" for name in rows if not (home / "inbox" / f"{name}{NOTE_PAGE}").is_file()]
    return found


def find_faults(home: Path, sender: Uploader) -> list[str]:
    """Lost, doubled, made in part, or left behind."""
    rows = _rows(home)
    found = _wrong(home, sender, rows)
    contents = Counter(path.read_text() for path in (home / "out").rglob("content"))
    found += [f"{content[:8]}: {count} bundles" for content, count in contents.items() if count > 1]
    found += [f"{content[:8]}: made in part" for content in contents.keys() - sender.intended]
    found += [f"{name}: a row of nothing" for name in rows.keys() - sender.good.keys() - sender.bad]
    notes = {path.name.removesuffix(NOTE_PAGE) for path in (home / "inbox").glob(f"*{NOTE_PAGE}")}
    found += [f"{name}: a note of nothing" for name in notes - rows.keys()]
    return found + [f"left behind: {path.name}" for path in (home / "work" / "inbox").glob("*")]


def main() -> int:
    """The command line; 1 if anything was wrong."""
    parser = argparse.ArgumentParser(prog="python -m tests.soak", description=__doc__)
    parser.add_argument("--minutes", type=float, default=30)
    parser.add_argument("--seed", type=int, default=None)
    options = parser.parse_args()
    seed = options.seed if options.seed is not None else random.randrange(10**6)
    print(f"seed {seed}", flush=True)
    with tempfile.TemporaryDirectory(prefix="soak-") as root:
        home = Path(root)
        sender, kills = soak(home, options.minutes * 60, random.Random(seed))
        faults = find_faults(home, sender)
        with InboxLedger(home / "work" / INBOX_FILE) as ledger:
            states = Counter(row.state.value for row in ledger.rows())
        logs = "".join(path.read_text("utf-8", "replace") for path in home.glob("*.log"))
    print(f"{len(sender.good)} good and {len(sender.bad)} bad uploads: {dict(sender.did)}")
    print(f"{kills} kills; versions by state: {dict(states)}; tracebacks in logs: {logs.count('Traceback')}")
    for fault in faults:
        print(f"    {fault}")
    print(f"{len(faults)} faults")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
