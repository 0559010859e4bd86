"""Which links of a page lead nowhere. Pure."""

from collections.abc import Collection
from html.parser import HTMLParser
from posixpath import normpath
from urllib.parse import unquote, urlsplit

_LOADED = {("video", "src"), ("source", "src"), ("track", "src"), ("img", "src"), ("video", "poster"),
           ("script", "src"), ("link", "href")}  # fmt: skip
"""What the browser fetches by itself: it must be in the bundle."""


class _Page(HTMLParser):
    """Collects links, and the places they may lead to."""

    def __init__(self) -> None:
        super().__init__()
        self.links: list[tuple[str, str, str]] = []
        self.ids: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Every attribute that names a place."""
        for name, value in attrs:
            if name == "id" and value:
                self.ids.add(value)
            if name in {"href", "src", "poster"}:
                self.links.append((tag, name, value or ""))


def broken_links(html: str, files: Collection[str]) -> list[str]:
    """Links that don't resolve; `files` are the paths beside the page.

    A link to the web is fine, but nothing may be loaded from there. `#t=12.5` is a time of the video.
    """
    page = _Page()
    page.feed(html)
    return [link for tag, name, link in page.links if not _resolves(tag, name, link, files, page.ids)]


def _resolves(tag: str, name: str, link: str, files: Collection[str], ids: Collection[str]) -> bool:
    try:
        parts = urlsplit(link)
    except ValueError:
        return False
    if parts.scheme == "data":
        return True
    if parts.scheme or parts.netloc:
        return (tag, name) not in _LOADED and parts.scheme in {"http", "https", "mailto"}
    if not parts.path:
        return parts.fragment.startswith("t=") or unquote(parts.fragment) in ids
    return normpath(unquote(parts.path)) in files
