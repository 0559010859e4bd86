"""How alike the bundles of a series are: loudness, lengths, titles, style, from what was measured on the files.

Cities compare: whoever watches two interviews in a row should not reach for the volume, nor wonder whether
both belong to one series.
"""

import json
import math
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass
from functools import cache
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING, Any

from videopipe.engine.disk import write_durably
from videopipe.model.bundle import RECORD_FILE, Bundle, FileFacts
from videopipe.model.errors import Damaged
from videopipe.stages.package.record import parse_bundle
from videopipe.stages.package.shelf import CURRENT_FILE

if TYPE_CHECKING:
    from jinja2 import Template

PAGE_FILE, REPORT_FILE = "parity.html", "parity.json"
"""Beside the episodes of a series."""

MOST_LU = 2.0
"""From the median; EBU R 128 s1 lets short programmes of one house differ by less."""
MOST_TIMES = 1.5
"""As long or as many as the median, or that many times less."""
FEWEST = 3
"""Of two that differ, nobody can say which one is out of line."""


@dataclass(frozen=True)
class Row:
    """One bundle."""

    episode: str
    city: str
    version: str
    loudness_lufs: float | None
    duration_s: float
    questions: int
    clip_s: float | None
    """Median length of its clips."""
    title: str
    words: dict[str, str]
    """What all should have alike: series title, mark in the corner, theme …"""


@dataclass(frozen=True)
class Outlier:
    """One value that stands out."""

    episode: str
    key: str
    value: str
    usual: str
    """What most have, or the median."""


@dataclass(frozen=True)
class ParityFiles:
    """What was written about a series."""

    series: str
    page: Path
    report: Path
    outliers: int


NAMES = {
    "loudness_lufs": ("响度", "Loudness"),
    "duration_s": ("时长", "Duration"),
    "questions": ("问题数", "Questions"),
    "clip_s": ("短片时长", "Clip length"),
    "title_length": ("标题字数", "Title length"),
    "series_title": ("系列名", "Series title"),
    "programme": ("角标", "Corner mark"),
    "role": ("身份", "Role on the strap"),
    "credits": ("片尾署名行数", "Lines of credits"),
    "theme": ("主题", "Theme"),
    "accent": ("强调色", "Accent"),
    "profile": ("配置", "Profile"),
}
"""Of each key, in Chinese and English, in the page's order."""


def find_outliers(rows: Sequence[Row]) -> tuple[Outlier, ...]:
    """What stands out, by the rules above; nothing where there are fewer than FEWEST bundles."""
    if len(rows) < FEWEST:
        return ()
    return (*_by_loudness(rows), *_by_size(rows), *_by_words(rows))


def _by_loudness(rows: Sequence[Row]) -> Iterator[Outlier]:
    heard = [row.loudness_lufs for row in rows if row.loudness_lufs is not None]
    if not heard:
        return
    usual = median(heard)
    for row in rows:
        if row.loudness_lufs is None:
            yield Outlier(row.episode, "loudness_lufs", "—", f"{usual:.1f}")
        elif abs(row.loudness_lufs - usual) > MOST_LU:
            yield Outlier(row.episode, "loudness_lufs", f"{row.loudness_lufs:.1f}", f"{usual:.1f}")


def sizes_of(row: Row) -> dict[str, float | None]:
    """Lengths and counts, by key."""
    return {
        "duration_s": row.duration_s,
        "questions": float(row.questions),
        "clip_s": row.clip_s,
        "title_length": float(len(row.title)),
    }


def _by_size(rows: Sequence[Row]) -> Iterator[Outlier]:
    for key in sizes_of(rows[0]):
        values = {row.episode: sizes_of(row)[key] for row in rows}
        known = [value for value in values.values() if value is not None]
        usual = median(known) if known else 0.0
        for episode, value in values.items():
            if value is not None and not usual / MOST_TIMES <= value <= usual * MOST_TIMES:
                yield Outlier(episode, key, f"{value:.4g}", f"{usual:.4g}")


def _by_words(rows: Sequence[Row]) -> Iterator[Outlier]:
    for key in sorted({key for row in rows for key in row.words}):
        usual, count = Counter(row.words.get(key, "") for row in rows).most_common(1)[0]
        if count * 2 <= len(rows):  # no majority: nobody is out of line
            continue
        for row in rows:
            if row.words.get(key, "") != usual:
                yield Outlier(row.episode, key, row.words.get(key, "") or "—", usual or "—")


# Reading bundles.


def read_rows(series: Path) -> tuple[tuple[Row, ...], tuple[str, ...]]:
    """(the current bundle of every episode of a series' folder, episodes whose bundle can't be read)."""
    found = {pointer.parent.name: _read_row(pointer) for pointer in sorted(series.glob(f"*/{CURRENT_FILE}"))}
    rows = tuple(row for row in found.values() if row is not None)
    return rows, tuple(name for name, row in found.items() if row is None)


def _read_row(pointer: Path) -> Row | None:
    try:
        version = str(json.loads(pointer.read_bytes())["path"])
        data = pointer.parent / version / "data"
        bundle = parse_bundle((data / RECORD_FILE).read_bytes(), RECORD_FILE)
        report = json.loads((data / "qc" / "report.json").read_bytes())
        return row_of(bundle, report, version)
    except (OSError, ValueError, KeyError, TypeError, AttributeError, Damaged):
        return None


def row_of(bundle: Bundle, report: dict[str, Any], version: str) -> Row:
    """What is compared of one bundle; `report` is its qc/report.json. Raises ValueError without a programme."""
    programme = _programme(bundle)
    clips = {file.title: _length(file) for file in bundle.files if file.role == "clip"}
    level = programme.measured.loudness.integrated_lufs if programme.measured.loudness else -math.inf
    return Row(
        episode=bundle.episode_id,
        city=bundle.city,
        version=version,
        loudness_lufs=round(level, 2) if math.isfinite(level) else None,
        duration_s=_length(programme),
        questions=len(clips),
        clip_s=round(median(clips.values()), 2) if clips else None,
        title=bundle.title,
        words=_words(report),
    )


def _programme(bundle: Bundle) -> FileFacts:
    """The largest: all have one sound and one length."""
    programmes = [file for file in bundle.files if file.role in {"programme", "clean"}]
    return max(programmes, key=lambda file: (file.measured.size_bytes, file.path))


def _length(file: FileFacts) -> float:
    return round(float(file.measured.media.duration), 2) if file.measured.media else 0.0


def _words(report: dict[str, Any]) -> dict[str, str]:
    graphics: dict[str, dict[str, Any]] = {}
    for graphic in report["graphics"]:
        graphics.setdefault(graphic["kind"], graphic)
    wanted = (
        ("series_title", "TitleCard", "series"),
        ("programme", "Bug", "programme"),
        ("role", "LowerThird", "role"),
    )
    found = {key: str(graphics[kind][name]) for key, kind, name in wanted if kind in graphics}
    lines = len(graphics.get("ClosingCard", {}).get("lines", ()))
    return (
        found | {"credits": str(lines)} | {key: str(value) for key, value in report.get("style", {}).items()}
    )


# Writing.


def write_parity(out: Path, bundles: Iterable[Path]) -> tuple[ParityFiles, ...]:
    """A page and its data for every series of OUT that one of `bundles` (folders of versions) belongs to."""
    series = sorted({bundle.parent.parent.name for bundle in bundles})
    return tuple(_write(out / name) for name in series)


def _write(series: Path) -> ParityFiles:
    rows, unread = read_rows(series)
    outliers = find_outliers(rows)
    page, report = series / PAGE_FILE, series / REPORT_FILE
    _replace(page, render_parity(series.name, rows, outliers, unread))
    facts = {
        "series": series.name,
        "rules": {"loudness_lu": MOST_LU, "times_the_median": MOST_TIMES, "fewest_bundles": FEWEST},
        "episodes": [asdict(row) for row in rows],
        "unreadable": unread,
        "outliers": [asdict(outlier) for outlier in outliers],
    }
    _replace(report, json.dumps(facts, ensure_ascii=False, indent=1) + "\n")
    return ParityFiles(series.name, page, report, len(outliers))


def _replace(path: Path, text: str) -> None:
    aside = path.with_name(f".{path.name}")
    aside.unlink(missing_ok=True)
    write_durably(aside, text.encode())
    aside.replace(path)


def render_parity(
    series: str, rows: Sequence[Row], outliers: Sequence[Outlier], unread: Sequence[str] = ()
) -> str:
    """The page: a row an episode, what stands out marked, with what is usual beside it."""
    marked = {(outlier.episode, outlier.key): outlier.usual for outlier in outliers}
    keys = [key for key in NAMES if key != "title_length" and any(_cell(row, key) for row in rows)]
    return _template().render(
        series=series, unread=unread, rows=rows, keys=keys, names=NAMES, marked=marked, outliers=outliers, cell=_cell,
        most_lu=MOST_LU, most_times=MOST_TIMES, fewest=FEWEST,
    )  # fmt: skip


def _cell(row: Row, key: str) -> str:
    if key in row.words:
        return row.words[key]
    value = asdict(row).get(key)
    if isinstance(value, float):
        return f"{value:.1f}".replace("-", "−") + ("\u00a0s" if key.endswith("_s") else "")
    return "" if value is None else str(value)


@cache
def _template() -> "Template":
    from jinja2 import Environment, PackageLoader, StrictUndefined

    room = Environment(
        loader=PackageLoader("videopipe", "assets/pages"), autoescape=True, undefined=StrictUndefined,
        trim_blocks=True, lstrip_blocks=True,
    )  # fmt: skip
    return room.get_template("parity.html.j2")
