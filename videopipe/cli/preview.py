"""`videopipe preview`."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from videopipe.cli import options
from videopipe.cli.words import language, say, tell

if TYPE_CHECKING:
    from videopipe.engine.stop import Stop
    from videopipe.model.time import Seconds


@click.command("preview")
@options.episode
@click.option("--at", default=None, help="Programme time: 12.5, 1:20 or 00:01:20.4.")
@click.option("--sheet", is_flag=True, help="Every cue, card and strap on one contact sheet.")
@click.option(
    "-o",
    "--output",
    type=options.FOLDER,
    default=None,
    help="Picture to write; default: still.png, or sheet.jpg.",
)
@click.option("--layout", default=None, help="Layout of the profile; default: its first.")
@options.profiles
@options.work
@options.edit
@click.pass_obj
def command(
    stop: "Stop",
    episode: Path,
    at: str | None,
    sheet: bool,
    output: Path | None,
    layout: str | None,
    profiles: tuple[str, ...],
    work: Path | None,
    edit: Path | None,
) -> None:
    """Draw one finished frame (--at), or every cue, card and strap on one sheet (--sheet).

    画出成片中某一时刻的画面（--at），或把全部字幕、人名条、问题卡排成一张总览（--sheet）。
    """
    from videopipe.app.preview import preview
    from videopipe.app.sheet import preview_sheet
    from videopipe.app.shop import open_shop, work_folder
    from videopipe.cli.progress import Quiet, counter
    from videopipe.cli.signals import stop_on_signals

    if (at is None) != sheet:
        raise click.UsageError(say("give either --at or --sheet", "请给出 --at 或 --sheet 之一"))
    time = None if at is None else _time(at)
    stop_on_signals(stop)
    with open_shop(
        work_folder(Path("out"), work), jobs=None, stop=stop, watch=Quiet(), readonly=True
    ) as shop:
        if time is None:
            with counter(say("stills", "画面")) as drawn:
                made = preview_sheet(
                    episode, profiles, output or Path("sheet.jpg"), layout=layout, edit=edit, shop=shop, drawn=drawn,
                    lang=language(),
                )  # fmt: skip
            pages, trimmed = made.pages, made.trimmed
        else:
            still = output or Path("still.png")
            done = preview(episode, profiles, time, still, layout=layout, edit=edit, shop=shop)
            pages, trimmed = (still,), done.trimmed
    if not trimmed:
        tell(
            "The footage hasn't been analysed yet: only in and out points are applied, nothing is trimmed.",
            "素材尚未分析：此画面只应用了入出点，未剪去空白。",
        )
    for page in pages:
        click.echo(page)


def _time(at: str) -> "Seconds":
    from videopipe.model.time import parse_seconds

    try:
        return parse_seconds(at)
    except ValueError:
        raise click.BadParameter(say(f"“{at}” is not a time", f"“{at}”不是时间"), param_hint="--at") from None
