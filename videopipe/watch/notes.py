"""What a city reads about its upload: a page and a JSON file beside it, in plain Chinese first.

They lie next to the upload and carry its name (访谈.zip.状态.html): nothing of a city's is called so, and nothing is
written into a folder that a sync client is filling.
"""

import contextlib
import json
import os
import secrets
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime, timedelta, timezone
from functools import cache
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Any

from videopipe.model.findings import Words
from videopipe.watch.inside import folder_inside
from videopipe.watch.jobs import Job, JobState
from videopipe.watch.names import NOTE_FACTS, NOTE_PAGE

if TYPE_CHECKING:
    from jinja2 import Template

BEIJING = timezone(timedelta(hours=8))

MOST_TIMES = 12
"""Changes of state that a page shows; a job that failed and rested may have hundreds."""

EXACT = 5
"""A place in the queue that is this near is told exactly."""

HEADINGS: Mapping[JobState, Words] = {
    JobState.RECEIVED: Words("Received", "已收到"),
    JobState.WAITING: Words("Waiting", "等待中"),
    JobState.QUEUED: Words("In the queue", "已收齐，排队等候制作"),
    JobState.PROCESSING: Words("Being worked on", "正在处理"),
    JobState.PUBLISHED: Words("Done", "制作完成"),
    JobState.REFUSED: Words("Please put something right", "需要您处理"),
    JobState.FAILED: Words("We couldn't make it", "制作未成功"),
}
EXPLAINED: Mapping[JobState, Words] = {
    JobState.RECEIVED: Words(
        "Your upload has arrived. It is looked at once nothing changes any more.",
        "上传内容已到达，待文件不再变化后即开始核对。",
    ),
    JobState.WAITING: Words(
        "We go on by ourselves as soon as this is there. Nothing is lost meanwhile.",
        "收齐以下内容后会自动继续，已上传的文件不会丢失。",
    ),
    JobState.QUEUED: Words("Everything is there. You need not do anything.", "内容已收齐，无需任何操作。"),
    JobState.PROCESSING: Words("You need not do anything. Please don't change the files now.", "无需任何操作；此时请不要改动文件。"),
    JobState.PUBLISHED: Words("The video has been made and checked.", "视频已制作完成并通过校验。"),
    JobState.REFUSED: Words(
        "Put it right and upload it again under the same name: it is then looked at anew.",
        "请按下面的说明改正，然后用原来的名字重新上传，系统会自动重新处理。",
    ),
    JobState.FAILED: Words(
        "Nothing is wrong with your upload as far as we know. The people who run this service will look into it.",
        "目前看来不是上传内容的问题，管理人员会处理，您无需操作。",
    ),
}  # fmt: skip
STAGES: Mapping[str, Words] = {
    "": Words("starting", "准备开始"),
    "take-in": Words("taking in and checking the files", "接收并核对文件"),
    "read": Words("looking at the footage", "检查素材"),
    "analyse": Words("listening and looking for cuts", "分析声音和画面"),
    "make": Words("making the video", "制作视频"),
    "verify": Words("verifying the result", "校验成品"),
}
_STEPS = (
    (Words("Received", "收到"), {JobState.RECEIVED}),
    (Words("Complete", "收齐"), {JobState.WAITING}),
    (Words("Making", "制作"), {JobState.QUEUED, JobState.PROCESSING, JobState.REFUSED, JobState.FAILED}),
    (Words("Done", "完成"), {JobState.PUBLISHED}),
)
_TONES = {
    JobState.PUBLISHED: "good", JobState.REFUSED: "bad", JobState.FAILED: "bad", JobState.WAITING: "wait",
}  # fmt: skip


@dataclass(frozen=True)
class Note:
    """What the two files say."""

    page: str
    facts: str


def about(ahead: int) -> int:
    """How many go first, as far as anybody wants to know: exact below 5, then at least 5, 10, 20, 50 …

    An exact figure would change every note of a long queue with every job that is done.
    """
    if ahead < EXACT:
        return ahead
    step: int = 10 ** (len(str(ahead)) - 1)
    return next(share * step for share in (5, 2, 1) if share * step <= ahead)


def write_of(
    job: Job, times: Sequence[tuple[JobState, float]], ahead: int, bundle: str, same: str = ""
) -> Note:
    """The note on a job. `ahead`: `about` how many jobs go first. `bundle`: where it lies in OUT. `same`: whose content it is."""
    facts = _facts(job, times, ahead, bundle, same)
    page = _template().render(
        job=job, heading=HEADINGS[job.state], explained=_explained(job, ahead, bundle, same),
        steps=_steps(job), tone=_TONES.get(job.state, "busy"), stage=STAGES[job.stage], bundle=bundle,
        times=[(HEADINGS[state], _clock(at)) for state, at in times[-MOST_TIMES:]], ends=job.state.settled,
    )  # fmt: skip
    return Note(page, json.dumps(facts, ensure_ascii=False, indent=1) + "\n")


def _explained(job: Job, ahead: int, bundle: str, same: str) -> Words:
    if job.state is JobState.PUBLISHED and same:
        return Words(
            f"The same content was made before, as “{same}”: {bundle}.",
            f"内容与“{same}”完全相同，成品已有：{bundle}，不再重复制作。",
        )
    if job.state is JobState.QUEUED and job.waits:
        return Words("It is tried again by itself in a while.", "稍后会自动重试，无需任何操作。")
    if job.state is JobState.QUEUED and ahead:
        en, zh = ("at least ", "至少") if ahead >= EXACT else ("", "")
        return Words(
            f"Everything is there. Ahead of it in the queue: {en}{ahead}.",
            f"内容已收齐，前面{zh}还有 {ahead} 个，无需任何操作。",
        )
    return EXPLAINED[job.state]


def _steps(job: Job) -> list[tuple[Words, str]]:
    """(name, done, now or to come) of every step."""
    now = next(number for number, (_, states) in enumerate(_STEPS) if job.state in states)
    done = job.state is JobState.PUBLISHED
    return [
        (words, "done" if number < now or done else "now" if number == now else "later")
        for number, (words, _) in enumerate(_STEPS)
    ]


def _facts(
    job: Job, times: Sequence[tuple[JobState, float]], ahead: int, bundle: str, same: str
) -> dict[str, Any]:
    return {
        "schema": 1,
        "upload": job.name,
        "version": job.version,
        "state": job.state.value,
        "say": asdict(_explained(job, ahead, bundle, same)),
        "waits": [asdict(words) for words in job.waits],
        "stage": job.stage,
        "percent": job.percent if job.state is JobState.PROCESSING else 100 if bundle else 0,
        "ahead": ahead,
        "bundle": bundle,
        "same_as": same,
        "refusal": asdict(job.refusal) if job.refusal and job.state is JobState.REFUSED else None,
        "times": [
            {"state": state.value, "at": _at(at).isoformat(timespec="seconds")}
            for state, at in times[-MOST_TIMES:]
        ],
    }


def _at(seconds: float) -> datetime:
    return datetime.fromtimestamp(seconds, UTC).astimezone(BEIJING)


def _clock(seconds: float) -> str:
    return _at(seconds).strftime("%Y-%m-%d %H:%M")


@cache
def _template() -> "Template":
    from jinja2 import Environment, PackageLoader, StrictUndefined

    room = Environment(
        loader=PackageLoader("videopipe", "assets/pages"), autoescape=True, undefined=StrictUndefined,
        trim_blocks=True, lstrip_blocks=True,
    )  # fmt: skip
    return room.get_template("note.html.j2")


# On the disk.


def put_note(root: Path, upload: str, note: Note) -> None:
    """Write both files beside the upload (its path below `root`), each in one rename. Raises OSError."""
    path = PurePosixPath(upload)
    with folder_inside(root, path.parent.as_posix()) as folder:
        for name, text in ((path.name + NOTE_PAGE, note.page), (path.name + NOTE_FACTS, note.facts)):
            _replace(folder, name, text)


def take_note_away(root: Path, upload: str) -> None:
    """The note of an upload that is gone goes, too. It was ours alone."""
    path = PurePosixPath(upload)
    with contextlib.suppress(FileNotFoundError), folder_inside(root, path.parent.as_posix()) as folder:
        for ending in (NOTE_PAGE, NOTE_FACTS):
            with contextlib.suppress(FileNotFoundError):
                os.unlink(path.name + ending, dir_fd=folder)


def has_note(root: Path, upload: str, note: Note) -> bool:
    """Whether this very note is there."""
    path = root / (upload + NOTE_FACTS)
    try:
        return path.read_text("utf-8") == note.facts and (root / (upload + NOTE_PAGE)).is_file()
    except (OSError, UnicodeDecodeError):
        return False


def _replace(folder: int, name: str, text: str) -> None:
    """A link that somebody put under that name is replaced, not followed."""
    aside = f".videopipe-{secrets.token_hex(6)}.tmp"
    handle = os.open(aside, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW, 0o644, dir_fd=folder)
    try:
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            file.write(text)
        os.rename(aside, name, src_dir_fd=folder, dst_dir_fd=folder)
    except BaseException:
        with contextlib.suppress(FileNotFoundError):
            os.unlink(aside, dir_fd=folder)
        raise
