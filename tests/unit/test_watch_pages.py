"""Words of the status pages."""

import re
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from videopipe.model.findings import Words
from videopipe.watch.jobs import Job, JobState, Refusal
from videopipe.watch.pages import render_status, span
from videopipe.watch.pulse import Pulse
from videopipe.watch.status import Status
from videopipe.watch.web import preferred


@pytest.mark.parametrize(
    ("accept", "lang"),
    [
        ("", "zh"), ("fr", "zh"), ("zh-CN,zh;q=0.9,en;q=0.8", "zh"), ("en-GB,en;q=0.9", "en"), ("en;q=0.4, zh-TW;q=0.5", "zh"),
        ("en, zh", "zh"), ("EN-us", "en"), ("en;q=nonsense", "zh"), ("*", "zh"),
    ],
)  # fmt: skip
def test_chinese_unless_english_is_asked_for_first(accept: str, lang: str) -> None:
    assert preferred(accept) == lang


@given(st.text(max_size=60))
def test_whatever_a_browser_sends_is_one_of_the_two(accept: str) -> None:
    assert preferred(accept) in {"zh", "en"}


@pytest.mark.parametrize(
    ("seconds", "en", "zh"),
    [
        (-3, "0 s", "0 秒"), (59.4, "59 s", "59 秒"), (61, "1 min 1 s", "1 分 1 秒"), (7260, "2 h 1 min", "2 小时 1 分"),
        (90_000, "1 d 1 h", "1 天 1 小时"),
    ],
)  # fmt: skip
def test_a_span_is_as_exact_as_anybody_wants_to_know(seconds: float, en: str, zh: str) -> None:
    assert (span(seconds, "en"), span(seconds, "zh")) == (en, zh)


@pytest.mark.parametrize(
    ("file", "fault", "told"),
    [
        ("raw/A.mp4", "it is empty", "raw/A.mp4: it is empty"),
        ("raw/A.mp4", "raw/A.mp4 is empty", "raw/A.mp4 is empty"),
        ("", "two films lie here", "two films lie here"),
    ],
)
def test_a_refusal_tells_its_file_once(file: str, fault: str, told: str) -> None:
    assert Refusal(file, Words(fault, "是空文件"), Words("", "")).told.en == told


def test_a_watcher_is_alive_for_five_minutes_after_its_last_word() -> None:
    def alive(pulse: Pulse | None) -> bool:
        return Status(1_000.0, pulse, (), 0, 0).alive

    assert not alive(None)
    assert alive(Pulse(701.0, 10.0, 1, "/in"))
    assert not alive(Pulse(699.0, 10.0, 1, "/in"))
    assert alive(Pulse(500.0, 100.0, 1, "/in"))
    assert not alive(Pulse(9_999.0, 10.0, 1, "/in")), "written before the clock was put back"


def test_of_a_long_list_the_first_are_shown_and_the_rest_counted() -> None:
    job = Job(1, "inbox", "/in", "name", "folder", 1, JobState.QUEUED)
    refused = [
        replace(job, id=n, name=f"bad {n:04}", state=JobState.REFUSED, changed_s=n) for n in range(1, 251)
    ]
    queued = [replace(job, id=n, name=f"next {n:04}") for n in range(251, 401)]
    page = render_status(Status(0.0, None, (*refused, *queued), 0, 0), "zh", lambda _: {})
    assert re.findall(r">(bad \d+)<", page) == [f"bad {n:04}" for n in range(250, 150, -1)]
    assert re.findall(r">(next \d+)<", page) == [f"next {n:04}" for n in range(251, 351)]
    assert re.findall(r"另有 (\d+) 项", page) == ["150", "50"]
