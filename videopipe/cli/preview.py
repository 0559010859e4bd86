"""`videopipe preview`."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from videopipe.cli import options
from videopipe.cli.words import say, tell

if TYPE_CHECKING:
    from videopipe.engine.stop import Stop


@click.command("preview")
@options.episode
@click.option("--at", required=True, help="Programme time: 12.5, 1:20 or 00:01:20.4.")
@click.option(
    "-o", "--output", type=options.FOLDER, default=Path("still.png"), show_default=True, help="PNG to write."
)
@click.option("--layout", default=None, help="Layout of the profile; default: its first.")
@options.profiles
@options.work
@options.edit
@click.pass_obj
def command(
    stop: "Stop",
    episode: Path,
    at: str,
    output: Path,
    layout: str | None,
    profiles: tuple[str, ...],
    work: Path | None,
    edit: Path | None,
) -> None:
    """Draw one finished frame: subtitles, lower-third, cards.

    画出成片中某一时刻的画面（含字幕、人名条、问题卡）。
    """
    from videopipe.app.preview import preview
    from videopipe.app.shop import open_shop, work_folder
    from videopipe.cli.progress import Quiet
    from videopipe.cli.signals import stop_on_signals
    from videopipe.model.time import parse_seconds

    try:
        time = parse_seconds(at)
    except ValueError:
        raise click.BadParameter(say(f"“{at}” is not a time", f"“{at}”不是时间"), param_hint="--at") from None
    stop_on_signals(stop)
    with open_shop(
        work_folder(Path("out"), work), jobs=None, stop=stop, watch=Quiet(), readonly=True
    ) as shop:
        done = preview(episode, profiles, time, output, layout=layout, edit=edit, shop=shop)
    if not done.trimmed:
        tell(
            "The footage hasn't been analysed yet: only in and out points are applied, nothing is trimmed.",
            "素材尚未分析：此画面只应用了入出点，未剪去空白。",
        )
    click.echo(output)
