"""`videopipe doctor`."""

from pathlib import Path

import click

from videopipe.cli import options
from videopipe.cli.words import say
from videopipe.model.errors import ToolMissing


@click.command("doctor")
@options.places
def command(out: Path, work: Path | None) -> None:
    """Check ffmpeg, its filters and encoders, fonts and disk, and say what to do.

    检查运行环境，并给出处理办法。
    """
    from videopipe.app.doctor import examine
    from videopipe.app.shop import work_folder

    checks = list(examine(work_folder(out, work)))
    for check in checks:
        click.echo(
            f"{say('good', '正常') if check.good else say('BAD', '异常'):<5} {check.name}: {check.found}"
        )
        if not check.good:
            click.echo(f"      {say(check.remedy_en, check.remedy_zh)}")
    if not all(check.good for check in checks):
        raise click.exceptions.Exit(ToolMissing.exit_code)
