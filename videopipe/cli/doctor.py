"""`videopipe doctor`."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from videopipe.cli import options
from videopipe.cli.words import say
from videopipe.model.errors import InputError, ToolMissing

if TYPE_CHECKING:
    from videopipe.app.doctor import Check


@click.command("doctor")
@options.places
@options.config
def command(out: Path, work: Path | None, config: Path | None) -> None:
    """Check ffmpeg, its filters and encoders, fonts and disk, and say what to do; with --config, a service too.

    检查运行环境，并给出处理办法；用 --config 可一并检查服务配置。
    """
    from videopipe.app.doctor import examine
    from videopipe.app.shop import work_folder
    from videopipe.config.service import load_service
    from videopipe.watch.checkup import check_service

    service = load_service(config) if config is not None else None
    if service is not None:
        out, work = service.out, service.work
    checks = list(examine(work_folder(out, work)))
    of_service = list(check_service(service)) if service is not None else []
    for check in (*checks, *of_service):
        _tell(check)
    if not all(check.good for check in checks):
        raise click.exceptions.Exit(ToolMissing.exit_code)
    if not all(check.good for check in of_service):
        raise click.exceptions.Exit(InputError.exit_code)


def _tell(check: "Check") -> None:
    click.echo(f"{say('good', '正常') if check.good else say('BAD', '异常'):<5} {check.name}: {check.found}")
    if not check.good:
        click.echo(f"      {say(check.remedy_en, check.remedy_zh)}")
