"""`videopipe serve`, the program: it listens, it ends when asked."""

import http.client
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

import pytest

from tests.unit.uploads import busy_work
from videopipe.watch.jobs import JobState
from videopipe.watch.ledger import INBOX_FILE, InboxLedger


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as server:
        return int(server.getsockname()[1])


@contextmanager
def serving(folder: Path, port: int) -> Iterator[subprocess.Popen[str]]:
    command = [
        sys.executable,
        "-m",
        "videopipe",
        "--lang",
        "en",
        "serve",
        "-o",
        "out",
        "--work",
        "work",
        "--port",
        str(port),
    ]
    child = subprocess.Popen(command, cwd=folder, stderr=subprocess.PIPE, text=True)
    try:
        yield child
    finally:
        child.kill()
        child.communicate()


def answer(port: int, path: str) -> tuple[int, str]:
    """Waits up to 20 s for the program to listen."""
    end = time.monotonic() + 20
    while True:
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=20)
        try:
            connection.request("GET", path)
            response = connection.getresponse()
            return response.status, response.read().decode()
        except ConnectionRefusedError:
            if time.monotonic() > end:
                raise
            time.sleep(0.05)
        finally:
            connection.close()


def test_it_answers_on_this_machine_and_ends_well_when_asked(tmp_path: Path) -> None:
    busy_work(tmp_path / "work", tmp_path / "out", now=time.time())
    port = free_port()
    with serving(tmp_path, port) as child:
        assert answer(port, "/healthz") == (200, "ok\n")
        assert "深圳/访谈.zip" in answer(port, "/")[1]
        # As sent: http.client leaves the dots in.
        assert answer(port, "/bundles/../../../../etc/passwd")[0] == 404
        child.send_signal(signal.SIGTERM)
        assert child.wait(10) == 0


def test_a_port_that_is_taken_is_answered_with_a_remedy(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken, serving(tmp_path, taken.getsockname()[1]) as child:
        _, said = child.communicate(timeout=30)

    assert child.returncode == 2
    assert "Is `videopipe serve` running already?" in said


WINDOWS = ((1280, 1400), (390, 1800))
"""Of a desk and of a phone."""


def test_in_chromium_every_page_fits_its_window_and_complains_of_nothing(
    request: pytest.FixtureRequest, tmp_path: Path
) -> None:
    """With Debian's chromium and PyPI's playwright; a refused style or script is a message on the console."""
    if not request.config.getoption("--full"):
        pytest.skip("a browser is asked with --full")
    from playwright.sync_api import sync_playwright

    busy_work(tmp_path / "work", tmp_path / "out", now=time.time())
    port = free_port()
    with serving(tmp_path, port), sync_playwright() as play:
        answer(port, "/healthz")
        browser = play.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox"])
        for columns, rows in WINDOWS:
            sheet = browser.new_page(viewport={"width": columns, "height": rows}, locale="zh-CN")
            said: list[object] = []
            sheet.on("console", partial(list.append, said))
            sheet.on("pageerror", partial(list.append, said))
            for page in ("/", "/jobs/1", "/jobs/2", "/jobs/4", "/login"):
                sheet.goto(f"http://127.0.0.1:{port}{page}")
                sheet.wait_for_timeout(4000)  # one refresh
                assert said == []
                assert sheet.evaluate("document.documentElement.scrollWidth") <= columns
                assert sheet.evaluate("document.documentElement.lang") == "zh-CN"
        browser.close()


def test_in_chromium_the_page_shows_what_is_new_without_being_asked(
    request: pytest.FixtureRequest, tmp_path: Path
) -> None:
    """And says so while nobody answers."""
    if not request.config.getoption("--full"):
        pytest.skip("a browser is asked with --full")
    from playwright.sync_api import sync_playwright

    busy_work(tmp_path / "work", tmp_path / "out", now=time.time())
    port = free_port()
    with serving(tmp_path, port) as child, sync_playwright() as play:
        answer(port, "/healthz")
        browser = play.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox"])
        sheet = browser.new_page(locale="zh-CN")
        sheet.goto(f"http://127.0.0.1:{port}/")
        with InboxLedger(tmp_path / "work" / INBOX_FILE) as ledger:
            ledger.receive("/inbox", "中山", "folder", time.time(), state=JobState.QUEUED)
        sheet.wait_for_selector("text=中山", timeout=15_000)
        child.terminate()
        sheet.wait_for_selector("text=服务暂无响应", timeout=15_000)
        browser.close()
