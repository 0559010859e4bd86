"""What is drawn over the picture besides subtitles, in programme frames."""

from dataclasses import dataclass

from videopipe.model.time import Frames


@dataclass(frozen=True)
class Bug:
    """The mark in the top left corner: programme name | city."""

    frames: Frames
    programme: str
    city: str


@dataclass(frozen=True)
class LowerThird:
    """Who is speaking."""

    frames: Frames
    name: str
    role: str


@dataclass(frozen=True)
class QuestionCard:
    """The question that somebody from the public asks, over the darkened picture."""

    frames: Frames
    number: int
    """1-based: 问题一, 问题二 …"""
    asker: str
    question: str
    topic: str


@dataclass(frozen=True)
class TitleCard:
    """The opening."""

    frames: Frames
    series: str
    title: str
    city: str
    date: str


@dataclass(frozen=True)
class ClosingCard:
    """The end: thanks, who made it, where it comes from."""

    frames: Frames
    series: str
    city: str
    lines: tuple[str, ...]


Graphic = Bug | LowerThird | QuestionCard | TitleCard | ClosingCard
