"""What is drawn over the picture besides subtitles, in programme frames."""

from dataclasses import dataclass

from videopipe.model.time import Frames


@dataclass(frozen=True)
class Logo:
    """The picture that stands for who publishes, known by its content."""

    digest: str
    """sha256 of its file."""
    width: int
    height: int


@dataclass(frozen=True)
class Bug:
    """The mark in the top left corner: logo, programme name | city."""

    frames: Frames
    programme: str
    city: str
    logo: Logo | None = None


@dataclass(frozen=True)
class TopicStrap:
    """What the running answer is about, below the mark in the corner."""

    frames: Frames
    topic: str


@dataclass(frozen=True)
class ChapterMark:
    """Announces the next question, before its card."""

    frames: Frames
    number: int
    """1-based."""
    count: int
    """Questions in all."""
    topic: str
    traditional: bool = False
    """Its own words in traditional characters."""


@dataclass(frozen=True)
class LowerThird:
    """Who is speaking."""

    frames: Frames
    name: str
    role: str


@dataclass(frozen=True)
class ExpertStrap:
    """Who comments: a strap with a tag."""

    frames: Frames
    name: str
    role: str
    traditional: bool = False
    """Its own words in traditional characters."""


@dataclass(frozen=True)
class QuestionCard:
    """The question that somebody from the public asks, over the darkened picture."""

    frames: Frames
    number: int
    """1-based: 问题一, 问题二 …"""
    asker: str
    question: str
    topic: str
    traditional: bool = False
    """Its own words in traditional characters."""
    names: tuple[str, ...] = ()
    """People that the question names: they stand on one line."""


@dataclass(frozen=True)
class TitleCard:
    """The opening."""

    frames: Frames
    series: str
    title: str
    city: str
    date: str
    logo: Logo | None = None


@dataclass(frozen=True)
class ClosingCard:
    """The end: thanks, who made it, where it comes from."""

    frames: Frames
    series: str
    city: str
    lines: tuple[str, ...]
    sources: tuple[str, ...] = ()
    """Who published the figures that the episode names."""
    logo: Logo | None = None
    traditional: bool = False
    """Its own words in traditional characters."""


Graphic = Bug | TopicStrap | ChapterMark | LowerThird | ExpertStrap | QuestionCard | TitleCard | ClosingCard
