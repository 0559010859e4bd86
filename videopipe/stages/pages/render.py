"""The page of one episode, as HTML that works from disk: nothing is loaded from elsewhere."""

from base64 import b64encode
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from videopipe.model.time import Seconds
from videopipe.stages.pages.meta import government_tags, open_graph, video_object
from videopipe.stages.pages.view import Captions, Chapter, Line, PageView
from videopipe.stages.pages.words import clock, decimal, minute, size

if TYPE_CHECKING:
    from jinja2 import Template


@dataclass(frozen=True)
class Turn:
    """What one person says at a stretch."""

    speaker: str
    lines: tuple[Line, ...]

    @property
    def start(self) -> Seconds:
        """When it begins."""
        return self.lines[0].start


@dataclass(frozen=True)
class Part:
    """A stretch of the transcript: what comes before the first question, or one question and its answer."""

    chapter: Chapter | None
    turns: tuple[Turn, ...]


def render_page(view: PageView) -> str:
    """index.html. The same view gives the same text."""
    view = replace(view, chapters=_in_time(view.chapters))
    return _template().render(
        view=view,
        parts=divide(view.chapters, view.transcript),
        tags=government_tags(view),
        graph=open_graph(view),
        structured=video_object(view),
        tracks=[(one, _data_uri(one)) for one in view.captions],
    )


@cache
def _template() -> "Template":
    from jinja2 import Environment, PackageLoader, StrictUndefined

    room = Environment(
        loader=PackageLoader("videopipe", "assets/pages"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    room.filters.update(clock=clock, decimal=decimal, size=size, minute=minute, web=web_address)
    room.policies["json.dumps_kwargs"] = {"ensure_ascii": False, "sort_keys": True}
    return room.get_template("index.html.j2")


def _data_uri(captions: Captions) -> str:
    """Chromium, tried: from file:// a `<track>` file is refused as another origin, a data: URI is not."""
    return "data:text/vtt;charset=utf-8;base64," + b64encode(captions.vtt.encode()).decode("ascii")


def web_address(url: str) -> str:
    """`url` if it leads to the web; empty for all else, `javascript:` before everything."""
    try:
        parts = urlsplit(url.strip())
    except ValueError:
        return ""
    return url.strip() if parts.scheme in {"http", "https"} and parts.netloc else ""


def _in_time(chapters: tuple[Chapter, ...]) -> tuple[Chapter, ...]:
    return tuple(sorted(chapters, key=lambda chapter: chapter.start))


def divide(chapters: tuple[Chapter, ...], lines: tuple[Line, ...]) -> tuple[Part, ...]:
    """The transcript by question; every line is in exactly one part, in the order of time."""
    spoken = sorted(lines, key=lambda line: line.start)
    ordered = _in_time(chapters)
    first = ordered[0].start if ordered else None
    opening = tuple(_turns([line for line in spoken if first is None or line.start < first]))
    parts = [Part(None, opening)] if opening else []
    for chapter, following in pairwise([*ordered, None]):
        if chapter is not None:
            end = following.start if following is not None else None
            within = [
                line for line in spoken if line.start >= chapter.start and (end is None or line.start < end)
            ]
            parts.append(Part(chapter, tuple(_turns(within))))
    return tuple(parts)


def _turns(lines: list[Line]) -> Iterator[Turn]:
    """Lines of one speaker, joined."""
    together: list[Line] = []
    for line in lines:
        if together and line.speaker and line.speaker != together[0].speaker:
            yield Turn(together[0].speaker, tuple(together))
            together = []
        together.append(line)
    if together:
        yield Turn(together[0].speaker, tuple(together))
