"""`videopipe batch`."""

import json
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from videopipe.cli import options
from videopipe.cli.words import clock, language, printable, say, tell

if TYPE_CHECKING:
    from videopipe.app.batch import BatchResult
    from videopipe.app.parity import ParityFiles
    from videopipe.engine.stop import Stop


@click.command("batch")
@click.argument("series", type=options.FOLDER)
@click.option(
    "-p", "--profile", "profiles", multiple=True,
    help="Profile name or YAML file; may repeat. Default: the series file's, else portal.",
)  # fmt: skip
@options.places
@options.jobs
@options.as_json
@click.pass_obj
def command(
    stop: "Stop",
    series: Path,
    profiles: tuple[str, ...],
    out: Path,
    work: Path | None,
    jobs: int | None,
    as_json: bool,
) -> None:
    """Make the bundles of all episodes of a folder or a series.yaml; exit 5 if one couldn't be made.

    批量制作：文件夹中的全部节目，或 series.yaml 所列节目。单个节目出错不影响其余；再次运行即可继续。
    """
    from videopipe.app.batch import Ended, maker, run_batch
    from videopipe.app.parity import write_parity
    from videopipe.app.shop import open_shop, work_folder
    from videopipe.cli.board import board
    from videopipe.cli.progress import Quiet
    from videopipe.cli.signals import stop_on_signals
    from videopipe.config.series import load_series
    from videopipe.model.errors import Stopped, TaskError
    from videopipe.watch.listed import listed
    from videopipe.watch.loop import this_process

    loaded = load_series(series)
    stop_on_signals(stop, gently=True)
    folder = work_folder(out, work)
    chosen = profiles or loaded.profile or ("portal",)
    with (
        board(as_json) as begin,
        open_shop(folder, jobs=jobs, stop=stop, watch=Quiet()) as shop,
        listed(loaded, series.absolute(), folder, this_process()) as rows,
    ):
        make = maker(loaded, chosen, out)
        results = run_batch(loaded, make, shop=shop, begin=rows.begin(begin), ended=rows.ended)
    parity = write_parity(out, {result.produced.published.path for result in results if result.produced})
    if as_json:
        click.echo(json.dumps(_facts(results, parity), ensure_ascii=False, indent=1))
    else:
        _tell(results, parity)
    endings = {result.ended for result in results}
    if Ended.STOPPED in endings:
        raise Stopped
    if Ended.FAILED in endings:
        raise click.exceptions.Exit(TaskError.exit_code)


def _facts(results: Sequence["BatchResult"], parity: Sequence["ParityFiles"]) -> dict[str, object]:
    return {
        "episodes": [_row_facts(result) for result in results],
        "counts": Counter(result.ended.value for result in results),
        "parity": [
            {"series": each.series, "page": str(each.page), "report": str(each.report), "outliers": each.outliers}
            for each in parity
        ],
    }  # fmt: skip


def _row_facts(result: "BatchResult") -> dict[str, object]:
    from videopipe.cli.run import produced_facts

    publish = result.wanted.publish
    return {
        "folder": str(result.folder),
        "state": result.ended.value,
        "seconds": round(result.seconds, 1),
        "priority": result.wanted.priority,
        "publish": publish.isoformat() if publish else None,
        "late_s": round(result.late_s),
        "error": {"en": result.error.say("en"), "zh": result.error.say("zh"), "code": result.error.exit_code}
        if result.error
        else None,
        "bug": result.traceback or None,
        "result": produced_facts(result.produced) if result.produced else None,
    }


_WORDS = {
    "published": ("published", "已发布"),
    "unchanged": ("unchanged", "无变化"),
    "failed": ("FAILED", "失败"),
    "stopped": ("stopped", "已停止"),
}


def _tell(results: Sequence["BatchResult"], parity: Sequence["ParityFiles"]) -> None:
    import sys

    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    table = Table(box=None, pad_edge=False)
    for name in (say("episode", "节目"), say("result", "结果"), say("took", "用时"), say("length", "时长"),
                 say("wanted", "发布时间"), say("bundle or reason", "成品包或原因")):  # fmt: skip
        table.add_column(name)
    for result in results:
        table.add_row(*(Text(cell) for cell in _row(result)))
    Console(width=None if sys.stdout.isatty() else 160).print(table)
    for result in results:
        if result.error or result.traceback:
            text = result.error.say(language()) if result.error else result.traceback
            click.echo(
                "\n".join(printable(line) for line in f"{result.folder}: {text}".split("\n")), err=True
            )
    counts = Counter(result.ended.value for result in results)
    click.echo(", ".join(f"{say(*_WORDS[state])} {count}" for state, count in counts.items()))
    for each in parity:
        tell(
            f"{each.series}: {each.outliers} outliers among the cities: {each.page}",
            f"{each.series}：各市对比有 {each.outliers} 处偏离：{each.page}",
        )


def _row(result: "BatchResult") -> tuple[str, ...]:
    publish = result.wanted.publish
    wanted = f"{publish:%m-%d %H:%M}" if publish else ""
    if result.late_s:
        wanted += f" {say('late by', '迟')} {_span(result.late_s)}"
    length, outcome = "", ""
    if result.produced is not None:
        length = clock(float(result.produced.programme.timeline.duration))
        outcome = str(result.produced.published.path)
    elif result.error is not None:
        outcome = result.error.say(language()).split("\n")[0]
    elif result.traceback:
        outcome = say("a bug in videopipe", "程序缺陷")
    name, state = printable(result.folder.name), say(*_WORDS[result.ended.value])
    return name, state, clock(result.seconds), length, wanted, printable(outcome)


def _span(seconds: float) -> str:
    days = int(seconds // 86_400)
    return say(f"{days} d", f"{days} 天") if days else clock(seconds)
