"""The status pages, as a browser asks for them."""

import os
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from prometheus_client.openmetrics.parser import text_string_to_metric_families
from starlette.testclient import TestClient

from tests.unit.uploads import HOSTILE, NOW, busy_work
from videopipe.model.findings import Words
from videopipe.watch.deliveries import Deliveries
from videopipe.watch.web import Place, make_app

TOKEN = "0123456789abcdef0123"  # noqa: S105 - of these tests
ZH, EN = {"accept-language": "zh-CN,zh;q=0.9,en;q=0.5"}, {"accept-language": "en-GB,en;q=0.9,zh;q=0.1"}


@pytest.fixture
def place(tmp_path: Path) -> Place:
    busy_work(tmp_path / "work", tmp_path / "out")
    return Place(tmp_path / "out", tmp_path / "work", now=lambda: NOW)


@pytest.fixture
def browser(place: Place) -> Iterator[TestClient]:
    with TestClient(make_app(place), base_url="http://127.0.0.1:8765") as client:
        yield client


@pytest.fixture
def outsider(place: Place) -> Iterator[TestClient]:
    """In front of pages that ask for a token."""
    guarded = Place(place.out, place.work, TOKEN, place.now)
    with TestClient(
        make_app(guarded), base_url="http://status.example.org", follow_redirects=False
    ) as client:
        yield client


# What is told.


def test_the_first_page_tells_of_every_state_in_chinese(browser: TestClient) -> None:
    page = browser.get("/", headers=ZH).text

    assert '<html lang="zh-CN">' in page
    for words in (
        "正在监视",
        "正在制作",
        "需要处理",
        "排队",
        "尚未收齐",
        "处理完毕",
        "字幕文件 惠州.srt",
        "请重新上传",
        "42 %",
    ):
        assert words in page
    assert re.findall(r'class="figure">(\d+)</span> (\S+)</li>', page) == [
        ("1", "制作中"), ("2", "排队"), ("1", "等待"), ("1", "已收到"), ("1", "已退回"), ("1", "失败"), ("1", "已发布"),
    ]  # fmt: skip
    assert page.index("东莞") < page.index("珠海"), "the higher priority goes first"


def test_a_browser_that_asks_for_english_gets_it(browser: TestClient) -> None:
    page = browser.get("/", headers=EN).text

    assert '<html lang="en">' in page
    assert "Not complete yet" in page
    assert "the subtitles 惠州.srt" in page


def test_no_word_of_an_upload_becomes_markup(browser: TestClient) -> None:
    for address in ("/", "/jobs/2"):
        page = browser.get(address, headers=ZH).text
        assert HOSTILE not in page
        assert "&lt;script&gt;alert(" in page


def test_pages_fetch_and_run_nothing_but_their_own(browser: TestClient) -> None:
    answer = browser.get("/")

    assert "default-src 'none'" in answer.headers["content-security-policy"]
    assert "unsafe" not in answer.headers["content-security-policy"]
    for address in ("/", "/jobs/1", "/jobs/4", "/login", "/nothing"):
        page = browser.get(address).text
        assert re.findall(r"(?:src|href)=\"(?!/)", page) == []
        assert " style=" not in page
        assert re.findall(r"<script(?! src=)", page) == []
    assert browser.get("/static/status.css").headers["content-type"].startswith("text/css")
    assert browser.get("/static/live.js").headers["content-type"].startswith("text/javascript")
    assert browser.get("/static/index.html.j2").status_code == 404


def test_a_published_upload_leads_to_its_bundle_and_shows_its_poster(browser: TestClient) -> None:
    for address in ("/", "/jobs/1"):
        page = browser.get(address).text
        addresses = set(re.findall(r'"(/bundles/[^"]+)"', page))
        assert addresses == {
            f"/bundles/gd/gz%202019/v1/data/{name}"
            for name in ("index.html", "qc/index.html", "images/poster.jpg")
        }
        assert {browser.get(each).status_code for each in addresses} == {200}


def test_a_refused_upload_has_its_fault_and_remedy_and_its_history(browser: TestClient) -> None:
    page = browser.get("/jobs/2", headers=ZH).text

    for words in ("raw/A&amp;B.mp4", "文件不完整", "请重新上传", "排队", "制作中", "已退回"):
        assert words in page


def test_what_is_under_way_has_its_log_and_the_time_of_each_stage(browser: TestClient) -> None:
    page = browser.get("/jobs/4", headers=ZH).text

    assert page.index("各阶段用时") < page.index("日志") < page.index("picture/wide/003")
    assert "2.5 s" in page


def test_hooks_that_gave_up_are_told(place: Place, browser: TestClient) -> None:
    with Deliveries(place.work / "inbox.sqlite") as deliveries:
        deliveries.seen("press", 0)
        deliveries.note("press", [3], 3, NOW)
        due = deliveries.due("press", NOW)
        assert due is not None
        deliveries.mark(due, "given up", NOW, said="HTTP Error 500")

    assert "已放弃" in browser.get("/", headers=ZH).text
    assert "HTTP Error 500" in browser.get("/jobs/1", headers=ZH).text


def test_a_pause_and_its_reason_stand_at_the_top(tmp_path: Path) -> None:
    busy_work(tmp_path / "work", tmp_path / "out", Words("3 GB are free", "仅剩 3 GB"))
    with TestClient(
        make_app(Place(tmp_path / "out", tmp_path / "work", now=lambda: NOW)), base_url="http://localhost"
    ) as client:
        page = client.get("/", headers=ZH).text

    assert page.index("已暂停") < page.index("仅剩 3 GB") < page.index("<main")


def test_without_a_ledger_there_is_nothing_yet_and_nothing_is_made(tmp_path: Path) -> None:
    with TestClient(
        make_app(Place(tmp_path / "out", tmp_path / "work")), base_url="http://localhost"
    ) as client:
        page = client.get("/", headers=ZH).text
        assert "还没有收到任何内容" in page
        assert '<header class="up">' in page, "who only runs batches has no watcher, and nothing is wrong"
        assert client.get("/jobs/1").status_code == 404
        assert client.get("/healthz").text == "ok\n"
    assert list(tmp_path.iterdir()) == []


def test_programs_get_all_jobs(browser: TestClient) -> None:
    facts = browser.get("/status.json").json()

    assert facts["counts"]["queued"] == 2
    assert [job["name"] for job in facts["jobs"]][:2] == ["广州", HOSTILE]
    assert facts["jobs"][6]["waits"] == [{"en": "the subtitles 惠州.srt", "zh": "字幕文件 惠州.srt"}]


def test_metrics_are_openmetrics(browser: TestClient) -> None:
    answer = browser.get("/metrics")
    found = {
        (sample.name, *sample.labels.values()): sample.value
        for family in text_string_to_metric_families(answer.text)  # type: ignore[no-untyped-call]  # its package types all but this
        for sample in family.samples
    }

    assert answer.headers["content-type"].startswith("application/openmetrics-text; version=1.0.0")
    assert found["videopipe_jobs", "refused"] == 1
    assert found["videopipe_watcher_up",] == 1
    assert found["videopipe_jobs_late",] == 1
    assert found["videopipe_queue_oldest_seconds",] == 200
    assert found["videopipe_disk_free_bytes", "out"] > 0


def test_health_tells_that_the_watcher_is_gone(place: Place) -> None:
    later = Place(place.out, place.work, now=lambda: NOW + 4000)
    with TestClient(make_app(later), base_url="http://localhost") as client:
        assert client.get("/healthz").status_code == 503
        page = client.get("/", headers=ZH).text
        assert "监视程序未运行" in page
        assert '<header class="down">' in page


# Who may come in.


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH"])
@pytest.mark.parametrize(
    "address", ["/", "/jobs/1", "/bundles/gd/gz%202019/v1/data/index.html", "/status.json"]
)
def test_nothing_can_be_changed(method: str, address: str, browser: TestClient) -> None:
    assert browser.request(method, address).status_code == 405


def test_a_page_elsewhere_can_not_have_this_machine_asked_under_its_own_name(place: Place) -> None:
    with TestClient(make_app(place), base_url="http://evil.example.org") as client:
        assert client.get("/status.json").status_code == 400


@pytest.mark.parametrize(
    "address",
    ["/", "/jobs/1", "/status.json", "/metrics", "/bundles/gd/gz%202019/v1/data/index.html", "/nothing"],
)
def test_with_a_token_nothing_is_told_without_it(address: str, outsider: TestClient) -> None:
    for headers in (
        {},
        {"authorization": "Bearer wrong"},
        {"authorization": TOKEN},
        {"cookie": f"videopipe={TOKEN}"},
    ):
        answer = outsider.get(address, headers=headers)
        assert answer.status_code == 401
        assert "广州" not in answer.text
    assert outsider.get(address, headers={"authorization": f"Bearer {TOKEN}"}).status_code in {200, 404}
    assert outsider.get(f"{address}?token={TOKEN}").status_code == 401, "an address is no place for a secret"


def test_who_types_the_token_is_let_in_and_the_browser_does_not_keep_the_token(outsider: TestClient) -> None:
    assert outsider.post("/login", data={"token": "wrong"}).status_code == 401
    answer = outsider.post("/login", data={"token": f" {TOKEN} "})

    assert (answer.status_code, answer.headers["location"]) == (303, "/")
    cookie = answer.headers["set-cookie"].lower()
    assert "httponly" in cookie
    assert "samesite=strict" in cookie
    assert TOKEN not in cookie
    assert outsider.get("/").status_code == 200


def test_a_form_that_never_ends_is_cut_off(outsider: TestClient) -> None:
    body = b"x" * 10_000_000 + b"&token=" + TOKEN.encode()

    assert outsider.post("/login", content=body).status_code == 401


def test_health_and_style_need_no_token(outsider: TestClient) -> None:
    for address in ("/healthz", "/static/status.css", "/login"):
        assert outsider.get(address).status_code == 200


# Files.


def test_films_are_given_by_parts_as_players_ask(browser: TestClient) -> None:
    answer = browser.get("/bundles/gd/gz%202019/v1/data/video/portal.mp4", headers={"range": "bytes=0-3"})

    assert (answer.status_code, answer.content) == (206, b"<h1>")
    assert answer.headers["content-type"] == "video/mp4"
    assert "script-src 'unsafe-inline'" in answer.headers["content-security-policy"]
    assert "connect-src" not in answer.headers["content-security-policy"]


@pytest.mark.parametrize(
    "address",
    [
        "../secret", "..%2fsecret", "%2e%2e/secret", "gd/../../secret", "gd/%2e%2e/%2e%2e/secret", "..%5csecret", "%2fetc/passwd", "/etc/passwd",
        "gd/out-link", "gd/folder-link/secret", "gd/gz%202019/v1/data/.hidden", ".lock", "gd/.staging-1/index.html", "gd/hidden-link",
        "gd", "gd/", "", "gd/gz%202019/v1/data/none", "gd/%00", "gd/pipe", "gd/loop",
    ],
)  # fmt: skip
def test_nothing_outside_of_out_and_nothing_half_made_is_reachable(
    address: str, place: Place, browser: TestClient
) -> None:
    (place.out.parent / "secret").write_text("secret")
    series = place.out / "gd"
    (series / "out-link").symlink_to(place.out.parent / "secret")
    (series / "folder-link").symlink_to(place.out.parent)
    (series / "gz 2019/v1/data/.hidden").write_text("secret")
    (series / "hidden-link").symlink_to("gz 2019/v1/data/.hidden")
    (series / "loop").symlink_to("loop")
    (place.out / ".lock").write_text("secret")
    (series / ".staging-1").mkdir()
    (series / ".staging-1/index.html").write_text("secret")
    os.mkfifo(series / "pipe")
    answer = browser.get(f"/bundles/{address}")

    assert answer.status_code == 404
    assert "secret" not in answer.text


def test_a_link_within_out_is_followed(place: Place, browser: TestClient) -> None:
    (place.out / "latest.html").symlink_to("gd/gz 2019/v1/data/index.html")

    assert browser.get("/bundles/latest.html").status_code == 200
