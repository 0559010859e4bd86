"""A work folder whose ledger has seen something of everything."""

from pathlib import Path

from videopipe.app.shop import LEDGER_FILE
from videopipe.engine.ledger import Ledger
from videopipe.engine.outcome import Outcome, State
from videopipe.engine.task import Task
from videopipe.model.findings import Words
from videopipe.watch.jobs import JobState, Refusal
from videopipe.watch.ledger import INBOX_FILE, InboxLedger, Lease
from videopipe.watch.pulse import Pulse, write_pulse

NOW = 1_557_500_000.0
HOSTILE = "<script>alert('恶意')</script>"
LEASE = Lease("boot", "me")


def busy_work(work: Path, out: Path, paused: Words | None = None, now: float = NOW) -> None:
    """One job in each state, one published bundle with a poster, names that no page must take at their word."""
    work.mkdir(parents=True, exist_ok=True)
    with Ledger(work / LEDGER_FILE) as runs:
        done = Task("picture.segment", 1, "picture/wide/003", "heavy", 1, {}, {}, ("a",))
        run = runs.begin("gd/sz portal", now - 300)
        runs.record(run, "gd/sz portal", Outcome(done, State.RAN, 2.5), now - 290)
    with InboxLedger(work / INBOX_FILE) as ledger:
        _settled(ledger, "广州", JobState.PUBLISHED, now - 7000, bundle=str(_bundle(out)))
        _settled(
            ledger, HOSTILE, JobState.REFUSED, now - 6000,
            refusal=Refusal("raw/A&B.mp4", Words("it ends early", "文件不完整"), Words("send it again", "请重新上传")),
        )  # fmt: skip
        _settled(
            ledger,
            "肇庆",
            JobState.FAILED,
            now - 5000,
            refusal=Refusal("", Words("a bug", "程序缺陷"), Words("", "")),
        )
        ledger.receive("/inbox", "深圳/访谈.zip", "zip", now - 400, state=JobState.QUEUED)
        job = ledger.take(LEASE, now=now - 300, beat=1.0)
        assert job is not None
        ledger.beat(job.id, LEASE, 1.0, "make", 42, "gd/sz portal")
        ledger.receive("/inbox", "珠海", "folder", now - 200, state=JobState.QUEUED, due_s=now - 100)
        ledger.receive(
            "/inbox", "东莞", "folder", now - 190, state=JobState.QUEUED, priority=2, due_s=now + 9000
        )
        waiting = ledger.receive("/inbox", "惠州.mp4", "video", now - 150)
        waits = (Words("the subtitles 惠州.srt", "字幕文件 惠州.srt"),)
        ledger.judge(waiting.id, JobState.WAITING, now - 120, waits=waits)
        ledger.receive("/inbox", "江门", "folder", now - 20)
    write_pulse(work, Pulse(now - 3, 10.0, 4711, "/srv/inbox", paused))


def _settled(ledger: InboxLedger, name: str, state: JobState, at: float, **changes: object) -> None:
    job = ledger.receive("/inbox", name, "folder", at - 600, state=JobState.QUEUED)
    assert ledger.take(LEASE, now=at - 500, beat=1.0) is not None
    assert ledger.settle(job.id, LEASE, state, at, **changes)


def _bundle(out: Path) -> Path:
    data = out / "gd" / "gz 2019" / "v1" / "data"
    for name in ("index.html", "qc/index.html", "images/poster.jpg", "video/portal.mp4"):
        (data / name).parent.mkdir(parents=True, exist_ok=True)
        (data / name).write_bytes(b"<h1>" + name.encode())
    return data.parent
