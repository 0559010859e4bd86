"""docs/findings.md: every finding that the program can make, in its own words, in both languages."""

import re
from collections.abc import Callable, Iterator, Mapping

from videopipe.model.findings import MARKS, Kind, Words
from videopipe.stages.audio.kinds import KINDS as SOUND
from videopipe.stages.ingest.kinds import KINDS as FOOTAGE
from videopipe.stages.qc.kinds import KINDS as FILM
from videopipe.stages.qc.sync import KINDS as SYNC
from videopipe.stages.subtitles.kinds import KINDS as SUBTITLES
from videopipe.stages.subtitles.unkept import KINDS as UNKEPT

OF_FOOTAGE: Mapping[str, Kind] = {**FOOTAGE, **SOUND}
OF_FILMS: Mapping[str, Kind] = {**FILM, **SYNC, **UNKEPT}
PARTS = {
    "file": Words("File", "文件"),
    "picture": Words("Picture", "画面"),
    "sound": Words("Sound", "声音"),
    "subtitles": Words("Subtitle files", "字幕文件"),
    "text": Words("Characters of subtitles and episode.yaml", "字幕与 episode.yaml 的用字"),
    "subtitle": Words("Subtitles on screen", "屏幕字幕"),
    "delivery": Words("Delivery", "成片规格"),
    "sync": Words("Sync", "声画同步"),
    "layout": Words("Layout", "图文版式"),
}
TABLES = {
    "Footage (`videopipe probe`, `videopipe plan`) · 素材": OF_FOOTAGE,
    "Subtitle files (`videopipe plan`, and `subtitles` of a run's report) · 字幕文件": SUBTITLES,
    "Finished films (`videopipe qc`, and every film of a run) · 成片": OF_FILMS,
}
HEAD = """\
<!-- Written by tests/golden/test_findings_golden.py from the tables of the program: `pytest tests/golden --update-golden`. -->
# Findings · 诊断与质检项目

Every finding that videopipe can make, by its id: what is said, and what is done about it or is to be done. `…` stands for what was measured or allowed; where all of it is `…`, the line itself says what was done, or why nothing was. How to use them: [Check footage and films](how-to/check-footage-and-films.md).

下面列出全部诊断与质检项目：提示内容，以及程序的处理或需要您做的事。`…` 处为实测值或限值；整句为 `…` 的，提示行中会写明已做的处理或不处理的原因。

| mark · 标记 | | footage · 素材 | finished film · 成片 |
|---|---|---|---|
| ✗ | FAIL | refused, exit 3 · 不予采用 | not published, exit 5 (`layout.*`: not made, exit 2), unless `qc.allow` names it · 不予发布 |
| ! | WARN | used; a person should look · 可用，请人工查看 | published; a person should look · 可发布，请人工查看 |
| · | INFO | repaired or harmless · 自动处理或无影响 | |

Rules named DOMAIN and FAILURES are the project's own; a finding can be made of a footage file and, under the same id, of a finished film. The mark is the worst that the finding can have; a film's finding is `!` where it stays below the limit that fails ([`qc.*` of a profile](profile.md)).

标记为该项可能的最重程度；成片中未超过不合格限值的，标为 `!`。
"""


def test_the_page_of_findings_is_what_the_program_says(golden_page: Callable[[str, str], None]) -> None:
    golden_page("findings.md", "\n".join([HEAD, *_sections()]))


def test_the_page_leaves_no_finding_out() -> None:
    parts = {id.partition(".")[0] for id in (*OF_FOOTAGE, *SUBTITLES, *OF_FILMS)}  # noqa: A001 - it is the finding's id
    assert parts == PARTS.keys()
    assert len(OF_FOOTAGE) == len(FOOTAGE) + len(SOUND)
    assert len(OF_FILMS) == len(FILM) + len(SYNC) + len(UNKEPT)


def _sections() -> Iterator[str]:
    for part, title in PARTS.items():
        yield f"## {title.en} · {title.zh}\n"
        for name, kinds in TABLES.items():
            rows = [_row(key, kind) for key, kind in kinds.items() if key.startswith(f"{part}.")]
            if rows:
                yield f"### {name}\n"
                yield "| | id | what is said · 提示 | what is done, or to do · 处理 | rule · 依据 |\n|---|---|---|---|---|"
                yield "\n".join(rows) + "\n"


def _row(key: str, kind: Kind) -> str:
    return (
        f"| {MARKS[kind.severity]} | `{key}` | {_both(kind.what)} | {_both(kind.remedy)} | {kind.standard} |"
    )


def _both(words: Words) -> str:
    """Both languages, figures left open."""
    en, zh = (re.sub(r"\{\w+\}", "…", text).replace("|", "\\|") for text in (words.en, words.zh))
    return en if en == zh else f"{en}<br>{zh}"
