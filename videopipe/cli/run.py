"""`videopipe run`."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from videopipe.cli import options
from videopipe.cli.words import clock, say, tell
from videopipe.model.findings import Finding, finding_line

if TYPE_CHECKING:
    from videopipe.app.produce import Produced
    from videopipe.engine.stop import Stop


@click.command("run")
@click.argument("episodes", type=options.FOLDER, nargs=-1, required=True)
@options.profiles
@options.places
@options.edit
@options.jobs
@options.as_json
@click.pass_obj
def command(
    stop: "Stop",
    episodes: tuple[Path, ...],
    profiles: tuple[str, ...],
    out: Path,
    work: Path | None,
    edit: Path | None,
    jobs: int | None,
    as_json: bool,
) -> None:
    """Make the bundle of each episode folder.

    制作成品包。未改动的部分直接取自缓存；中断后再次运行即可继续。
    """
    from videopipe.app.produce import produce
    from videopipe.app.shop import open_shop, work_folder
    from videopipe.cli.progress import watching
    from videopipe.cli.signals import stop_on_signals

    if edit is not None and len(episodes) > 1:
        raise click.UsageError(say("--edit goes with one episode", "--edit 只能用于单个节目"))
    stop_on_signals(stop)
    with (
        watching(as_json) as watch,
        open_shop(work_folder(out, work), jobs=jobs, stop=stop, watch=watch) as shop,
    ):
        results = [produce(episode, profiles, out=out, edit=edit, shop=shop) for episode in episodes]
    if as_json:
        click.echo(json.dumps([produced_facts(result) for result in results], ensure_ascii=False, indent=1))
        return
    for result in results:
        _tell_result(result)


def produced_facts(result: "Produced") -> dict[str, object]:
    """What `--json` says of one bundle."""
    published, programme = result.published, result.programme
    return {
        "bundle": str(published.path),
        "version": published.version,
        "fresh": published.fresh,
        "duration_s": float(programme.timeline.duration),
        "removed_s": float(result.removed),
        "cues": len(programme.cues),
        "clips": [clip.question.id for clip in programme.clips],
        "warnings": [
            {"file": name, "id": finding.id, "en": finding.what.en, "zh": finding.what.zh}
            for name, finding in _warnings(result)
        ],
        "notes": [
            {"cue": note.cue, "kind": note.kind, "en": note.say("en"), "zh": note.say("zh")}
            for note in programme.notes
        ],
    }


def _warnings(result: "Produced") -> "Iterator[tuple[str, Finding]]":
    """What a person should look at: of the footage, of the subtitles, of the films."""
    for footage in result.footage:
        yield from ((footage.file, finding) for finding in footage.findings if finding.severity != "INFO")
    yield from (("episode.yaml", finding) for finding in result.written if finding.severity != "INFO")
    for name, read in result.subtitles.items():
        yield from ((name, finding) for finding in read.findings if finding.severity != "INFO")
    for film in result.reports:
        yield from ((film.name, finding) for finding in film.findings)


def _tell_result(result: "Produced") -> None:
    published, programme = result.published, result.programme
    length, gone = clock(float(programme.timeline.duration)), clock(float(result.removed))
    for note in programme.notes:
        tell(f"note: {note.say('en')}", f"提示：{note.say('zh')}")
    for name, finding in _warnings(result):
        tell(f"{name}: {finding_line(finding, 'en')}", f"{name}：{finding_line(finding, 'zh')}")
    click.echo(
        say(
            f"{published.path}  {length}, {gone} cut away, {len(programme.cues)} cues, {len(programme.clips)} clips",
            f"{published.path}  时长 {length}，剪去 {gone}，字幕 {len(programme.cues)} 条，短片 {len(programme.clips)} 条",
        )
    )
    if not published.fresh:
        tell("nothing has changed: no new version", "内容没有变化：未生成新版本")
