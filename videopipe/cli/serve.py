"""`videopipe serve`."""

from contextlib import suppress
from pathlib import Path

import click

from videopipe.cli import options
from videopipe.cli.words import say, tell


@click.command("serve")
@options.places
@options.config
@click.option("--host", default=None, help="Address to listen on; default: 127.0.0.1, this machine only.")
@click.option("--port", type=click.IntRange(1, 65535), default=None, help="Default: 8765.")
@click.option(
    "--token-file", type=options.FOLDER, default=None,
    help="Its first line is asked for; needed for any host that others can reach.",
)  # fmt: skip
def command(
    out: Path,
    work: Path | None,
    config: Path | None,
    host: str | None,
    port: int | None,
    token_file: Path | None,
) -> None:
    """Show the status as web pages: queue, progress, logs, bundles; read-only.

    以网页查看状态：排队、进度、日志、成品；只读。
    """
    from videopipe.app.shop import work_folder
    from videopipe.config.service import LOOPBACK, Serve, load_service
    from videopipe.watch.checkup import read_token
    from videopipe.watch.web import Place, serve

    settings = Serve()
    if config is not None:
        service = load_service(config)
        out, work, settings = service.out, service.work, service.config.serve
        token_file = token_file or service.token_file
    host, port = host or settings.host, port or settings.port
    if host not in LOOPBACK and token_file is None:
        raise click.UsageError(
            say(f"{host} can be reached by others: --token-file is needed", f"{host} 可被其他机器访问：需要 --token-file")
        )  # fmt: skip
    place = Place(out, work_folder(out, work), read_token(token_file) if token_file is not None else None)
    shown = f"[{host}]" if ":" in host else host
    tell(f"http://{shown}:{port}/ (Ctrl-C ends it)", f"http://{shown}:{port}/（Ctrl-C 结束）")
    with suppress(KeyboardInterrupt):  # the way to end it
        serve(place, host, port)
