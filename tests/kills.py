# ruff: noqa: T201 - a command line of its own
"""Kills a run at random moments and asks what is left: `python -m tests.kills EPISODE --times 20 [--seed N]`.

A first run goes undisturbed and says how long a run takes and what comes out. Then, each time in an empty
folder: `kill -9` (once, or again while it recovers), or SIGTERM, or SIGINT, at moments spread over the length
of a run; then a run to the end. Each `Strike` lists what is wrong afterwards; nothing is the rule.
"""

import argparse
import hashlib
import json
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import uuid
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

GRACE_S = 1.0
"""After this long nothing of a run that was killed or stopped may be alive."""
POLL_S = 0.02
LONGEST_S = 1800
WORK = ".videopipe"
"""Where a run keeps store and ledger, beside OUT."""
SAID = 600
"""Characters of a log's end that a fault repeats."""
MARK = "VIDEOPIPE_KILL_TEST"
"""Environment variable that every process of one run carries: whatever it changes its name, folder or parent
to, /proc tells it by that.
"""

VIDEOPIPE = (sys.executable, "-c", "from videopipe.cli.main import main; main()", "--lang", "en")


@dataclass(frozen=True)
class Order:
    """What is run, each time anew."""

    episode: Path
    profile: str

    @property
    def command(self) -> list[str]:
        """Arguments of the run, in whatever folder."""
        return [*VIDEOPIPE, "run", str(self.episode.absolute()), "-p", self.profile, "-o", "out"]


@dataclass(frozen=True)
class Undisturbed:
    """What a run does that nobody disturbs."""

    seconds: float
    steps: tuple[float, ...]
    """Seconds at which it said that a task was done."""
    contents: dict[str, str]
    """Path in the bundle to sha256, of all that carries no clock."""
    record: object
    """bundle.json, read."""


@dataclass(frozen=True)
class Moment:
    """A point in a run that is the same on a busy machine: so many tasks done, and a bit more."""

    tasks: int
    seconds: float

    def __str__(self) -> str:
        return f"{self.tasks} tasks + {self.seconds:.2f} s"


@dataclass(frozen=True)
class Stopped:
    """How a run ended that got a signal."""

    code: int
    victims: tuple[str, ...]
    """Command lines of what was alive when the signal came."""
    gone_s: float
    """From the signal until nothing of it was alive, as far as it was watched."""
    survivors: tuple[str, ...]
    log: str


@dataclass(frozen=True)
class Strike:
    """One moment, what was struck there, and what was wrong after the next run to the end."""

    signals: tuple[str, ...]
    moments: tuple[Moment, ...]
    codes: tuple[int, ...]
    last_words: tuple[str, ...]
    """The last task that each log tells of: how far it was."""
    victims: int
    """Processes that were alive when the last signal came."""
    gone_s: float
    """The longest."""
    cached: int
    """Tasks that the last run took from the store."""
    faults: tuple[str, ...]


# One run, in a folder of its own.


@contextmanager
def running(command: Sequence[str], home: Path, mark: str) -> Iterator[tuple[subprocess.Popen[bytes], Path]]:
    """(process, its log) of a command with everything it writes below `home`, in a group of its own."""
    scratch, log = home / "tmp", home / f"{mark}.log"
    scratch.mkdir(parents=True, exist_ok=True)
    environment = {**os.environ, MARK: mark, "TMPDIR": str(scratch)}
    with log.open("wb") as file:
        child = subprocess.Popen(
            command,
            stdin=subprocess.DEVNULL, stdout=file, stderr=file,
            cwd=home, env=environment, process_group=0,
        )  # fmt: skip
        try:
            yield child, log
        finally:
            child.kill()
            child.wait()


def run_to_end(order: Order, home: Path) -> tuple[int, tuple[float, ...], str]:
    """(exit code, seconds at which each task was done and at the end, log) of a run that nobody disturbs."""
    began, times = time.monotonic(), list[float]()
    with running(order.command, home, uuid.uuid4().hex) as (child, log):
        while child.poll() is None:
            now = time.monotonic() - began
            times += [now] * (_tasks_done(log) - len(times))
            time.sleep(POLL_S)
        return child.returncode, (*times, time.monotonic() - began), log.read_text("utf-8")


def strike(
    command: Sequence[str], home: Path, number: signal.Signals, moment: Moment, grace_s: float = GRACE_S
) -> Stopped:
    """Run, send `number` to the program alone at the moment, and watch its processes go."""
    mark = uuid.uuid4().hex
    with running(command, home, mark) as (child, log):
        while child.poll() is None and not _has_come(moment, number, log, home):
            time.sleep(POLL_S)
        _sleep(child, moment.seconds)
        victims = tuple(_alive(mark))
        child.send_signal(number)
        gone_s = _watch_going(child, mark, grace_s)
        survivors = tuple(_alive(mark))
        return Stopped(child.wait(LONGEST_S), victims, gone_s, survivors, log.read_text("utf-8"))


def _has_come(moment: Moment, number: signal.Signals, log: Path, home: Path) -> bool:
    """Whether so many tasks are done; and, before a signal that can be handled, that its handler is there.

    Before its first lines Python itself answers signals; the work folder comes after them.
    """
    return _tasks_done(log) >= moment.tasks and (number == signal.SIGKILL or (home / WORK).exists())


def _tasks_done(log: Path) -> int:
    return sum(line.startswith("[") for line in log.read_text("utf-8", "replace").splitlines())


def _watch_going(child: subprocess.Popen[bytes], mark: str, grace_s: float) -> float:
    """Seconds until nothing with that mark was alive; returns when `grace_s` are over, never before."""
    struck, last_seen = time.monotonic(), 0.0
    while (waited := time.monotonic() - struck) < grace_s:
        child.poll()
        if _alive(mark):
            last_seen = waited + POLL_S
        time.sleep(POLL_S)
    return last_seen


def _sleep(child: subprocess.Popen[bytes], seconds: float) -> None:
    try:
        child.wait(seconds)
    except subprocess.TimeoutExpired:
        return


def _alive(mark: str) -> list[str]:
    """Command lines of the processes that carry the mark, whoever their parent is now; zombies carry none."""
    wanted = f"{MARK}={mark}".encode()
    found = []
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            if wanted in (folder / "environ").read_bytes().split(b"\0"):
                found.append(
                    (folder / "cmdline").read_bytes().replace(b"\0", b" ").decode("utf-8", "replace")
                )
        except OSError:
            continue
    return found


# What came out.


def measure(order: Order, home: Path) -> Undisturbed:
    """The first run: its length, and what it leaves."""
    code, times, log = run_to_end(order, home)
    if code != 0:
        raise SystemExit(f"the undisturbed run ended with {code}:\n{log[-SAID:]}")
    (bundle,) = _bundles(home)
    return Undisturbed(times[-1], times[:-1], _contents(bundle), _record(bundle))


def _bundles(home: Path) -> list[Path]:
    return sorted(home.glob("out/*/*/v*"))


def _contents(bundle: Path) -> dict[str, str]:
    """sha256 of every payload file, and of its manifest, which is to list them in the same order."""
    files = [path for path in sorted(bundle.rglob("*")) if path.is_file()]
    kept = [
        path for path in files if path.name in ("bagit.txt", "manifest-sha256.txt") or "data" in path.parts
    ]
    return {str(path.relative_to(bundle)): hashlib.sha256(path.read_bytes()).hexdigest() for path in kept}


def _record(bundle: Path) -> object:
    return json.loads((bundle / "data" / "bundle.json").read_text("utf-8"))


def find_faults(home: Path, expected: Undisturbed) -> Iterator[str]:
    """What isn't as an undisturbed run leaves it."""
    bundles = _bundles(home)
    if len(bundles) != 1:
        yield f"{len(bundles)} versions instead of one"
        return
    (bundle,) = bundles
    yield from _different_files(_contents(bundle), expected.contents)
    if _record(bundle) != expected.record:
        yield "bundle.json tells other facts"
    pointer = bundle.parent / "current.json"
    if not pointer.is_file() or json.loads(pointer.read_text("utf-8"))["path"] != bundle.name:
        yield f"current.json doesn't point to {bundle.name}"
    yield from (f"left behind: {path.relative_to(home)}" for path in _litter(home))
    verified = subprocess.run(
        [*VIDEOPIPE, "verify", str(bundle)], capture_output=True, text=True, check=False
    )
    if verified.returncode != 0:
        yield f"verify ended with {verified.returncode}: {verified.stdout}{verified.stderr}"


def _different_files(got: dict[str, str], wanted: dict[str, str]) -> Iterator[str]:
    for path in sorted(got.keys() | wanted.keys()):
        if got.get(path) != wanted.get(path):
            yield f"{path}: {got.get(path, 'missing')[:12]} instead of {wanted.get(path, 'nothing')[:12]}"


def _litter(home: Path) -> list[Path]:
    """What a run that ended leaves to nobody."""
    patterns = (
        "out/**/.staging-*", "out/**/.current.json", "out/.videopipe-writable", f"{WORK}/store/scratch/*",
        f"{WORK}/ledger.sqlite.broken*", "tmp/*", "videopipe-report-*",
    )  # fmt: skip
    return sorted(path for pattern in patterns for path in home.glob(pattern))


# One strike, with its recovery.


def kill(order: Order, home: Path, moments: Sequence[Moment], expected: Undisturbed) -> Strike:
    """`kill -9` at each of the moments, one run after the other in the same folder, then a run to the end."""
    stops = [strike(order.command, home, signal.SIGKILL, moment) for moment in moments]
    return _judge(order, home, moments, [signal.SIGKILL] * len(stops), stops, expected)


def stop(order: Order, home: Path, number: signal.Signals, moment: Moment, expected: Undisturbed) -> Strike:
    """SIGTERM or SIGINT at the moment, then a run to the end."""
    return _judge(order, home, [moment], [number], [strike(order.command, home, number, moment)], expected)


def _judge(
    order: Order,
    home: Path,
    moments: Sequence[Moment],
    numbers: Sequence[signal.Signals],
    stops: Sequence[Stopped],
    expected: Undisturbed,
) -> Strike:
    code, _, log = run_to_end(order, home)
    faults = [fault for number, end in zip(numbers, stops, strict=True) for fault in _bad_end(number, end)]
    cached = sum(line.endswith(" cached") for line in log.splitlines())
    if code != 0:
        faults.append(f"the run to the end ended with {code}: {log[-SAID:]}")
    done = max(sum(" ran " in line for line in end.log.splitlines()) for end in stops)
    if cached < done:
        faults.append(f"{done} tasks were done, but only {cached} taken from the store")
    faults.extend(find_faults(home, expected))
    return Strike(
        tuple(number.name for number in numbers),
        tuple(moments),
        tuple(end.code for end in stops),
        tuple(_last_task(end.log) for end in stops),
        len(stops[-1].victims),
        max(end.gone_s for end in stops),
        cached,
        tuple(faults),
    )


def _last_task(log: str) -> str:
    return next(
        (line for line in reversed(log.splitlines()) if line.startswith("[")), "before the first task"
    )


def _bad_end(number: signal.Signals, end: Stopped) -> Iterator[str]:
    """A run that was over before the signal came, or before it was noticed, ends with 0."""
    wanted = -signal.SIGKILL if number == signal.SIGKILL else 130
    if end.code not in (wanted, 0):
        yield f"{number.name}: ended with {end.code} instead of {wanted}: {end.log[-SAID:]}"
    yield from (f"{number.name}: alive after {GRACE_S} s: {command}" for command in end.survivors)


# Many strikes.


def spread(times: int, run: Undisturbed, rng: random.Random) -> list[Moment]:
    """A random moment in each of `times` equal parts of a run."""
    return [moment_at((part + rng.random()) / times, run) for part in range(times)]


def moment_at(share: float, run: Undisturbed) -> Moment:
    """The moment when that share of an undisturbed run's time is over."""
    seconds = share * run.seconds
    done = sum(step <= seconds for step in run.steps)
    return Moment(done, seconds - (run.steps[done - 1] if done else 0.0))


def strikes(order: Order, root: Path, times: int, rng: random.Random) -> Iterator[Strike]:
    """`times` kills, every third one again while it recovers; then half as many stops by either signal."""
    expected = measure(order, root / "undisturbed")
    print(f"undisturbed: {expected.seconds:.1f} s, {len(expected.contents)} files", flush=True)
    for number, moment in enumerate(spread(times, expected, rng)):
        again = [moment_at(rng.random(), expected)] if number % 3 == 2 else []
        with _home(root) as home:
            yield kill(order, home, [moment, *again], expected)
    for number in (signal.SIGTERM, signal.SIGINT):
        for moment in spread(-(-times // 2), expected, rng):
            with _home(root) as home:
                yield stop(order, home, number, moment, expected)


@contextmanager
def _home(root: Path) -> Iterator[Path]:
    """A new folder; gone afterwards, for a hundred runs fill a disk."""
    home = Path(tempfile.mkdtemp(prefix="strike-", dir=root))
    yield home
    shutil.rmtree(home)


def _tell(found: Strike) -> None:
    when = ", ".join(map(str, found.moments))
    print(
        f"{'/'.join(found.signals)} at {when}: codes {found.codes}, {found.victims} processes gone after {found.gone_s:.2f} s,"
        f" {found.cached} cached afterwards; {'good' if not found.faults else 'FAULTS'} | {found.last_words[-1]}",
        flush=True,
    )
    for fault in found.faults:
        print(f"    {fault}", flush=True)


def main() -> int:
    """The command line; 1 if anything was wrong."""
    parser = argparse.ArgumentParser(prog="python -m tests.kills", description=__doc__)
    parser.add_argument("episode", type=Path)
    parser.add_argument("-p", "--profile", default="portal")
    parser.add_argument("--times", type=int, default=20, help="kills; half as many of SIGTERM and of SIGINT")
    parser.add_argument("--seed", type=int, default=None)
    parser.add_argument("--folder", type=Path, default=None, help="where the runs take place")
    options = parser.parse_args()
    seed = options.seed if options.seed is not None else random.randrange(10**6)
    print(f"seed {seed}", flush=True)
    path = Path(options.profile)
    order = Order(options.episode, str(path.absolute()) if path.suffix else options.profile)
    with tempfile.TemporaryDirectory(prefix="kills-", dir=options.folder) as root:
        found = []
        for one in strikes(order, Path(root), options.times, random.Random(seed)):
            _tell(one)
            found.append(one)
    slowest = max((one.gone_s for one in found), default=0.0)
    wrong = sum(bool(one.faults) for one in found)
    print(f"{len(found)} strikes, {wrong} with faults; the slowest was gone after {slowest:.2f} s")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
