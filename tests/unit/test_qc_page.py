"""The report as a page: for people who look, and for those who listen to it."""

import re
from dataclasses import replace
from html.parser import HTMLParser

from tests.unit.films import FILM, PICTURE, span
from videopipe.config.profile import Audio, Qc
from videopipe.model.findings import Kind, Severity, Words, clock
from videopipe.model.quality import Declared
from videopipe.model.time import Seconds
from videopipe.stages.qc.judge import Rules, judge
from videopipe.stages.qc.page import render_page
from videopipe.stages.qc.plan import moments_of, still_of
from videopipe.stages.qc.report import FilmReport

RULES = Rules(Qc(), Audio(), Seconds(25), 2, 40)
BAD = replace(FILM, picture=replace(PICTURE, black=(span("8", "11"),)))
PIXEL = "data:image/jpeg;base64,/9j/"


def report(name: str = "片.mp4", still: str = PIXEL) -> FilmReport:
    findings = judge(BAD, RULES, Declared())
    return FilmReport(name, BAD, findings, (still,))


class Tags(HTMLParser):
    """Every opening tag with its attributes."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))


def test_the_verdict_stands_on_top_and_each_finding_has_its_picture_and_time() -> None:
    html = render_page([report(), FilmReport("good.mp4", FILM, ())], -16.0)
    assert "不可发布：2 个成片中有 1 个不合格" in html
    assert "0:08.0–0:11.0" in html
    (image,) = [attributes for tag, attributes in Tags(html).found if tag == "img"]
    assert image["src"] == PIXEL
    assert image["alt"] == "0:08.0–0:11.0 的画面：黑场 3 s"


def test_the_page_needs_nothing_from_elsewhere_and_says_its_languages() -> None:
    tags = Tags(render_page([report()], -16.0)).found
    assert dict(tags)["html"]["lang"] == "zh-CN"
    addresses = [attributes.get(name) for _, attributes in tags for name in ("src", "href")]
    assert all(address.startswith(("data:", "#")) for address in addresses if address)
    assert not [tag for tag, _ in tags if tag in {"script", "link"}]


def test_names_and_messages_can_not_become_markup() -> None:
    html = render_page([report(name="<img src=x onerror=alert(1)>.mp4")], -16.0)
    assert "<img src=x" not in html


def test_equal_reports_are_equal_pages() -> None:
    assert render_page([report()], -16.0) == render_page([report()], -16.0)


def test_findings_are_marked_in_the_plot_of_their_part() -> None:
    html = render_page([report()], -16.0)
    # 8 to 11 s of 20 s, of a drawing 1000 wide; the loudness has no mark
    assert re.findall(r'<rect class="(\w+)" x="([\d.]+)" y="0" width="([\d.]+)"', html) == [
        ("fail", "400.0", "150.0")
    ]


def test_a_finding_is_shown_at_its_middle() -> None:
    findings = judge(BAD, RULES, Declared())
    moments = moments_of(findings)
    assert moments == (Seconds(19, 2),)
    assert still_of(findings[0], moments, ["x"]) == "x"


def test_times_are_told_to_the_tenth() -> None:
    assert [clock(value) for value in (0, 9.96, 59.96, 61.04)] == ["0:00.0", "0:10.0", "1:00.0", "1:01.0"]


def test_what_was_found_of_subtitles_stands_on_the_page_and_counts() -> None:
    found = Kind(
        Severity.WARN, Words("cue 3 is fast", "第 3 条太快"), Words("Shorten it", "请精简"), "DOMAIN SUB-03"
    ).at("subtitle.fast", "subtitle 3", value="10.20", threshold="9")
    html = render_page([FilmReport("good.mp4", FILM, ())], -16.0, [found])
    assert "第 3 条太快" in html
    assert "subtitle.fast · 实测 10.20 · 界限 9" in html
    assert "有 1 处请复核" in html
