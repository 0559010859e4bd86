"""The status pages as HTML: Chinese or English, every word of an upload escaped, nothing loaded from elsewhere."""

from collections.abc import Callable, Mapping
from datetime import datetime
from functools import cache
from typing import TYPE_CHECKING, Any

from videopipe.app.stagenames import STAGES as TASK_STAGES
from videopipe.model.findings import Words
from videopipe.watch.jobs import Job, JobState
from videopipe.watch.notes import BEIJING, STAGES
from videopipe.watch.status import STATES, JobStatus, Status

if TYPE_CHECKING:
    from jinja2 import Environment

MOST, SETTLED = 100, 50
"""So many of each list are on the page, and so many of those that are done."""

Links = Mapping[str, str]
"""page, quality, poster → address, where there is one."""

TONES = {
    JobState.PROCESSING: "busy", JobState.REFUSED: "bad", JobState.FAILED: "bad", JobState.PUBLISHED: "good",
    JobState.WAITING: "wait",
}  # fmt: skip
TASK_STATES = {
    "cached": Words("cached", "缓存"), "ran": Words("made", "完成"), "failed": Words("failed", "失败"),
    "skipped": Words("skipped", "跳过"), "stopped": Words("stopped", "停止"),
}  # fmt: skip


def render_status(status: Status, lang: str, links: Callable[[str], Links]) -> str:
    """The first page."""
    wanting = status.wanting
    told = {job.id for job in wanting}
    ended = status.in_state(JobState.REFUSED, JobState.FAILED, JobState.PUBLISHED)
    settled = [job for job in ended if job.id not in told]
    return _render(
        "status.html.j2", lang, status=status, now=status.now_s, links=links, wanting=wanting, most=MOST,
        busy=status.in_state(JobState.PROCESSING), queued=status.in_state(JobState.QUEUED),
        waiting=status.in_state(JobState.WAITING, JobState.RECEIVED), settled=settled[:SETTLED], older=len(settled[SETTLED:]),
    )  # fmt: skip


def render_job(found: JobStatus, now: float, lang: str, links: Links) -> str:
    """One upload's page."""
    return _render("job.html.j2", lang, found=found, job=found.job, now=now, links=links)


def render_login(lang: str, *, failed: bool) -> str:
    """Where the token is asked for."""
    return _render("login.html.j2", lang, failed=failed)


def render_missing(lang: str) -> str:
    """For an address that leads nowhere."""
    return _render("missing.html.j2", lang)


def _render(name: str, lang: str, **values: Any) -> str:
    def say(en: str, zh: str) -> str:
        return zh if lang == "zh" else en

    def words(pair: Words) -> str:
        return say(pair.en, pair.zh)

    def state(job: Job) -> str:
        return words(STATES[job.state])

    def ago(seconds: float) -> str:
        return span(seconds, lang)

    template = _room().get_template(name)
    return template.render(
        lang=lang, say=say, words=words, state=state, ago=ago, moment=moment, states=STATES, tones=TONES,
        tasks=TASK_STATES, stage=lambda key: words(stage_words(key)),
        task_stage=lambda name: say(*TASK_STAGES.get(name, (name, name))), **values,
    )  # fmt: skip


def stage_words(key: str) -> Words:
    """What a stage of a job is called; a stage of a later version by its key."""
    return STAGES.get(key, Words(key, key))


def span(seconds: float, lang: str) -> str:
    """`3 min`, `2 h 5 min`, `4 d`: as exact as anybody wants to know."""
    whole = max(0, round(seconds))
    days, hours, minutes = whole // 86_400, whole // 3600, whole // 60
    en, zh = f"{whole} s", f"{whole} 秒"
    if days:
        en, zh = f"{days} d {hours % 24} h", f"{days} 天 {hours % 24} 小时"
    elif hours:
        en, zh = f"{hours} h {minutes % 60} min", f"{hours} 小时 {minutes % 60} 分"
    elif minutes:
        en, zh = f"{minutes} min {whole % 60} s", f"{minutes} 分 {whole % 60} 秒"
    return zh if lang == "zh" else en


def moment(at_s: float) -> str:
    """Beijing time, as the cities have it."""
    return f"{datetime.fromtimestamp(at_s, BEIJING):%m-%d %H:%M:%S}"


@cache
def _room() -> "Environment":
    from jinja2 import Environment, PackageLoader, StrictUndefined

    return Environment(
        loader=PackageLoader("videopipe", "assets/pages"), autoescape=True, undefined=StrictUndefined,
        trim_blocks=True, lstrip_blocks=True,
    )  # fmt: skip
