"""`videopipe cache info|gc`."""

from pathlib import Path

import click

from videopipe.cli import options
from videopipe.cli.words import say, size


@click.group("cache")
def command() -> None:
    """What finished work takes on disk, and making room.

    查看与清理缓存。
    """


@command.command("info")
@options.places
def info(out: Path, work: Path | None) -> None:
    """Say how much the cache holds.

    查看缓存占用。
    """
    from videopipe.app.housekeeping import summary
    from videopipe.app.shop import work_folder

    found = summary(work_folder(out, work))
    click.echo(f"{found.folder}: {found.count} {say('results', '项')}, {size(found.size_bytes)}")
    for recipe, count, size_bytes in found.by_recipe:
        click.echo(f"  {recipe:<22} {count:>5}  {size(size_bytes):>9}")


@command.command("gc")
@options.places
@click.option(
    "--keep-days", type=click.IntRange(0), default=14, show_default=True, help="Keep what was used since."
)
@click.option("--keep-gb", type=click.FloatRange(0), default=None, help="Then drop the oldest until it fits.")
@click.option("--check", is_flag=True, help="First hash everything again and drop what is damaged.")
def collect(out: Path, work: Path | None, keep_days: int, keep_gb: float | None, check: bool) -> None:
    """Drop results that nothing has used for a while; they are made again when needed.

    清理长期未用的缓存；需要时会重新生成。
    """
    from videopipe.app.housekeeping import collect_garbage
    from videopipe.app.shop import work_folder

    done = collect_garbage(work_folder(out, work), keep_days=keep_days, keep_gb=keep_gb, check=check)
    click.echo(
        say(
            f"{done.dropped} results dropped ({size(done.freed_bytes)}), {done.damaged} of them damaged; {size(done.left_bytes)} left",
            f"已清理 {done.dropped} 项（{size(done.freed_bytes)}），其中损坏 {done.damaged} 项；剩余 {size(done.left_bytes)}",
        )
    )
