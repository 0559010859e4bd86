"""What machines read of the page: government meta tags, OpenGraph, schema.org. Pure."""

from typing import Any
from urllib.parse import quote, urljoin

from videopipe.stages.pages.view import Chapter, PageView
from videopipe.stages.pages.words import decimal, iso_duration, minute


def government_tags(view: PageView) -> list[tuple[str, str]]:
    """(name, content) as 国办发〔2017〕47号 wants them (GOV-06); what isn't known is left out."""
    site = view.site
    tags = [
        ("SiteName", site.name), ("SiteDomain", site.domain), ("SiteIDCode", site.id_code),
        ("ColumnName", site.column), ("ColumnType", site.column_type), ("ArticleTitle", view.title),
        ("PubDate", minute(view.published)), ("ContentSource", view.source),
        ("Keywords", ",".join(view.keywords)), ("Author", view.source), ("Description", view.summary),
        ("Image", address(view, view.share_image or view.poster)), ("Url", site.url),
    ]  # fmt: skip
    return [(name, content) for name, content in tags if content]


def open_graph(view: PageView) -> list[tuple[str, str]]:
    """(property, content) for cards on social networks (PKG-05)."""
    film = view.films[0]
    tags = [
        ("og:type", "video.other"), ("og:locale", "zh_CN"), ("og:site_name", view.site.name),
        ("og:title", view.title), ("og:description", view.summary), ("og:url", view.site.url),
        ("og:image", address(view, view.share_image or view.poster)), ("og:video", address(view, film.path)),
        ("og:video:type", "video/mp4"), ("og:video:width", str(film.width)),
        ("og:video:height", str(film.height)), ("video:release_date", view.published.isoformat()),
    ]  # fmt: skip
    return [(name, content) for name, content in tags if content]


def video_object(view: PageView) -> dict[str, Any]:
    """schema.org VideoObject with its chapters as Clips (PKG-04)."""
    film = view.films[0]
    found = {
        "@context": "https://schema.org",
        "@type": "VideoObject",
        "name": view.title,
        "description": view.summary,
        "thumbnailUrl": [address(view, view.poster)],
        "uploadDate": view.published.isoformat(),
        "duration": iso_duration(film.duration),
        "contentUrl": address(view, film.path),
        "contentSize": str(film.size_bytes),
        "encodingFormat": "video/mp4",
        "width": film.width,
        "height": film.height,
        "inLanguage": "zh-CN",
        "isPartOf": {"@type": "CreativeWorkSeries", "name": view.series},
        "publisher": {"@type": "GovernmentOrganization", "name": view.source},
        "contentLocation": {"@type": "City", "name": view.city},
        "transcript": "".join(line.text for line in view.transcript),
        "hasPart": [_clip(view, number) for number in range(len(view.chapters))],
    }
    return {name: value for name, value in found.items() if value not in ("", [])}


def _clip(view: PageView, number: int) -> dict[str, Any]:
    chapter: Chapter = view.chapters[number]
    following = view.chapters[number + 1 :]
    end = following[0].start if following else view.films[0].duration
    return {
        "@type": "Clip",
        "name": chapter.question,
        "startOffset": float(chapter.start),
        "endOffset": float(end),
        "url": f"{view.site.url}#t={decimal(chapter.start)}",
    }


def address(view: PageView, path: str) -> str:
    """Where a file of the bundle will be found on the web; relative as long as the site isn't known."""
    return urljoin(view.site.url, quote(path)) if path else ""
