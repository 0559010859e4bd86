"""`videopipe status` and what `videopipe serve` refuses, from the command line."""

import json
from pathlib import Path

import pytest

from tests.unit.test_cli import videopipe
from tests.unit.uploads import busy_work


@pytest.fixture
def work(tmp_path: Path) -> Path:
    busy_work(tmp_path / "work", tmp_path / "out")
    return tmp_path / "work"


def test_the_table_says_what_goes_on_then_what_is_done(work: Path) -> None:
    said = videopipe("--lang", "zh", "status", "--work", work).output

    names = ("深圳/访谈.zip", "东莞", "珠海", "惠州.mp4", "江门", "肇庆", "广州")
    assert [said.index(name) for name in names] == sorted(said.index(name) for name in names)
    assert "制作中 1  排队 2  等待 1" in said
    assert "42% make" in said
    assert "字幕文件 惠州.srt" in said
    assert "raw/A&B.mp4: 文件不完整" in said
    assert "监视程序未运行" in said, "the watcher's last word is years old"


def test_programs_get_one_document(work: Path) -> None:
    facts = json.loads(videopipe("status", "--work", work, "--json").stdout)

    assert facts["counts"]["published"] == 1
    assert facts["jobs"][3]["percent"] == 42


def test_the_places_come_from_a_service_file(work: Path) -> None:
    file = work.parent / "videopipe.yaml"
    file.write_text("version: 1\ninbox: in\nout: out\nwork: work\n")

    assert "深圳/访谈.zip" in videopipe("status", "--config", file).output


def test_where_nothing_was_ever_sent_the_table_says_so_and_nothing_is_made(tmp_path: Path) -> None:
    assert "nothing has been sent yet" in videopipe("status", "--work", tmp_path / "none").output
    assert list(tmp_path.iterdir()) == []


def test_of_many_the_first_are_shown_and_the_rest_counted(tmp_path: Path) -> None:
    from videopipe.watch.jobs import JobState
    from videopipe.watch.ledger import INBOX_FILE, InboxLedger

    with InboxLedger(tmp_path / INBOX_FILE) as ledger:
        for number in range(43):
            ledger.receive("/in", f"upload {number}", "folder", 1.0, state=JobState.QUEUED)
    said = videopipe("status", "--work", tmp_path).output

    assert "upload 39" in said
    assert "upload 40" not in said
    assert "and 3 more" in said


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "192.168.1.5", "status.example.org"])  # noqa: S104 - to be refused
def test_others_are_not_let_in_without_a_token(host: str, tmp_path: Path) -> None:
    result = videopipe("serve", "--work", tmp_path, "--host", host)

    assert result.exit_code == 2
    assert "--token-file is needed" in result.stderr


def test_a_bad_token_is_answered_with_how_to_make_a_good_one(tmp_path: Path) -> None:
    (tmp_path / "token").write_text("short")
    (tmp_path / "token").chmod(0o600)
    result = videopipe("serve", "--work", tmp_path, "--token-file", tmp_path / "token")

    assert result.exit_code == 2
    assert "openssl rand -hex 24" in result.stderr


@pytest.mark.parametrize("arguments", [(), ("inbox", "--config", "videopipe.yaml")], ids=["neither", "both"])
def test_a_watcher_is_told_by_a_file_or_by_options(arguments: tuple[str, ...]) -> None:
    result = videopipe("watch", *arguments)

    assert result.exit_code == 2
    assert "either INBOX or --config" in result.stderr


def test_a_service_file_that_is_wrong_is_answered_before_anything_is_watched(tmp_path: Path) -> None:
    (tmp_path / "videopipe.yaml").write_text("version: 1\ninbox: in\nout: out\nprofiles: [portel]\n")
    (tmp_path / "in").mkdir()

    assert "no profile `portel`" in videopipe("watch", "--config", tmp_path / "videopipe.yaml").stderr
    assert list((tmp_path / "in").iterdir()) == []


def test_the_service_file_is_checked_by_doctor(tmp_path: Path) -> None:
    (tmp_path / "videopipe.yaml").write_text("version: 1\ninbox: none\nout: out\n")
    result = videopipe("--lang", "zh", "doctor", "--config", tmp_path / "videopipe.yaml")

    assert result.exit_code == 2
    assert "异常    inbox" in result.output
    assert "请新建目录" in result.output
