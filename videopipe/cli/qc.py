"""`videopipe qc`."""

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from videopipe.cli import options
from videopipe.cli.words import language, printable, say
from videopipe.model.errors import FootageRefused, TaskError
from videopipe.model.findings import finding_line

if TYPE_CHECKING:
    from videopipe.engine.stop import Stop
    from videopipe.stages.qc.report import FilmReport
    from videopipe.stages.qc.sync import SyncFacts


@click.command("qc")
@click.argument("files", type=options.FOLDER, nargs=-1, required=True)
@options.profiles
@click.option("-o", "--out", type=options.FOLDER, default=None, help="Write a page with pictures and plots.")
@click.option(
    "--sync",
    is_flag=True,
    help="Of a test film: pair flashes and subtitles with beeps, and judge the offsets.",
)
@options.as_json
@click.pass_obj
def command(
    stop: "Stop",
    files: tuple[Path, ...],
    profiles: tuple[str, ...],
    out: Path | None,
    sync: bool,
    as_json: bool,
) -> None:
    """Look for faults in finished films; exit 5 and a line for each that must not be published.

    成片质检：黑场、静帧、静音、电平、闪烁、响度、封装等；有不合格项时逐行列出，退出码 5。
    """
    from videopipe.app.quality import examine_film, page_of_reports, versions
    from videopipe.cli.signals import stop_on_signals
    from videopipe.config.profile import combine_profiles, load_profile
    from videopipe.stages.qc.report import report_facts

    stop_on_signals(stop)
    profile = combine_profiles({name: load_profile(name) for name in profiles})
    found: list[Any] = []
    reports: list[FilmReport] = []
    refused = 0
    for path in files:
        try:
            report = examine_film(path, profile, pictures=out is not None, sync=sync, stopped=stop.is_set)
        except FootageRefused as error:
            refused = error.exit_code
            found.append({"file": str(path), "error": {"en": error.say("en"), "zh": error.say("zh")}})
            click.echo(printable(error.say(language())), err=True)
            continue
        reports.append(report)
        found.append({**report_facts(report, versions()), "file": str(path)})
        if not as_json:
            _tell(path, report)
    if out is not None and reports:
        _write(out, page_of_reports(reports, profile))
    if as_json:
        click.echo(json.dumps(found, ensure_ascii=True, indent=1))
    if refused or any(report.failed for report in reports):
        raise click.exceptions.Exit(refused or TaskError.exit_code)


def _tell(path: Path, report: "FilmReport") -> None:
    for finding in report.findings:
        click.echo(printable(f"{path}: {finding_line(finding, language())}"))
    if report.sync is not None:
        click.echo(printable(f"{path}: {_sync(report.sync)}"))
    if not report.failed:
        click.echo(printable(f"{path}: {say('fit to publish', '可以发布')}"))


def _sync(facts: "SyncFacts") -> str:
    """Offsets in ms, positive where the sound is late: `sync 30 pairs, first 0.0, middle 0.1 … worst subtitle 12.0`."""
    from videopipe.stages.qc.sync import worst

    if not facts.pairs and not facts.subtitles:
        return say("nothing to pair: no flash or subtitle with a beep", "没有可配对的闪光、字幕与提示音")
    points = " / ".join(f"{float(pair.offset_ms):+.1f}" for pair in facts.checkpoints) or "–"
    pair, subtitle = (
        f"{float(found.offset_ms):+.1f}" if (found := worst(pairs)) is not None else "–"
        for pairs in (facts.pairs, facts.subtitles)
    )
    return say(
        f"{len(facts.pairs)} flash/beep pairs, sound late by {points} ms (first / middle / last), worst {pair} ms; "
        f"{len(facts.subtitles)} subtitles, worst {subtitle} ms",
        f"闪光与提示音 {len(facts.pairs)} 对，声音滞后 {points} 毫秒（首 / 中 / 尾），最大 {pair} 毫秒；"
        f"字幕 {len(facts.subtitles)} 条，最大 {subtitle} 毫秒",
    )


def _write(out: Path, html: str) -> None:
    from videopipe.model.errors import NotWritable

    try:
        out.write_text(html, "utf-8")
    except OSError as error:
        raise NotWritable(folder=str(out), why=error.strerror or str(error), option="-o") from error
