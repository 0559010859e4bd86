"""Broken and hostile files get a clean answer: a few here, thousands with `python -m tests.fuzz`."""

import signal
import socket
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.fuzz import Bench, Worker, examine, fuzz, report
from tests.fuzz_media import SECRETS, case, corpus, make_corpus, split

FILES = 25


@pytest.fixture(scope="module")
def good(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("good")
    make_corpus(folder)
    return folder


def test_mutated_files_are_answered_cleanly(good: Path) -> None:
    results = fuzz(range(FILES), 2, good)
    assert len(results) == FILES
    assert [result for result in results if not result.clean] == [], report(results, 2)
    assert {"accepted", "refused"} <= {result.outcome for result in results}


@pytest.fixture
def signals() -> Iterator[None]:
    """The command line takes the signals for itself; afterwards they are pytest's again."""
    kept = {number: signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM)}
    yield
    for number, handler in kept.items():
        signal.signal(number, handler)


@pytest.mark.usefixtures("signals")
def test_untouched_files_of_six_containers_are_accepted(good: Path) -> None:
    scratch = good / "scratch"
    scratch.mkdir()
    films = ["faststart.mp4", "hevc.mkv", "stream.ts", "plain.mxf", "plain.avi", "plain.flv"]
    assert {name: examine(good / name, scratch) for name in films} == dict.fromkeys(films, ("accepted", ""))


def test_a_case_is_made_from_its_number_alone_and_differs_from_its_source(good: Path) -> None:
    whole = corpus(good)
    cases = [case(number, 7, whole, good, 9) for number in range(50)]
    assert cases == [case(number, 7, whole, good, 9) for number in range(50)]
    assert len({content for _, _, content in cases} - set(whole.values())) >= 45


def test_blocks_of_every_container_make_the_whole_and_are_more_than_a_few(good: Path) -> None:
    for name, content in corpus(good).items():
        blocks = split(content, Path(name).suffix)
        assert b"".join(blocks) == content, name
        assert len(blocks) >= 4, name


def test_a_look_at_a_file_beside_the_case_or_at_the_network_is_noticed(
    good: Path, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    bench = Bench(tmp_path, good)

    def read_secret(path: Path, _scratch: Path) -> tuple[str, str]:
        return "accepted", str(len((path.parent / SECRETS[0]).read_bytes()))

    def call(path: Path, _scratch: Path) -> tuple[str, str]:
        socket.create_connection(("127.0.0.1", bench.port)).close()
        return "refused", ""

    def behave(path: Path, _scratch: Path) -> tuple[str, str]:
        return "refused", str(len(path.read_bytes()))

    request.addfinalizer(bench.close)
    assert bench.run(1, 1, read_secret).outcome == "leak"
    assert "network" in bench.run(2, 1, call).detail
    assert bench.run(3, 1, behave).outcome == "refused"


def test_the_end_of_a_worker_and_its_silence_are_offences() -> None:
    wait = "import sys, time; sys.stdin.readline()"
    crash = Worker([sys.executable, "-c", f"{wait}; import os; os.abort()"])
    silent = Worker([sys.executable, "-c", f"{wait}; time.sleep(60)"], longest_s=0.5)
    assert (crash.ask(1).outcome, silent.ask(1).outcome) == ("crash", "hang")
    assert not crash.ask(2).clean
    crash.end()
    silent.end()
