"""`videopipe infographic`."""

import json
from pathlib import Path
from typing import TYPE_CHECKING

import click

from videopipe.cli import options
from videopipe.cli.words import printable

if TYPE_CHECKING:
    from videopipe.app.infographic import Drawn
    from videopipe.engine.stop import Stop


@click.command("infographic")
@click.argument("data", type=options.FOLDER, nargs=-1, required=True)
@click.option("-o", "--out", type=options.FOLDER, required=True, help="Folder to write into.")
@click.option(
    "--layout", "layouts", type=click.Choice(["wide", "vertical", "square"]), multiple=True, default=["wide"],
    show_default=True, help="16:9, 9:16 or 1:1; may repeat.",
)  # fmt: skip
@click.option(
    "--format", "formats", type=click.Choice(["mp4", "png", "webp", "gif", "json"]), multiple=True,
    default=["mp4", "png", "webp", "gif", "json"], help="May repeat; default: all. Text, HTML and CSV always come along.",
)  # fmt: skip
@click.option("--theme", default=None, help="Theme name or YAML file; default: the data's, else gov-blue.")
@click.option("--bed", type=options.FOLDER, default=None, help="Music below, which you may use.")
@click.option(
    "--reel/--no-reel",
    default=True,
    show_default=True,
    help="All scenes of a file in one film, with title and sources.",
)
@click.option("--across", metavar="TITLE", default="", help="One more reel, of all files together.")
@options.work
@options.jobs
@options.as_json
@click.pass_obj
def command(
    stop: "Stop",
    data: tuple[Path, ...],
    out: Path,
    layouts: tuple[str, ...],
    formats: tuple[str, ...],
    theme: str | None,
    bed: Path | None,
    reel: bool,
    across: str,
    work: Path | None,
    jobs: int | None,
    as_json: bool,
) -> None:
    """Draw animated infographics from data: YAML with scenes, or a CSV with one table.

    由数据生成动态图解：YAML 含多个场景，CSV 含一张表。另附文字说明、网页表格和 CSV。
    """
    from videopipe.app.infographic import Wish, draw_infographics
    from videopipe.app.shop import open_shop, work_folder
    from videopipe.cli.progress import watching
    from videopipe.cli.signals import stop_on_signals

    stop_on_signals(stop)
    with (
        watching(as_json) as watch,
        open_shop(work_folder(out, work), jobs=jobs, stop=stop, watch=watch) as shop,
    ):
        drawn = draw_infographics(data, out, Wish(layouts, formats, theme, bed, reel, across), shop)
    if as_json:
        click.echo(json.dumps([_facts(each) for each in drawn], ensure_ascii=True, indent=1))
        return
    for each in drawn:
        click.echo(printable(str(each.path)))


def _facts(drawn: "Drawn") -> dict[str, object]:
    measured = drawn.measured
    facts: dict[str, object] = {
        "file": str(drawn.path),
        "title": drawn.title,
        "sha256": measured.sha256,
        "size_bytes": measured.size_bytes,
    }
    if measured.media is not None and measured.media.video is not None:
        video = measured.media.video
        facts |= {
            "width": video.width, "height": video.height, "frames": video.frames,
            "duration_s": float(video.duration),
        }  # fmt: skip
    if measured.image is not None:
        facts |= {"width": measured.image.width, "height": measured.image.height}
    return facts
