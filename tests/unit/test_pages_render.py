"""The page of one episode, read back with a parser."""

import json
from base64 import b64decode
from dataclasses import replace
from datetime import datetime, timedelta, timezone
from fractions import Fraction
from html.parser import HTMLParser
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from videopipe.stages.package.links import broken_links
from videopipe.stages.pages.render import divide, render_page, web_address
from videopipe.stages.pages.view import (
    Captions,
    Chapter,
    Clip,
    Comment,
    Download,
    Film,
    Highlight,
    Line,
    Link,
    PageView,
    Site,
)

VTT = "WEBVTT\n\n00:00.000 --> 00:01.000\n大家好\n"
FILMS = (
    Film("video/portal-1080p-clean.mp4", "无字幕版", 1920, 1080, Fraction(467, 5), 120_000_000, burned=False),
    Film("video/portal-1080p.mp4", "带字幕版", 1920, 1080, Fraction(467, 5), 125_000_000, burned=True),
)
VIEW = PageView(
    site=Site("广东省人民政府门户网站", "在线访谈", domain="www.gd.gov.cn"),
    series="“打造粤港澳大湾区”微视频访谈",
    programme="在线访谈",
    title="老城市新活力 湾区核心引擎",
    city="广州市",
    published=datetime(2019, 5, 10, 10, 0, tzinfo=timezone(timedelta(hours=8))),
    source="广州市人民政府",
    summary="回应网友关切。",
    keywords=("粤港澳大湾区", "广州"),
    identity="9f2c61aa0b7e4d55",
    films=FILMS,
    poster="images/封面.jpg",
    captions=(Captions("zh-Hans", "中文字幕", VTT),),
    guests=("嘉宾：广州市政府负责同志",),
    chapters=(
        Chapter("综合交通", "网友“羊城街坊”", "出行会更方便吗？", Fraction(191, 5), "images/q2.jpg"),
        Chapter("核心引擎", "网友“珠江潮声”", "怎样发挥核心引擎作用？", Fraction(66, 5)),
    ),
    transcript=(
        Line(Fraction(1), "主持人", "大家好！"),
        Line(Fraction(2), "", "欢迎收看。"),
        Line(Fraction(14), "主持人", "网友问。"),
        Line(Fraction(20), "嘉宾", "会更方便。"),
    ),
    clips=(Clip("clips/gz-1.mp4", "怎样发挥核心引擎作用？", Fraction(25), 4_300_000, "images/q1.jpg"),),
    infographics=(Clip("infographics/gz-h1.mp4", "地区生产总值", Fraction(8), 2_000_000),),
    highlights=(
        Highlight("地区生产总值", "22,859.35", "亿元", "2018年", "广州市统计局"),
        Highlight("新增公办学位", "约3", "万个", "2019年", "", sample=True),
    ),
    expert=Comment("枢纽功能是优势。", "某教授", "湾区研究院"),
    policies=(Link("发展规划纲要", "https://www.gov.cn/a?b=1&c=2", "2019-02-18"), Link("行动计划")),
    news=(Link("访谈启动", "javascript:alert(1)"),),
    downloads=(Download("captions/zh-Hans.srt", "中文字幕", 3_400),),
    about="网友可留言提问。",
)
BARE = replace(
    VIEW, captions=(), guests=(), chapters=(), transcript=(), clips=(), infographics=(), highlights=(), expert=None,
    policies=(), news=(), downloads=(), about="", summary="", films=FILMS[:1], keywords=(), site=Site("站", "栏"),
)  # fmt: skip
FILES = {
    "video/portal-1080p-clean.mp4", "video/portal-1080p.mp4", "images/封面.jpg", "images/q1.jpg",
    "images/q2.jpg", "clips/gz-1.mp4", "infographics/gz-h1.mp4", "captions/zh-Hans.srt",
}  # fmt: skip


class Page(HTMLParser):
    """Tags with their attributes, and the text in each kind of tag."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str]]] = []
        self.texts: dict[str, str] = {}
        self._open: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, {name: value or "" for name, value in attrs}))
        self._open.append(tag)

    def handle_data(self, data: str) -> None:
        tag = self._open[-1] if self._open else ""
        self.texts[tag] = self.texts.get(tag, "") + data

    def all(self, tag: str) -> list[dict[str, str]]:
        return [attributes for name, attributes in self.tags if name == tag]

    def meta(self, kind: str) -> dict[str, str]:
        return {tag[kind]: tag["content"] for tag in self.all("meta") if kind in tag}


PAGE = Page(render_page(VIEW))


def structured(html: str) -> dict[str, object]:
    _, _, rest = html.partition('<script type="application/ld+json">')
    found: dict[str, object] = json.loads(rest.partition("</script>")[0])
    return found


@pytest.mark.parametrize("view", [VIEW, BARE], ids=["full", "bare"])
def test_every_link_resolves_and_nothing_is_loaded_from_elsewhere(view: PageView) -> None:
    assert broken_links(render_page(view), FILES) == []


def test_the_same_view_gives_the_same_page() -> None:
    assert render_page(VIEW) == render_page(replace(VIEW))


def test_the_page_opens_with_the_first_film_and_its_captions_inside() -> None:
    (video,) = PAGE.all("video")
    assert video["src"] == FILMS[0].path
    assert video["preload"] == "metadata"
    assert "controls" in video
    assert "autoplay" not in video
    (track,) = PAGE.all("track")
    head, _, body = track["src"].partition(",")
    assert head == "data:text/vtt;charset=utf-8;base64"
    assert b64decode(body).decode() == VTT
    assert (track["kind"], track["srclang"], "default" in track) == ("captions", "zh-Hans", True)


def test_captions_stay_off_over_a_film_that_has_them_in_the_picture() -> None:
    page = Page(render_page(replace(VIEW, films=FILMS[::-1])))
    assert "default" not in page.all("track")[0]


def test_a_switch_between_films_is_there_if_there_is_a_choice() -> None:
    assert [(tag["data-src"], tag["data-burned"], tag["aria-pressed"]) for tag in PAGE.all("button")] == [
        (FILMS[0].path, "no", "true"),
        (FILMS[1].path, "yes", "false"),
    ]
    assert Page(render_page(BARE)).all("button") == []


def test_government_tags_are_there_and_never_empty() -> None:
    found = PAGE.meta("name")
    assert found["PubDate"] == "2019-05-10 10:00"
    assert found["ArticleTitle"] == VIEW.title
    assert found["ContentSource"] == "广州市人民政府"
    for page in (PAGE, Page(render_page(BARE))):
        tags = page.meta("name")
        assert {
            "SiteName",
            "ColumnName",
            "ColumnType",
            "ArticleTitle",
            "PubDate",
            "ContentSource",
        } <= tags.keys()
        assert all(tags.values())


def test_open_graph_and_schema_org_are_absolute_once_the_site_is_known() -> None:
    there = replace(VIEW, site=replace(VIEW.site, url="https://www.gd.gov.cn/hd/gz/"))
    page = Page(render_page(there))
    assert page.meta("property")["og:image"] == "https://www.gd.gov.cn/hd/gz/images/%E5%B0%81%E9%9D%A2.jpg"
    assert structured(render_page(there))["contentUrl"] == f"https://www.gd.gov.cn/hd/gz/{FILMS[0].path}"
    assert structured(render_page(VIEW))["contentUrl"] == FILMS[0].path


def test_schema_org_tells_length_and_chapters() -> None:
    found = structured(render_page(VIEW))
    assert found["duration"] == "PT1M33.4S"
    assert found["uploadDate"] == "2019-05-10T10:00:00+08:00"
    clips = found["hasPart"]
    assert isinstance(clips, list)
    assert [(clip["startOffset"], clip["endOffset"]) for clip in clips] == [(13.2, 38.2), (38.2, 93.4)]
    assert "hasPart" not in structured(render_page(BARE))


def test_chapters_stand_in_the_order_of_time_and_lead_to_their_second() -> None:
    links = [tag["href"] for tag in PAGE.all("a") if "data-t" in tag]
    assert links[:2] == ["#t=13.2", "#t=38.2"]
    assert all(tag["href"] == f"#t={tag['data-t']}" for tag in PAGE.all("a") if "data-t" in tag)


def test_figures_that_are_not_real_say_so_and_the_others_name_their_source() -> None:
    rows = render_page(VIEW).partition("<tbody>")[2].partition("</tbody>")[0].split("</tr>")
    assert "来源：广州市统计局" in rows[0]
    assert "示例数据" not in rows[0]
    assert "示例数据" in rows[1]


def test_what_somebody_wrote_is_text_and_never_markup() -> None:
    evil = '</script><script>alert("1")</script><img src=x onerror=alert(1)>'
    view = replace(
        VIEW, title=evil, series=evil, city=evil, source=evil, summary=evil, identity=evil, about=evil,
        keywords=(evil,), guests=(evil,), transcript=(Line(Fraction(0), evil, evil),),
        policies=(Link(evil, 'https://a/"><b>', evil),), expert=Comment(evil, evil, evil),
        highlights=(Highlight(evil, evil, evil, evil, evil),), chapters=(Chapter(evil, evil, evil, Fraction(0)),),
    )  # fmt: skip
    page, before = Page(render_page(view)), PAGE
    assert len(page.all("script")) == len(before.all("script"))
    assert not any("onerror" in tag for _, tag in page.tags)
    assert structured(render_page(view))["name"] == evil


def test_a_title_with_quotes_survives_in_the_metadata() -> None:
    view = replace(VIEW, title='"老城市" & <新活力>')
    assert Page(render_page(view)).meta("name")["ArticleTitle"] == view.title
    assert structured(render_page(view))["name"] == view.title


def test_empty_parts_are_not_shown() -> None:
    html = render_page(BARE)
    for title in (
        "访谈摘要",
        "图文实录",
        "数据亮点",
        "专家点评",
        "相关政策",
        "资料下载",
        "网友提问",
        "问答片段",
    ):
        assert f"<h2>{title}" not in html


def test_the_page_can_be_read_by_everybody() -> None:
    assert PAGE.all("html")[0]["lang"] == "zh-CN"
    assert all("alt" in tag for tag in PAGE.all("img"))
    levels = [int(tag[1]) for tag, _ in PAGE.tags if tag in {"h1", "h2", "h3"}]
    assert levels.count(1) == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))
    assert PAGE.all("a")[0]["href"] == "#main"
    assert ":focus-visible" in PAGE.texts["style"]


@pytest.mark.parametrize(
    ("url", "kept"),
    [("https://www.gd.gov.cn/a", True), (" http://a.cn ", True), ("javascript:alert(1)", False), ("", False),
     ("//a.cn", False), ("https:", False), ("data:text/html,x", False), ("http://[", False)],
)  # fmt: skip
def test_only_addresses_of_the_web_become_links(url: str, kept: bool) -> None:
    assert web_address(url) == (url.strip() if kept else "")


times = st.fractions(0, 100, max_denominator=25)
lines = st.lists(st.builds(Line, times, st.sampled_from(["", "甲", "乙"]), st.text(max_size=3)), max_size=12)
chapters = st.lists(st.builds(Chapter, st.just(""), st.just(""), st.text(max_size=3), times), max_size=4)


@given(chapters.map(tuple), lines.map(tuple))
def test_every_line_of_the_transcript_is_in_exactly_one_part(
    asked: tuple[Chapter, ...], said: tuple[Line, ...]
) -> None:
    parts = divide(asked, said)
    shown = [line for part in parts for turn in part.turns for line in turn.lines]
    assert shown == sorted(said, key=lambda line: line.start)
    assert [part.chapter for part in parts if part.chapter] == sorted(asked, key=lambda one: one.start)
    for part in parts:
        assert all(
            part.chapter is None or line.start >= part.chapter.start
            for turn in part.turns
            for line in turn.lines
        )


@given(lines.map(tuple))
def test_a_turn_is_one_speaker_and_the_next_turn_another(said: tuple[Line, ...]) -> None:
    turns = [turn for part in divide((), said) for turn in part.turns]
    assert all({line.speaker for line in turn.lines} <= {turn.speaker, ""} for turn in turns)
    assert all(before.speaker != after.speaker for before, after in pairwise(turns))
