"""The program `videopipe`: its commands, and what becomes of an error."""

import signal
import sys
import traceback
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

import click

from videopipe import __version__
from videopipe.cli import (
    batch,
    cache,
    doctor,
    explain,
    infographic,
    init,
    plan,
    preview,
    probe,
    profiles,
    qc,
    run,
    serve,
    status,
    verify,
    watch,
)
from videopipe.cli.words import language, printable
from videopipe.engine.stop import Stop
from videopipe.model.errors import Stopped, VideopipeError

EXIT_CODES = """\b
Exit codes / 退出码:
  0    done / 完成
  2    the command line, an episode or a profile is wrong / 命令、节目或配置有误
  3    footage refused / 素材不可用
  4    a tool or font is missing / 缺少工具或字体
  5    tasks failed, the rest kept / 部分任务失败，其余保留
  6    a bundle or the store is damaged / 成品包或缓存损坏
  130  stopped / 已停止
  70   a bug, with a report to send / 程序缺陷，附报告"""


class _Spoken(click.Group):
    """Answers expected errors while the context still knows the language that was asked for."""

    def invoke(self, ctx: click.Context) -> object:
        try:
            return super().invoke(ctx)
        except VideopipeError as error:
            ctx.exit(_say(error))


@click.group(
    cls=_Spoken,
    epilog=EXIT_CODES,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 110},
)
@click.version_option(__version__)
@click.option(
    "--lang", type=click.Choice(["zh", "en"]), default=None, help="Language of messages; default: locale."
)
@click.pass_context
def cli(context: click.Context, lang: str | None) -> None:  # noqa: ARG001 - words.language() looks it up
    """Raw interview footage in, a publish-ready bundle out.

    微视频访谈：原始素材进，可直接发布的成品包出。
    """
    context.obj = Stop()


for command in (
    init.command, run.command, batch.command, plan.command, explain.command, preview.command, probe.command, qc.command, verify.command,
    infographic.command, watch.command, status.command, serve.command, profiles.command, doctor.command, cache.command,
):  # fmt: skip
    cli.add_command(command)


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the command line and exit with its code."""
    _let_go_quietly()
    try:
        code = cli.main(args=list(arguments) if arguments is not None else None, standalone_mode=False)
    except click.exceptions.Abort:
        code = Stopped.exit_code
    except click.ClickException as error:
        error.show()
        code = error.exit_code
    except KeyboardInterrupt:
        code = _say(Stopped())
    except BrokenPipeError:
        code = 0
    except Exception:  # noqa: BLE001 - the last place: nobody expected it, so it becomes a report
        code = _report_bug()
    sys.exit(code if isinstance(code, int) else 0)


def _let_go_quietly() -> None:
    """SIGTERM is asked for like Ctrl-C; each command turns it into its stop flag."""
    signal.signal(signal.SIGTERM, signal.default_int_handler)


def _say(error: VideopipeError) -> int:
    lang = language()
    lines = (printable(line) for line in error.say(lang).split("\n"))
    click.echo(("错误：" if lang == "zh" else "error: ") + "\n".join(lines), err=True)
    return error.exit_code


def _report_bug() -> int:
    text = f"videopipe {__version__}, Python {sys.version}\n{' '.join(sys.argv)}\n\n{traceback.format_exc()}"
    path = Path(f"videopipe-report-{datetime.now(UTC):%Y%m%d-%H%M%S}.txt")
    try:
        path.write_text(text, "utf-8")
    except OSError:
        click.echo(text, err=True)
    click.echo(
        f"This is a bug in videopipe. Please send {path.absolute()}\n这是程序缺陷，请把报告 {path.absolute()} 发给我们",
        err=True,
    )
    return 70
