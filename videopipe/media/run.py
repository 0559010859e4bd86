"""The one process runner: argv lists, no shell, stop flag, time limit, progress.

Knows how to start and end a program; knows nothing of what the program does.

Every child joins the process group of a *guard*, a POSIX shell that waits for its standard input to
close. It closes when this program ends, however it ends, also by kill -9; the guard then kills its group.
So no child outlives us, and there is no moment between start and registration in which one could.
"""

import contextlib
import os
import shlex
import subprocess
import threading
import time
from collections import deque
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from videopipe.model.errors import DiskFull, Stopped, ToolFailed, ToolTimedOut

POLL_S = 0.05
TERM_GRACE_S = 0.4
"""How long a child may take to end by itself; a stop must be over within a second."""
DRAIN_S = 0.1
"""How long the pipes of a child that was ended are read on."""
TAIL_LINES = 40
MAX_KEPT_LINES = 200_000
"""Two hours of `ebur128` running values are 72,000 lines."""

_guards: dict[int, subprocess.Popen[bytes]] = {}
_guards_lock = threading.Lock()


@dataclass(frozen=True)
class ToolResult:
    """What a program said."""

    stdout: str
    stderr: str


@dataclass(frozen=True)
class ToolProgress:
    """A line of `-progress`: frames written so far, frames per second, media time written."""

    frame: int
    fps: float
    out_time_us: int


def run_tool(
    argv: Iterable[str | Path],
    *,
    stopped: Callable[[], bool],
    timeout_s: float | None = None,
    silence_s: float | None = None,
    on_progress: Callable[[ToolProgress], None] | None = None,
    stdin: Iterable[bytes] | None = None,
    cwd: Path | None = None,
) -> ToolResult:
    """Run a program to its end; its output.

    `on_progress` wants ffmpeg's `-progress pipe:1` among the arguments. `stdin` is fed piece by piece.
    `silence_s` is how long the program may say nothing on its standard output.
    Raises ToolFailed, ToolTimedOut, DiskFull, or Stopped once `stopped()` says so; the child is gone then.
    """
    command = [str(part) for part in argv]
    child = subprocess.Popen(
        command,
        stdin=subprocess.DEVNULL if stdin is None else subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        process_group=_guard_group(),
        cwd=cwd,
    )
    out = _Listener(child.stdout, _progress_reader(on_progress) if on_progress else None)
    err = _Listener(child.stderr, None)
    feeder = _Feeder(child.stdin, stdin) if stdin is not None else None
    try:
        _await_end(
            child, command, stopped, timeout_s, None if silence_s is None else _Silence(out, silence_s)
        )
    except BaseException:
        _end(child)
        # A program that the child itself started may hold the pipes open: not worth waiting for.
        for thread in (out, err, feeder):
            if thread is not None:
                thread.join(DRAIN_S)
        raise
    out.join()
    err.join()
    if feeder is not None:
        feeder.finish()
    if child.returncode != 0:
        raise _failure(command, child.returncode, err.lines)
    return ToolResult("\n".join(out.lines), "\n".join(err.lines))


def _await_end(
    child: subprocess.Popen[bytes],
    command: list[str],
    stopped: Callable[[], bool],
    timeout_s: float | None,
    silence: "_Silence | None",
) -> None:
    waited = 0.0
    while True:
        try:
            child.wait(timeout=POLL_S)
        except subprocess.TimeoutExpired:
            waited += POLL_S
        else:
            return
        if stopped():
            raise Stopped
        if timeout_s is not None and waited > timeout_s:
            raise _timed_out(command, timeout_s)
        if silence is not None and silence.is_over():
            raise _timed_out(command, silence.most_s)


def _timed_out(command: list[str], seconds: float) -> ToolTimedOut:
    return ToolTimedOut(tool=Path(command[0]).name, seconds=round(seconds), command=shlex.join(command))


def _end(child: subprocess.Popen[bytes]) -> None:
    child.terminate()
    try:
        child.wait(timeout=TERM_GRACE_S)
    except subprocess.TimeoutExpired:
        child.kill()
        child.wait()


def _failure(command: list[str], code: int, lines: Iterable[str]) -> DiskFull | ToolFailed:
    tail = list(lines)[-TAIL_LINES:]
    if any("No space left on device" in line or "Disk quota exceeded" in line for line in tail):
        return DiskFull(folder=str(Path(command[-1]).parent))
    return ToolFailed(
        tool=Path(command[0]).name,
        code=code,
        command=shlex.join(command),
        tail="\n".join(f"    {line}" for line in tail),
    )


class _Silence:
    """Since when a child has said nothing."""

    def __init__(self, listener: "_Listener", most_s: float) -> None:
        self.most_s = most_s
        self._listener = listener
        self._heard = 0
        self._since = time.monotonic()

    def is_over(self) -> bool:
        """Whether it has been silent for too long."""
        heard, now = self._listener.count, time.monotonic()
        if heard != self._heard:
            self._heard, self._since = heard, now
        return now - self._since > self.most_s


class _Feeder(threading.Thread):
    """Writes the input from a thread of its own, so that stop and time limit keep being watched."""

    def __init__(self, pipe: IO[bytes] | None, pieces: Iterable[bytes]) -> None:
        super().__init__(daemon=True)
        assert pipe is not None  # noqa: S101 - Popen gave PIPE
        self._pipe = pipe
        self._pieces = pieces
        self._error: Exception | None = None
        self.start()

    def run(self) -> None:
        """Until the pieces or the child end; the pipe is closed in any case, so that nobody waits for more."""
        try:
            for piece in self._pieces:
                self._pipe.write(piece)
        except BrokenPipeError:
            pass  # the child ended first: its code tells the story
        except Exception as error:  # noqa: BLE001 - carried to the thread that waits for the child
            self._error = error
        finally:
            with contextlib.suppress(BrokenPipeError):
                self._pipe.close()

    def finish(self) -> None:
        """Wait for the end; raises what went wrong while making the pieces."""
        self.join()
        if self._error is not None:
            raise self._error


class _Listener(threading.Thread):
    """Reads a pipe to its end so that the child never blocks on it; keeps the last lines."""

    def __init__(self, pipe: IO[bytes] | None, on_line: Callable[[str], None] | None) -> None:
        super().__init__(daemon=True)
        assert pipe is not None  # noqa: S101 - Popen gave PIPE
        self._pipe = pipe
        self._on_line = on_line
        self.lines: deque[str] = deque(maxlen=MAX_KEPT_LINES)
        self.count = 0
        """Lines so far, those that are no longer kept included."""
        self.start()

    def run(self) -> None:
        """Until the pipe ends."""
        with self._pipe:
            for raw in self._pipe:
                line = raw.decode("utf-8", "replace").rstrip("\r\n")
                self.lines.append(line)
                self.count += 1
                if self._on_line is not None:
                    self._on_line(line)


def _progress_reader(on_progress: Callable[[ToolProgress], None]) -> Callable[[str], None]:
    seen: dict[str, str] = {}

    def on_line(line: str) -> None:
        name, _, value = line.partition("=")
        seen[name.strip()] = value.strip()
        if name == "progress":
            on_progress(_progress(seen))

    return on_line


def _progress(seen: dict[str, str]) -> ToolProgress:
    def number(name: str) -> float:
        try:
            return float(seen.get(name, "0"))
        except ValueError:  # ffmpeg writes N/A before the first frame
            return 0.0

    return ToolProgress(int(number("frame")), number("fps"), int(number("out_time_us")))


def _guard_group() -> int:
    """Process group that dies with this process; one a process, started when first needed."""
    with _guards_lock:
        guard = _guards.get(os.getpid())
        if guard is None or guard.poll() is not None:
            guard = subprocess.Popen(
                # TERM is ignored by the guard alone; children get it one by one, by their own pid.
                ["/bin/sh", "-c", "trap '' INT TERM HUP; while read -r _; do :; done; kill -KILL 0"],
                stdin=subprocess.PIPE,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                process_group=0,
            )
            _guards[os.getpid()] = guard
        return guard.pid
