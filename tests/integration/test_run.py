"""The process runner against real processes."""

import os
import shlex
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from videopipe.media.run import ToolProgress, run_tool
from videopipe.model.errors import DiskFull, Stopped, ToolFailed, ToolTimedOut


def never() -> bool:
    return False


def python(code: str, *arguments: str) -> list[str]:
    return [sys.executable, "-c", code, *arguments]


def after(seconds: float) -> Callable[[], bool]:
    end = time.monotonic() + seconds
    return lambda: time.monotonic() >= end


def is_alive(pid: int) -> bool:
    """A process that ended but that nobody has waited for yet doesn't count."""
    try:
        state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except (FileNotFoundError, ProcessLookupError):
        return False
    return state != "Z"


def wait_for(happened: Callable[[], bool], seconds: float) -> bool:
    end = time.monotonic() + seconds
    while not happened() and time.monotonic() < end:
        time.sleep(0.02)
    return happened()


def read_pid(path: Path) -> int:
    assert wait_for(lambda: path.exists() and path.read_text().strip() != "", 5)
    return int(path.read_text())


SLEEPER = "import os, sys, time; open(sys.argv[1], 'w').write(str(os.getpid())); time.sleep(60)"
STUBBORN = "import signal; signal.signal(signal.SIGTERM, signal.SIG_IGN); " + SLEEPER


def test_what_a_program_says_comes_back() -> None:
    result = run_tool(["sh", "-c", "echo 你好; echo 注意 >&2; printf last"], stopped=never)

    assert (result.stdout, result.stderr) == ("你好\nlast", "注意")


def test_a_program_that_says_much_is_not_blocked() -> None:
    result = run_tool(
        python("import sys; sys.stderr.write('x' * 99 + '\\n' * 1); print('y' * 300_000)"), stopped=never
    )

    assert len(result.stdout) == 300_000


def test_it_runs_in_the_folder_that_it_is_told(tmp_path: Path) -> None:
    assert run_tool(["pwd"], stopped=never, cwd=tmp_path).stdout == str(tmp_path.resolve())


def test_without_input_its_input_is_closed() -> None:
    assert run_tool(["cat"], stopped=never, timeout_s=5).stdout == ""


@pytest.mark.parametrize("code", [SLEEPER, STUBBORN], ids=["obedient", "ignores TERM"])
def test_a_stop_ends_the_child_within_a_second(code: str, tmp_path: Path) -> None:
    pid = tmp_path / "pid"
    asked: list[float] = []

    def stopped() -> bool:
        if not asked and pid.exists() and pid.read_text():
            asked.append(time.monotonic())
        return bool(asked)

    with pytest.raises(Stopped):
        run_tool(python(code, str(pid)), stopped=stopped)
    assert time.monotonic() - asked[0] < 1
    assert not is_alive(read_pid(pid))


def test_a_stop_does_not_wait_for_what_the_child_itself_has_started() -> None:
    begun = time.monotonic()

    with pytest.raises(Stopped):
        run_tool(["sh", "-c", "sleep 3; true"], stopped=after(0.2))
    assert time.monotonic() - begun < 1.2


def test_a_time_limit_ends_the_child_and_is_told_with_its_command(tmp_path: Path) -> None:
    with pytest.raises(ToolTimedOut) as caught:
        run_tool(python(STUBBORN, str(tmp_path / "p i d")), stopped=never, timeout_s=1)
    assert "'" + str(tmp_path / "p i d") + "'" in caught.value.data["command"]  # type: ignore[operator]  # text
    assert not is_alive(read_pid(tmp_path / "p i d"))


def test_a_failure_keeps_a_pasteable_command_the_code_and_the_last_forty_lines() -> None:
    argv = [
        "sh",
        "-c",
        'i=0; while [ $i -lt 100 ]; do echo "line $i" >&2; i=$((i+1)); done; exit 7',
        "it's a b",
    ]

    with pytest.raises(ToolFailed) as caught:
        run_tool(argv, stopped=never)
    data = caught.value.data
    assert (data["tool"], data["code"]) == ("sh", 7)
    assert shlex.split(str(data["command"])) == argv
    lines = str(data["tail"]).splitlines()
    assert (len(lines), lines[0].strip(), lines[-1].strip()) == (40, "line 60", "line 99")
    again = subprocess.run(["/bin/sh", "-c", str(data["command"])], capture_output=True, check=False)
    assert again.returncode == 7


def test_a_child_killed_by_somebody_else_is_a_failure() -> None:
    with pytest.raises(ToolFailed) as caught:
        run_tool(["sh", "-c", "kill -9 $$"], stopped=never)
    assert caught.value.data["code"] == -9


@pytest.mark.parametrize("said", ["No space left on device", "Disk quota exceeded"])
def test_a_full_disk_is_told_as_one_with_its_folder(said: str) -> None:
    with pytest.raises(DiskFull, match="/store/ab"):
        run_tool(
            ["sh", "-c", f"echo 'av_interleaved_write_frame(): {said}' >&2; exit 1", "/store/ab/out.mp4"],
            stopped=never,
        )


def test_input_is_fed_piece_by_piece() -> None:
    pieces = (bytes([n % 256]) * 10_000 for n in range(50))

    assert run_tool(["wc", "-c"], stopped=never, stdin=pieces).stdout.strip() == "500000"


def test_a_child_that_ends_before_its_input_tells_its_own_story() -> None:
    endless = iter(lambda: b"x" * 65536, b"")

    with pytest.raises(ToolFailed) as caught:
        run_tool(["sh", "-c", "echo enough >&2; exit 3"], stopped=never, stdin=endless)
    assert (caught.value.data["code"], str(caught.value.data["tail"]).strip()) == (3, "enough")


def test_a_child_may_be_content_with_less_input() -> None:
    endless = iter(lambda: b"line\n" * 1000, b"")

    assert run_tool(["head", "-n", "1"], stopped=never, stdin=endless).stdout == "line"


def test_a_fault_while_making_the_input_is_raised_and_the_child_is_gone(tmp_path: Path) -> None:
    def pieces() -> Iterator[bytes]:
        yield b"one"
        raise ValueError("no second frame")

    with pytest.raises(ValueError, match="no second frame"):
        run_tool(["cat"], stopped=never, stdin=pieces(), timeout_s=10)


def test_a_stop_ends_a_child_that_still_waits_for_input() -> None:
    begun = time.monotonic()
    endless = iter(lambda: b"x" * 65536, b"")

    with pytest.raises(Stopped):
        run_tool(["sleep", "60"], stopped=after(0.2), stdin=endless)
    assert time.monotonic() - begun < 1.5


def test_progress_is_told_while_it_runs() -> None:
    heard: list[ToolProgress] = []
    lines = "frame=3\\nfps=12.5\\nout_time_us=N/A\\nprogress=continue\\nframe=9\\nout_time_us=360000\\nprogress=end\\n"
    run_tool(["printf", lines], stopped=never, on_progress=heard.append)

    assert heard == [ToolProgress(3, 12.5, 0), ToolProgress(9, 12.5, 360_000)]


PARENT = """
import sys
from videopipe.media.run import run_tool
code = "import os, sys, time; open(sys.argv[1], 'w').write(str(os.getpid())); time.sleep(60)"
run_tool([sys.executable, "-c", code, sys.argv[1]], stopped=lambda: False)
"""


@pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGTERM])
def test_a_killed_parent_takes_its_child_along(how: signal.Signals, tmp_path: Path) -> None:
    pid = tmp_path / "pid"
    parent = subprocess.Popen(python(PARENT, str(pid)))
    try:
        child = read_pid(pid)
        os.kill(parent.pid, how)
        parent.wait(timeout=5)
        assert wait_for(lambda: not is_alive(child), 1)
    finally:
        parent.kill()
        parent.wait()


def test_a_program_that_falls_silent_is_ended_and_one_that_talks_is_not() -> None:
    talks = "import time\nfor n in range(8): print(n, flush=True); time.sleep(0.2)"
    assert run_tool(python(talks), stopped=never, silence_s=1).stdout.endswith("7")

    with pytest.raises(ToolTimedOut):
        run_tool(python("import time; print(1, flush=True); time.sleep(60)"), stopped=never, silence_s=1)
