"""doctor --config: each thing that is wrong is named, with what to do."""

import socket
from pathlib import Path

import pytest

from videopipe.config.service import load_service
from videopipe.watch.checkup import BadToken, check_service, read_token


def bad(folder: Path, text: str = "", **folders: str) -> dict[str, str]:
    """Names of the checks that failed, but for the user who runs the tests, with their remedies."""
    places = {"inbox": "in", "out": "out"} | folders
    lines = "".join(f"{key}: {value}\n" for key, value in places.items())
    (folder / "in").mkdir(exist_ok=True)
    (folder / "videopipe.yaml").write_text(
        f"version: 1\n{lines}disk: {{pause_below_gb: 0}}\n{text}" if "disk" not in text else f"version: 1\n{lines}{text}"
    )  # fmt: skip
    checks = list(check_service(load_service(folder / "videopipe.yaml")))
    for check in checks:
        assert check.good or (check.remedy_en and check.remedy_zh)
    return {check.name: check.remedy_en for check in checks if not check.good and check.name != "user"}


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as server:
        return int(server.getsockname()[1])


def test_a_good_file_has_nothing_to_complain_of(tmp_path: Path) -> None:
    text = f"serve: {{port: {free_port()}}}\nhooks: [{{name: a, command: [sh, x]}}, {{name: b, url: 'http://h/'}}]\n"

    assert bad(tmp_path, text) == {}


@pytest.mark.parametrize(
    ("text", "places", "name", "said"),
    [
        ("", {"inbox": "none"}, "inbox", "Create it"),
        ("", {"out": "in/out"}, "folders apart", "must not lie in each other"),
        ("", {"work": "."}, "folders apart", "must not lie in each other"),
        ("", {"out": "videopipe.yaml/out"}, "out", "can't be written to"),
        ("profiles: [portel]", {}, "profiles", "no profile `portel`"),
        ("hooks: [{name: a, command: [/no/such]}]", {}, "hook a", "no program that can be run"),
        ("disk: {pause_below_gb: 1000000}", {}, "room", "GB are free"),
        ("serve: {token_file: none}", {}, "token", "openssl rand"),
    ],
    ids=["no inbox", "out in the inbox", "inbox in work", "a file in the way", "profile", "hook", "disk", "token"],
)  # fmt: skip
def test_each_fault_is_named_with_what_to_do(
    text: str, places: dict[str, str], name: str, said: str, tmp_path: Path
) -> None:
    found = bad(tmp_path, text, **places)

    assert said in found[name]


def test_a_port_that_is_taken_is_told(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        found = bad(tmp_path, f"serve: {{port: {server.getsockname()[1]}}}")

    assert "running already" in found["port"]


@pytest.mark.parametrize(
    ("text", "mode", "why"),
    [("x" * 20, 0o644, "others may read it"), ("x" * 19, 0o600, "fewer than 20"), ("钥" * 30, 0o600, "fewer than 20")],
    ids=["open", "short", "not ASCII"],
)  # fmt: skip
def test_a_token_that_protects_nothing_is_refused(text: str, mode: int, why: str, tmp_path: Path) -> None:
    file = tmp_path / "token"
    file.write_text(text + "\n", "utf-8")
    file.chmod(mode)
    with pytest.raises(BadToken, match=why):
        read_token(file)


def test_a_good_token_is_its_first_line(tmp_path: Path) -> None:
    (tmp_path / "token").write_text("0123456789abcdef0123\nnotes\n")
    (tmp_path / "token").chmod(0o600)

    assert read_token(tmp_path / "token") == "0123456789abcdef0123"
