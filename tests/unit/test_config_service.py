"""videopipe.yaml: what it may say, and what is answered to mistakes."""

from fractions import Fraction
from pathlib import Path

import pytest

from videopipe.config.service import load_service
from videopipe.model.errors import InputError

SERVICE = """\
version: 1
inbox: in
out: /srv/out
profiles: [portal, own.yaml]
poll: 5s
hooks:
  - {name: press, events: [published], command: [/usr/local/bin/tell, a b]}
  - {name: desk, url: "https://example.org/hook"}
serve: {port: 9000, token_file: token}
"""


def write(folder: Path, text: str) -> Path:
    file = folder / "videopipe.yaml"
    file.write_text(text, "utf-8")
    return file


def test_paths_count_from_the_file_and_all_else_has_a_default(tmp_path: Path) -> None:
    loaded = load_service(write(tmp_path, SERVICE))

    assert (loaded.inbox, loaded.out, loaded.work) == (tmp_path / "in", Path("/srv/out"), None)
    assert loaded.profiles == ("portal", str(tmp_path / "own.yaml"))
    assert loaded.token_file == tmp_path / "token"
    config = loaded.config
    assert (config.poll, config.settle_polls, config.after) == (Fraction(5), 3, "keep")
    assert config.hooks[0].command == ("/usr/local/bin/tell", "a b")
    assert config.hooks[1].events == ("received", "refused", "published")
    assert (config.serve.host, config.serve.port) == ("127.0.0.1", 9000)


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("poll: 5s", "pol: 5s", "line 5: unknown key `pol`. Did you mean `poll`"),
        ("published]", "publisht]", "line 7: `hooks.0.events.0`"),
        ("name: desk", "name: press", "line 8: `hooks.1.name`: “press” is used twice"),
        ("https:", "file:", "line 8: `hooks.1`: .*`url` must begin with http"),
        ("command: [/usr/local/bin/tell, a b]", "attempts: 3", "line 7: `hooks.0`: .*either `command` or `url`"),
        ("port: 9000, token_file: token", "host: 0.0.0.0", "line 9: `serve.host` is 0.0.0.0, which others can reach"),
        ("inbox: in\n", "", "`inbox` is missing"),
    ],
    ids=["a key", "an event", "twice", "a scheme", "no way", "open to all", "no inbox"],
)  # fmt: skip
def test_mistakes_are_answered_with_file_line_and_key(old: str, new: str, said: str, tmp_path: Path) -> None:
    with pytest.raises(InputError, match=f"videopipe.yaml, .*{said}"):
        load_service(write(tmp_path, SERVICE.replace(old, new)))


def test_a_network_needs_a_token_and_then_may_be_listened_to(tmp_path: Path) -> None:
    loaded = load_service(write(tmp_path, SERVICE.replace("port: 9000", "host: 0.0.0.0")))

    assert loaded.config.serve.host == "0.0.0.0"  # noqa: S104 - what the file says


def test_a_file_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="is not there"):
        load_service(tmp_path / "none.yaml")
