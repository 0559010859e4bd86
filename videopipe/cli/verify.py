"""`videopipe verify`."""

import json
from pathlib import Path
from typing import TYPE_CHECKING

import click

from videopipe.cli import options
from videopipe.cli.words import say

if TYPE_CHECKING:
    from videopipe.engine.stop import Stop


@click.command("verify")
@click.argument("bundles", type=options.FOLDER, nargs=-1, required=True)
@options.as_json
@click.pass_obj
def command(stop: "Stop", bundles: tuple[Path, ...], as_json: bool) -> None:
    """Hash and measure every file of each bundle again; exit 6 and a line for each fault.

    校验成品包：重新计算校验和并逐个复测；如有问题，逐行列出，退出码 6。
    """
    from videopipe.cli.signals import stop_on_signals
    from videopipe.model.errors import Damaged, MissingFile
    from videopipe.stages.package.verify import verify_bundle

    stop_on_signals(stop)
    found = []
    for bundle in bundles:
        if not bundle.exists():
            raise MissingFile(file=str(bundle), wanted_by="videopipe verify")
        faults = verify_bundle(bundle, stopped=stop.is_set)
        found.append({"bundle": str(bundle), "faults": [fault.__dict__ for fault in faults]})
        if as_json:
            continue
        for fault in faults:
            click.echo(f"{bundle}: {fault.path}: {say(fault.en, fault.zh)}")
        if not faults:
            click.echo(f"{bundle}: {say('good', '完好')}")
    if as_json:
        click.echo(json.dumps(found, ensure_ascii=False, indent=1))
    if any(each["faults"] for each in found):
        raise click.exceptions.Exit(Damaged.exit_code)
