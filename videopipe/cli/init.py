"""`videopipe init`."""

from pathlib import Path

import click

from videopipe.cli import options
from videopipe.cli.words import tell


@click.command("init")
@click.argument("folder", metavar="DIR", type=options.FOLDER)
@click.option("--city", required=True, help="One of the nine: name, pinyin or code.")
def command(folder: Path, city: str) -> None:
    """Make a commented episode folder to fill in.

    新建一个带注释的节目文件夹。
    """
    from datetime import UTC, datetime, timedelta

    from videopipe.app.scaffold import scaffold

    beijing = datetime.now(UTC) + timedelta(hours=8)
    path = scaffold(folder, city, beijing.date())
    click.echo(path)
    tell(
        f"Put the footage into {folder}/raw, the subtitles into {folder}/subs, fill in {path}; then: videopipe run {folder}",
        f"请把素材放入 {folder}/raw，字幕放入 {folder}/subs，填写 {path}；然后运行：videopipe run {folder}",
    )
