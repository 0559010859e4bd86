"""`videopipe watch`."""

import json
from pathlib import Path
from typing import TYPE_CHECKING

import click

from videopipe.cli import options
from videopipe.cli.words import say, tell

if TYPE_CHECKING:
    from videopipe.engine.stop import Stop
    from videopipe.watch.jobs import Job


@click.command("watch")
@click.argument("inbox", type=options.FOLDER, required=False)
@options.profiles
@options.places
@click.option(
    "--config", type=options.FOLDER, default=None,
    help="A service's videopipe.yaml: it says all of this, and INBOX; more than these options do.",
)  # fmt: skip
@click.option("--once", is_flag=True, help="Make what is there, then end, instead of watching on.")
@click.option(
    "--poll",
    type=click.FloatRange(0.2, 3600),
    default=10.0,
    show_default=True,
    help="Seconds between two looks.",
)
@click.option(
    "--settle", type=click.IntRange(1, 1000), default=3, show_default=True,
    help="Looks without a change after which an upload counts as finished.",
)  # fmt: skip
@click.option(
    "--move/--keep",
    default=False,
    help="Move originals to _done or _refused afterwards; default: keep them in place.",
)
@options.jobs
@options.as_json
@click.pass_obj
def command(
    stop: "Stop",
    inbox: Path | None,
    profiles: tuple[str, ...],
    out: Path,
    work: Path | None,
    config: Path | None,
    once: bool,
    poll: float,
    settle: int,
    move: bool,
    jobs: int | None,
    as_json: bool,
) -> None:
    """Watch a folder that cities upload into, and make a bundle of every complete upload.

    收件夹：自动接收各市上传的节目文件夹、压缩包或视频，收齐后制作成品包，并在旁边写明进展。
    """
    if (inbox is None) == (config is None):
        raise click.UsageError(say("give either INBOX or --config", "请给出 INBOX 或 --config 之一"))
    from videopipe.app.shop import work_folder
    from videopipe.cli.signals import stop_on_signals
    from videopipe.config.service import load_service
    from videopipe.watch.loop import Wanted, run_watcher, wanted_of
    from videopipe.watch.watcher import Settings

    if config is not None:
        wanted = wanted_of(load_service(config))
    else:
        assert inbox is not None  # noqa: S101 - one of the two is there
        settings = Settings(settle=settle, poll_s=poll, move=move)
        wanted = Wanted(inbox.absolute(), out.absolute(), work_folder(out, work), profiles, jobs, settings)
    stop_on_signals(stop, gently=True)
    rows = run_watcher(
        wanted, stop, once, lambda: tell(f"watching {wanted.inbox}", f"正在监看 {wanted.inbox}")
    )
    if as_json:
        click.echo(json.dumps([_facts(row) for row in rows], ensure_ascii=False, indent=1))
        return
    for row in rows:
        click.echo(_line(row))


def _facts(row: "Job") -> dict[str, object]:
    from dataclasses import asdict

    kept = (
        "name",
        "kind",
        "version",
        "state",
        "identity",
        "waits",
        "stage",
        "percent",
        "bundle",
        "refusal",
        "moved_to",
    )
    facts = asdict(row)
    return {name: facts[name] for name in kept}


def _line(row: "Job") -> str:
    from videopipe.watch.notes import HEADINGS

    heading = HEADINGS[row.state]
    more = row.bundle
    if row.refusal is not None:
        told, remedy = row.refusal.told, row.refusal.remedy
        more = f"{say(told.en, told.zh)} → {say(remedy.en, remedy.zh)}"
    elif row.waits:
        more = say("; ", "；").join(say(words.en, words.zh) for words in row.waits)
    return f"{row.name}  {say(heading.en, heading.zh)}  {more}".rstrip()
