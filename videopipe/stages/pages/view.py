"""What the page of one episode shows. Times are seconds of the programme; paths are relative to the page."""

from dataclasses import dataclass
from datetime import datetime

from videopipe.model.time import Seconds


@dataclass(frozen=True)
class Site:
    """The portal that publishes; empty where it isn't known yet."""

    name: str
    column: str
    """栏目, as 在线访谈."""
    column_type: str = "互动交流"
    domain: str = ""
    id_code: str = ""
    """政府网站标识码, ten digits."""
    url: str = ""
    """Address that the page's folder will have, with its closing slash; makes addresses in metadata absolute."""


@dataclass(frozen=True)
class Film:
    """The whole programme in one form."""

    path: str
    label: str
    """带字幕版 …"""
    width: int
    height: int
    duration: Seconds
    size_bytes: int
    burned: bool
    """Subtitles are in the picture: switchable ones stay off."""


@dataclass(frozen=True)
class Captions:
    """Switchable subtitles; their text goes into the page, since browsers refuse `<track>` files from disk."""

    language: str
    label: str
    vtt: str


@dataclass(frozen=True)
class Chapter:
    """One question and its answer."""

    topic: str
    asker: str
    question: str
    start: Seconds
    image: str = ""
    """A still of the answer, for the transcript (图文实录)."""


@dataclass(frozen=True)
class Line:
    """One sentence of the transcript, with all punctuation."""

    start: Seconds
    speaker: str
    """Empty: the one who spoke before."""
    text: str


@dataclass(frozen=True)
class Clip:
    """A short film: an answer, an infographic."""

    path: str
    title: str
    duration: Seconds
    size_bytes: int
    poster: str = ""
    told: str = ""
    """All that the picture tells, in a sentence."""
    table: tuple[tuple[str, ...], ...] = ()
    """Its numbers: a header, then rows that their first cell names."""


@dataclass(frozen=True)
class Download:
    """One file to take away."""

    path: str
    title: str
    size_bytes: int
    duration: Seconds | None = None


@dataclass(frozen=True)
class Link:
    """Something to read on."""

    title: str
    url: str = ""
    note: str = ""
    """Issuer, number, date, in one line."""


@dataclass(frozen=True)
class Highlight:
    """A figure, as it is written."""

    label: str
    figure: str
    """With its prefix: 约6,970."""
    unit: str
    period: str
    source: str
    note: str = ""
    sample: bool = False
    """示例数据: the figure isn't real, and says so."""


@dataclass(frozen=True)
class Comment:
    """What an expert says about it."""

    text: str
    name: str = ""
    role: str = ""


@dataclass(frozen=True)
class PageView:
    """Everything on the page; an empty part isn't shown (GOV-05: no empty sections)."""

    site: Site
    series: str
    programme: str
    title: str
    city: str
    published: datetime
    source: str
    """ContentSource: who stands for the content."""
    summary: str
    keywords: tuple[str, ...]
    identity: str
    films: tuple[Film, ...]
    """The first one is what the page opens with. At least one."""
    poster: str
    share_image: str = ""
    """1200×630, for OpenGraph."""
    captions: tuple[Captions, ...] = ()
    guests: tuple[str, ...] = ()
    """Name and office, one line each."""
    chapters: tuple[Chapter, ...] = ()
    transcript: tuple[Line, ...] = ()
    clips: tuple[Clip, ...] = ()
    infographics: tuple[Clip, ...] = ()
    highlights: tuple[Highlight, ...] = ()
    expert: Comment | None = None
    policies: tuple[Link, ...] = ()
    news: tuple[Link, ...] = ()
    media: tuple[Link, ...] = ()
    downloads: tuple[Download, ...] = ()
    about: str = ""
    """开设宗旨、目的和使用方式 of the column (GOV-08)."""
