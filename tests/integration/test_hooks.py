"""How an event is sent: to a real program, to a real web address."""

import sys
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import Any

import pytest

from videopipe.config.service import Hook
from videopipe.model.errors import ToolFailed, ToolTimedOut
from videopipe.watch.hooks import send


def hook(**more: Any) -> Hook:
    return Hook(name="press", **more)


def test_a_program_gets_the_event_on_its_standard_input_and_no_shell(tmp_path: Path) -> None:
    said = tmp_path / "said"
    code = "import sys; open(sys.argv[1], 'wb').write(sys.stdin.buffer.read() + sys.argv[2].encode())"
    send(hook(command=(sys.executable, "-c", code, str(said), "$(id); `id`")), b'{"a": 1}', lambda: False)

    assert said.read_bytes() == b'{"a": 1}$(id); `id`'


def test_a_program_that_fails_or_takes_too_long_or_is_not_there_has_not_been_told() -> None:
    with pytest.raises(ToolFailed):
        send(hook(command=("false",)), b"{}", lambda: False)
    with pytest.raises(ToolTimedOut):
        send(hook(command=("sleep", "60"), timeout="0.1"), b"{}", lambda: False)
    with pytest.raises(FileNotFoundError):
        send(hook(command=("/no/such/program",)), b"{}", lambda: False)


class _Desk(BaseHTTPRequestHandler):
    def do_POST(self) -> None:
        self.server.got = self.rfile.read(int(self.headers["Content-Length"]))  # type: ignore[attr-defined]
        self.send_response({"/moved": 302, "/broken": 500}.get(self.path, 204))
        self.send_header("Location", "/elsewhere")
        self.end_headers()

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture
def desk() -> Iterator[HTTPServer]:
    server = HTTPServer(("127.0.0.1", 0), _Desk)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    yield server
    server.shutdown()
    thread.join()
    server.server_close()


def test_a_web_address_gets_the_event_as_json(desk: HTTPServer) -> None:
    send(hook(url=f"http://127.0.0.1:{desk.server_port}/ok"), b'{"a": 1}', lambda: False)

    assert desk.got == b'{"a": 1}'  # type: ignore[attr-defined]


@pytest.mark.parametrize("path", ["moved", "broken"])
def test_an_answer_that_is_no_yes_has_not_been_told(path: str, desk: HTTPServer) -> None:
    with pytest.raises(OSError, match=r"HTTP Error"):
        send(hook(url=f"http://127.0.0.1:{desk.server_port}/{path}"), b"{}", lambda: False)
