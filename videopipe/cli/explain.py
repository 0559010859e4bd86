"""`videopipe explain`."""

import difflib
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from videopipe.cli import options
from videopipe.cli.words import say

if TYPE_CHECKING:
    from videopipe.engine.explain import Difference
    from videopipe.engine.stop import Stop


@click.command("explain")
@options.episode
@click.argument("task")
@options.profiles
@options.places
@options.edit
@click.pass_obj
def command(
    stop: "Stop",
    episode: Path,
    task: str,
    profiles: tuple[str, ...],
    out: Path,
    work: Path | None,
    edit: Path | None,
) -> None:
    """Say why TASK would run: what differs from the last time. TASK is a label of `videopipe plan`, or a part of one.

    解释某个任务为何需要重新执行：与上次相比，哪些输入或参数发生了变化。
    """
    from videopipe.app.outlook import explain
    from videopipe.app.shop import open_shop, work_folder
    from videopipe.cli.progress import Quiet

    with open_shop(work_folder(out, work), jobs=None, stop=stop, watch=Quiet(), readonly=True) as shop:
        found = explain(episode, profiles, task, edit=edit, shop=shop)
    for each, cached, differences in found:
        state = say("cached, would not run", "已缓存，无需执行") if cached else say("would run", "需要执行")
        click.echo(f"{each.label} ({each.key[:8]}): {state}")
        for difference in differences:
            for line in _lines(difference):
                click.echo(f"  {line}")
        if not differences and not cached:
            click.echo("  " + say("its result is no longer in the cache", "缓存中已没有它的结果"))


def _lines(difference: "Difference") -> Iterator[str]:
    if difference.kind == "new":
        yield say("it was never done before", "此前从未执行过")
        return
    before, after = ("" if value is None else str(value) for value in (difference.before, difference.after))
    if "\n" in before or "\n" in after:
        yield f"{difference.kind} {difference.name}:"
        for line in difflib.unified_diff(before.splitlines(), after.splitlines(), lineterm="", n=0):
            if not line.startswith(("---", "+++", "@@")):
                yield f"  {line}"
        return
    yield f"{difference.kind} {difference.name}: {_short(before)} → {_short(after)}"


def _short(text: str) -> str:
    return text if len(text) <= 60 else text[:57] + "…"
