"""`videopipe plan`."""

import json
from pathlib import Path
from typing import TYPE_CHECKING

import click

from videopipe.cli import options
from videopipe.cli.words import clock, language, printable, say
from videopipe.model.findings import finding_facts, finding_line, repair_line

if TYPE_CHECKING:
    from videopipe.app.outlook import Outlook
    from videopipe.engine.forecast import Forecast
    from videopipe.engine.stop import Stop


@click.command("plan")
@options.episode
@options.profiles
@options.places
@options.edit
@options.jobs
@options.as_json
@click.pass_obj
def command(
    stop: "Stop",
    episode: Path,
    profiles: tuple[str, ...],
    out: Path,
    work: Path | None,
    edit: Path | None,
    jobs: int | None,
    as_json: bool,
) -> None:
    """Show what a run would do, what is cached and how long it is likely to take; writes nothing.

    预演：列出将要执行的任务、已缓存的部分与预计用时，不写入任何文件。
    """
    from videopipe.app.outlook import look_ahead
    from videopipe.app.shop import open_shop, work_folder
    from videopipe.cli.progress import Quiet

    with open_shop(work_folder(out, work), jobs=jobs, stop=stop, watch=Quiet(), readonly=True) as shop:
        outlook = look_ahead(episode, profiles, edit=edit, shop=shop)
    if as_json:
        click.echo(json.dumps(_facts(outlook), ensure_ascii=False, indent=1))
    else:
        _tell(outlook)


def _facts(outlook: "Outlook") -> dict[str, object]:
    from videopipe.app.footage import footage_facts
    from videopipe.stages.subtitles.read import subtitles_facts

    return {
        "complete": outlook.whole,
        "expected_s": outlook.forecast.seconds,
        "without_history": outlook.forecast.unknown,
        "footage": [footage_facts(report) for report in outlook.footage],
        "episode": [finding_facts(finding) for finding in outlook.written],
        "subtitles": [subtitles_facts(name, read) for name, read in outlook.subtitles.items()],
        "layouts": [
            {"layout": name, "findings": [finding_facts(finding) for finding in findings]}
            for name, findings in outlook.layouts
        ],
        "tasks": [
            {
                "label": each.task.label,
                "key": each.task.key,
                "cached": each.cached,
                "expected_s": each.seconds,
            }
            for each in outlook.forecast.tasks
        ],
    }


def _tell(outlook: "Outlook") -> None:
    _tell_footage(outlook)
    _tell_subtitles(outlook)
    _tell_cuts(outlook)
    for layout, findings in outlook.layouts:
        for finding in findings:
            click.echo(f"{layout}: {printable(finding_line(finding, language()))}")
    for each in outlook.forecast.tasks:
        word = say("cached", "已缓存") if each.cached else say("run", "待执行")
        likely = "" if each.cached or not each.seconds else f"  ~{each.seconds:.1f} s"
        click.echo(f"{word:<6} {each.task.key[:8]} {each.task.label}{likely}")
    cached = sum(each.cached for each in outlook.forecast.tasks)
    total = len(outlook.forecast.tasks)
    likely = _likely(outlook.forecast)
    click.echo(
        say(
            f"{total - cached} to run, {cached} cached; likely to take {likely}",
            f"待执行 {total - cached}，已缓存 {cached}；预计用时 {likely}",
        )
    )
    if not outlook.whole:
        click.echo(
            say(
                "What follows depends on what the analysis finds: it is planned when that has run.",
                "后续任务取决于分析结果，分析完成后才能列出。",
            )
        )


def _likely(forecast: "Forecast") -> str:
    known, unknown = clock(forecast.seconds), ", ".join(forecast.unknown)
    if not unknown:
        return known
    if not forecast.seconds:
        return say("unknown yet: nothing of this kind was run here before", "暂无历史数据，无法预计")
    return say(f"{known}, and what was never run here: {unknown}", f"{known}，另加此前未执行过的 {unknown}")


def _tell_footage(outlook: "Outlook") -> None:
    for report in outlook.footage:
        click.echo(printable(report.file))
        for finding in report.findings:
            click.echo(f"  {printable(finding_line(finding, language()))}")
        for repair in report.repairs:
            click.echo(f"  {printable(repair_line(repair, language()))}")


def _tell_subtitles(outlook: "Outlook") -> None:
    if outlook.written:
        click.echo("episode.yaml")
    for finding in outlook.written:
        click.echo(f"  {printable(finding_line(finding, language()))}")
    for name, read in outlook.subtitles.items():
        click.echo(printable(f"{name}  {read.form}, {read.encoding}"))
        for finding in read.findings:
            click.echo(f"  {printable(finding_line(finding, language()))}")


def _tell_cuts(outlook: "Outlook") -> None:
    from videopipe.model.time import time_of, timecode

    if outlook.timeline is None:
        return
    for piece in outlook.timeline.pieces:
        start, end = (
            timecode(time_of(at, outlook.timeline.fps)) for at in (piece.frames.start, piece.frames.end)
        )
        word = say("keep", "保留") if piece.keep else say("cut", "剪去")
        click.echo(f"{word:<4} {outlook.names[piece.source]} {start} – {end}  {piece.reason}")
