# ruff: noqa: T201 - a command line of its own
"""Broken and hostile files, given to the program as a user would: `python -m tests.fuzz --files 2000 --seed 1`.

Each case goes through `videopipe probe FILE --json`; what is accepted has its sound track decoded and its first
second rendered, by the recipes of a run. A clean answer is exit 0 or 3, or a named error. Everything else is an
offence: a traceback, the end of the program by a signal, more than 30 s, a look into a file beside the case.
Cases are made from (seed, number) alone: `--only N` repeats one, `--save DIR` keeps the offenders.
"""

import argparse
import contextlib
import io
import json
import os
import queue
import resource
import select
import socket
import subprocess
import sys
import tempfile
import threading
import time
import traceback
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass
from fractions import Fraction
from pathlib import Path
from typing import Any, cast

from tests.fuzz_media import SECRETS, case, corpus, make_corpus

LONGEST_S = 30
MEMORY_BYTES = 4 << 30
"""What a worker may take: a case that wants more has found something."""
CLEAN = ("accepted", "refused", "failed")
WORKERS = 2


@dataclass(frozen=True)
class Result:
    """What became of one case."""

    number: int
    what: str
    """File and what was done to it."""
    outcome: str
    """accepted, refused, failed (with a named error); or an offence: bug, unclean, crash, hang, leak."""
    detail: str
    seconds: float

    @property
    def clean(self) -> bool:
        """Whether a user got an answer."""
        return self.outcome in CLEAN


# One case, in this process.


def examine(path: Path, scratch: Path) -> tuple[str, str]:
    """(outcome, detail) of giving the file to the program."""
    try:
        code, said, log = _probe(path)
        if code == 3 and _refusal_is_told(said):
            return "refused", _reason(said)
        if code != 0:
            return "unclean", f"exit {code}: {said[:300]} {log[-300:]}"
        return _use(path, json.loads(said)[0], scratch)
    except Exception:  # noqa: BLE001 - that is what is looked for
        return "bug", traceback.format_exc()


def _probe(path: Path) -> tuple[int, str, str]:
    """(exit code, stdout, stderr) of `videopipe probe PATH --json`."""
    from videopipe.cli.main import cli

    out, log = io.StringIO(), io.StringIO()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(log):
        code = cli.main(
            ["--lang", "en", "probe", str(path), "--json"], prog_name="videopipe", standalone_mode=False
        )
    return int(code or 0), out.getvalue(), log.getvalue()


def _refusal_is_told(said: str) -> bool:
    """Whether the one file's reason stands there in English and Chinese."""
    (found,) = json.loads(said)
    reasons = [found["error"]] if "error" in found else [
        finding["what"] for finding in found["findings"] if finding["severity"] == "FAIL"
    ]  # fmt: skip
    return bool(reasons) and all(
        reason["en"] and any("\u4e00" <= char <= "\u9fff" for char in reason["zh"]) for reason in reasons
    )


def _reason(said: str) -> str:
    """The finding that refused it, or the first words of the error."""
    (found,) = json.loads(said)
    if "error" in found:
        return (
            str(found["error"]["en"])
            .rpartition("case")[2]
            .partition(" ")[2]
            .partition(".")[0]
            .partition(":")[0][:60]
        )
    return next(str(finding["id"]) for finding in found["findings"] if finding["severity"] == "FAIL")


def _use(path: Path, found: dict[str, Any], scratch: Path) -> tuple[str, str]:
    """What a run would do first with a file that `probe` accepts."""
    from videopipe.media.probe import info_of
    from videopipe.model.errors import VideopipeError

    info = info_of({**found, "timecode": None})
    try:
        for step in (_decode_sound, _render_start):
            with tempfile.TemporaryDirectory(dir=scratch) as folder:
                step(path, info, Path(folder))
    except VideopipeError as error:
        _ = error.say("en"), error.say("zh")
        return "failed", type(error).__name__
    return "accepted", ""


def _decode_sound(path: Path, info: Any, scratch: Path) -> None:
    from videopipe.app.shop import fingerprints
    from videopipe.engine.task import PlanBuilder
    from videopipe.model.media import Source
    from videopipe.stages.analyse.plan import plan_analysis, plan_listening
    from videopipe.stages.analyse.read import parse_tracks
    from videopipe.stages.audio.choose import SoundRules, choose_sound

    builder = PlanBuilder(fingerprints())
    source = Source(path.name, "0" * 64, path.stat().st_size)
    plan_listening(builder, source)
    _do(builder, "analyse.tracks", {"source": path}, scratch)
    heard = parse_tracks((scratch / "tracks.json").read_text("utf-8"))
    plan_analysis(
        builder, source, info, choose_sound(heard, SoundRules(True, ()), info.video.duration).choice
    )
    _do(builder, "analyse.sound-track", {"source": path}, scratch)


def _render_start(path: Path, info: Any, scratch: Path) -> None:
    from videopipe.app.shop import fingerprints
    from videopipe.config.profile import Encoding, Layout, Rendition
    from videopipe.engine.task import PlanBuilder
    from videopipe.model.time import Frames, snap
    from videopipe.model.timeline import Piece, Timeline
    from videopipe.stages.picture.plan import Group, PictureSource, plan_segments

    frames = Frames(0, min(25, max(1, snap(info.video.duration, Fraction(25)))))
    rendition = Rendition(layout="tiny", width=192, height=160, text="clean")
    builder = PlanBuilder(fingerprints())
    plan_segments(
        builder, Group("tiny", Layout(width=192, height=160), {"tiny": rendition}), [frames],
        timeline=Timeline(Fraction(25), (Piece(0, frames, True, "person"),)),
        sources=[PictureSource("0" * 64, info.video)], encoding=Encoding(preset="ultrafast", threads=1),
        draw=lambda _segment: None, overlays=(),
    )  # fmt: skip
    _do(builder, "picture.segment", {"footage": path, "overlays": ()}, scratch)


def _do(builder: Any, recipe: str, paths: dict[str, Any], scratch: Path) -> None:
    """Does the first task of that recipe, as a worker of the engine would."""
    from videopipe.engine.task import canonical
    from videopipe.engine.work import Work
    from videopipe.stages import recipes

    task = next(task for task in builder.plan() if task.recipe == recipe)
    params = cast("dict[str, Any]", canonical(task.params))
    recipes()[recipe](Work(params, paths, tuple(task.outputs), scratch))


# A worker: numbers in, results out, a line each.


class Bench:
    """A folder with the case in it, the secrets beside it, and an ear on the network."""

    def __init__(self, folder: Path, good: Path) -> None:
        self.folder = folder
        self._good = corpus(good)
        self._ear = socket.create_server(("127.0.0.1", 0))
        self.port: int = self._ear.getsockname()[1]
        for name in SECRETS:
            (folder / name).write_bytes((good / name).read_bytes())

    def close(self) -> None:
        """Nobody listens any more."""
        self._ear.close()

    def run(
        self, number: int, seed: int, examine: Callable[[Path, Path], tuple[str, str]] = examine
    ) -> Result:
        """Case `number`, examined."""
        name, what, content = case(number, seed, self._good, self.folder, self.port)
        path = self.folder / name
        path.write_bytes(content)
        self._forget()
        began = time.monotonic()
        outcome, detail = examine(path, self.folder)
        took = time.monotonic() - began
        for leak in self.leaks():
            outcome, detail = "leak", f"{leak} was read ({outcome} {detail})"
        path.unlink()
        return Result(number, what, outcome, detail, round(took, 2))

    def _forget(self) -> None:
        # A time of reading that is older than that of writing is always brought up to date (relatime).
        for name in SECRETS:
            os.utime(self.folder / name, (1, 2))

    def leaks(self) -> Iterator[str]:
        """What was read or asked for, other than the case itself."""
        yield from (name for name in SECRETS if (self.folder / name).stat().st_atime != 1)
        if select.select([self._ear], [], [], 0)[0]:
            self._ear.accept()[0].close()
            yield "the network"


def serve(seed: int, good: Path, *, quick: bool) -> None:
    """Reads numbers from stdin, writes results to stdout until stdin ends."""
    if quick:
        _read_here()
    # Soft: the child that reads files sets a limit of its own.
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES, resource.RLIM_INFINITY))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    answers = os.fdopen(os.dup(1), "w", encoding="utf-8", buffering=1)
    os.dup2(2, 1)  # whatever a library prints
    with tempfile.TemporaryDirectory() as folder:
        bench = Bench(Path(folder), good)
        for line in sys.stdin:
            answers.write(json.dumps(asdict(bench.run(int(line), seed))) + "\n")


def _read_here() -> None:
    """Files are read in this process rather than in one each: what that one would survive ends this one."""
    from videopipe.app import inspection
    from videopipe.media.probe import probe

    inspection.probe_apart = lambda path, stopped: probe(path)  # type: ignore[attr-defined]


# The driver: gives out numbers, ends what hangs, counts.


class Worker:
    """A process that examines one case after the other; started again when it ends or hangs."""

    def __init__(self, command: Sequence[str], longest_s: float = LONGEST_S) -> None:
        self._command = command
        self._longest_s = longest_s
        self._child: subprocess.Popen[str] | None = None
        self._lines: queue.Queue[str] = queue.Queue()

    def ask(self, number: int) -> Result:
        """The result of a case."""
        if self._child is None or self._child.poll() is not None:
            self._start()
        assert self._child is not None
        assert self._child.stdin is not None
        self._child.stdin.write(f"{number}\n")
        self._child.stdin.flush()
        try:
            line = self._lines.get(timeout=self._longest_s)
        except queue.Empty:
            self.end()
            return Result(number, "", "hang", f"no answer in {self._longest_s} s", self._longest_s)
        if line:
            return Result(**json.loads(line))
        code = self._child.wait()
        self.end()
        return Result(number, "", "crash", f"ended with {code}", 0)

    def _start(self) -> None:
        self._lines = queue.Queue()
        self._child = subprocess.Popen(
            self._command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True,
            cwd=Path(__file__).parent.parent,
        )  # fmt: skip
        threading.Thread(target=self._listen, args=(self._child, self._lines), daemon=True).start()

    @staticmethod
    def _listen(child: "subprocess.Popen[str]", lines: "queue.Queue[str]") -> None:
        assert child.stdout is not None
        with child.stdout:
            for line in child.stdout:
                lines.put(line)
        lines.put("")

    def end(self) -> None:
        """Ends the process with all it has started: the guard of its children sees it go."""
        if self._child is not None:
            self._child.kill()
            self._child.wait()
            assert self._child.stdin is not None
            self._child.stdin.close()
            self._child = None


def fuzz(
    numbers: Sequence[int], seed: int, good: Path, *, workers: int = WORKERS, quick: bool = False, until: float | None = None,
    tell: Callable[[Result], None] = lambda _result: None,
) -> list[Result]:  # fmt: skip
    """All results, in no order; fewer than asked for once the clock (`time.monotonic`) is past `until`."""
    command = [sys.executable, "-m", "tests.fuzz", "--serve", str(good), "--seed", str(seed)]
    waiting: queue.Queue[int] = queue.Queue()
    for number in numbers:
        waiting.put(number)
    results: list[Result] = []

    def work() -> None:
        worker = Worker([*command, "--quick"] if quick else command)
        with contextlib.suppress(queue.Empty):
            while until is None or time.monotonic() < until:
                result = worker.ask(waiting.get_nowait())
                results.append(result)
                tell(result)
        worker.end()

    threads = [threading.Thread(target=work) for _ in range(workers)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return results


def report(results: Sequence[Result], seed: int) -> str:
    """Counts by outcome, the slowest case, and how to repeat each offence."""
    counts = Counter(
        f"{result.outcome} {result.detail if result.clean else ''}".strip() for result in results
    )
    slowest = max(results, key=lambda result: result.seconds)
    lines = [f"{len(results)} files, seed {seed}"]
    lines += [f"  {count:5} {outcome}" for outcome, count in counts.most_common()]
    lines.append(f"slowest: {slowest.seconds} s, case {slowest.number} ({slowest.what})")
    for bad in sorted((result for result in results if not result.clean), key=lambda result: result.number):
        lines.append(f"python -m tests.fuzz --seed {seed} --only {bad.number}   # {bad.outcome}: {bad.what}")
        lines += [f"    {line}" for line in bad.detail.splitlines()[-4:]]
    return "\n".join(lines)


def _save(bad: Sequence[Result], seed: int, good: Path, folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    for result in bad:
        name, _, content = case(result.number, seed, corpus(good), folder, 9)
        (folder / f"{seed}-{result.number}-{result.outcome}{Path(name).suffix}").write_bytes(content)
    (folder / f"{seed}.json").write_text(json.dumps([asdict(result) for result in bad], indent=1), "utf-8")


def main() -> int:
    """The command line; 1 if there was an offence."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--files", type=int, default=2000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--seconds", type=float, default=None, help="stop giving out cases after so long")
    parser.add_argument("--only", type=int, default=None, help="one case, by number")
    parser.add_argument(
        "--quick",
        action="store_true",
        help="read files in the worker: half the time, but a crash or a hang is an offence then that users would see refused",
    )
    parser.add_argument("--save", type=Path, default=None, help="where offenders are written")
    parser.add_argument("--serve", type=Path, default=None, help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.serve is not None:
        serve(asked.seed, asked.serve, quick=asked.quick)
        return 0
    with tempfile.TemporaryDirectory() as scratch:
        good = Path(scratch)
        make_corpus(good)
        numbers = range(asked.files) if asked.only is None else [asked.only]
        until = time.monotonic() + asked.seconds if asked.seconds else None
        results = fuzz(numbers, asked.seed, good, quick=asked.quick, until=until, tell=_tell)
        bad = [result for result in results if not result.clean]
        print(report(results, asked.seed))
        if asked.save is not None and bad:
            _save(bad, asked.seed, good, asked.save)
    return 1 if bad else 0


def _tell(result: Result) -> None:
    if result.number % 100 == 0:
        print(f"{time.strftime('%H:%M:%S')}: case {result.number}", file=sys.stderr, flush=True)
    if not result.clean:
        print(f"{result.number}: {result.outcome} ({result.what}) {result.detail[-200:]}", flush=True)


if __name__ == "__main__":
    sys.exit(main())
