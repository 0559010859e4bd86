"""`videopipe status`."""

import json
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

import click

from videopipe.cli import options
from videopipe.cli.words import clock, language, printable, say

if TYPE_CHECKING:
    from rich.console import Group

    from videopipe.engine.stop import Stop
    from videopipe.model.findings import Words
    from videopipe.watch.jobs import Job
    from videopipe.watch.status import Status

EVERY_S = 2.0
MOST, SETTLED = 40, 10
"""So many of those going on, and of those that are done, are shown; `--json` has all."""


@click.command("status")
@options.places
@options.config
@click.option("--watch", "follow", is_flag=True, help="Show it again every two seconds, until Ctrl-C.")
@options.as_json
@click.pass_obj
def command(
    stop: "Stop", out: Path, work: Path | None, config: Path | None, follow: bool, as_json: bool
) -> None:
    """Show what is in the queue, what is being made and what became of the rest.

    查看收件、排队、制作与发布情况。
    """
    from videopipe.cli.signals import stop_on_signals
    from videopipe.watch.status import read_status, status_facts

    folder = options.work_of(out, work, config)
    if as_json:
        click.echo(json.dumps(status_facts(read_status(folder, time.time())), ensure_ascii=False, indent=1))
        return
    if not follow:
        _print(read_status(folder, time.time()))
        return
    stop_on_signals(stop)
    _follow(stop, folder)


def _print(status: "Status") -> None:
    from rich.console import Console

    Console(width=None if sys.stdout.isatty() else 140).print(_shown(status))


def _follow(stop: "Stop", work: Path) -> None:
    from rich.live import Live

    from videopipe.watch.status import read_status

    with Live(_shown(read_status(work, time.time())), auto_refresh=False, screen=True) as live:
        while not stop.is_set():
            live.update(_shown(read_status(work, time.time())), refresh=True)
            until = time.monotonic() + EVERY_S
            while time.monotonic() < until and not stop.is_set():
                time.sleep(0.1)


def _in(words: "Words") -> str:
    return words.zh if language() == "zh" else words.en


def _shown(status: "Status") -> "Group":
    from rich.console import Group
    from rich.table import Table
    from rich.text import Text

    from videopipe.watch.jobs import JobState
    from videopipe.watch.status import STATES

    counts = "  ".join(f"{_in(STATES[state])} {count}" for state, count in status.counts.items() if count)
    lines = [Text(_watcher(status)), Text(counts or say("nothing has been sent yet", "还没有收到任何内容"))]
    if status.undelivered or status.given_up:
        lines.append(
            Text(say(f"hooks: {status.undelivered} waiting, {status.given_up} given up",
                     f"通知：待发 {status.undelivered}，已放弃 {status.given_up}"))
        )  # fmt: skip
    table = Table(box=None, pad_edge=False)
    for name in ("#", say("state", "状态"), say("upload", "上传"), say("since", "时长"), say("more", "说明")):
        table.add_column(name)
    states = (JobState.PROCESSING, JobState.QUEUED, JobState.WAITING, JobState.RECEIVED)
    going_on = [job for state in states for job in status.in_state(state)]
    settled = status.in_state(JobState.REFUSED, JobState.FAILED, JobState.PUBLISHED)
    for job in (*going_on[:MOST], *settled[:SETTLED]):
        since = clock(max(status.now_s - job.changed_s, 0.0))
        row = (str(job.id), _in(STATES[job.state]), _name(job), since, _more(job))
        table.add_row(*(Text(printable(cell)) for cell in row))
    more = len(going_on[MOST:]) + len(settled[SETTLED:])
    if more:
        table.add_row("", "", say(f"and {more} more", f"另有 {more} 项"))
    return Group(*lines, *((table,) if status.jobs else ()))


def _watcher(status: "Status") -> str:
    pulse = status.pulse
    if status.paused is not None:
        return say("paused: ", "已暂停：") + _in(status.paused)
    if status.alive and pulse is not None:
        return say(f"watching {pulse.inbox}", f"正在监视 {pulse.inbox}")
    return say("no watcher is running", "监视程序未运行")


def _name(job: "Job") -> str:
    return job.name if job.version == 1 else f"{job.name} v{job.version}"


def _more(job: "Job") -> str:
    from videopipe.watch.jobs import JobState

    if job.state is JobState.PROCESSING:
        return f"{job.percent}% {job.stage}"
    if job.waits:
        return "; ".join(_in(words) for words in job.waits)
    if job.refusal is not None and job.state is not JobState.PUBLISHED:
        return _in(job.refusal.told)
    return job.bundle
