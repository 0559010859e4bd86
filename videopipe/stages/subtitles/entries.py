"""What every kind of subtitle file is taken apart into, before anything is mended."""

from dataclasses import dataclass

from videopipe.model.findings import Words
from videopipe.model.time import Seconds


@dataclass(frozen=True)
class Entry:
    """One subtitle as it was written: `end` may lie before `start`, and `text` may be empty."""

    line: int
    """1-based line of its times."""
    start: Seconds
    end: Seconds | None
    """None: until the next begins."""
    text: str
    """Without markup."""
    speaker: str = ""
    number: int | None = None
    """As the file counts, where it does."""
    noted: frozenset[str] = frozenset()
    """What was taken out or assumed: keys of KINDS."""


@dataclass(frozen=True)
class Fault:
    """A line that can't be read."""

    line: int
    kind: str
    """A key of FAULTS."""
    found: str


FAULTS = {
    "time": Words("the time “{found}” can't be read", "无法识别时间“{found}”"),
    "frames": Words(
        "“{found}” counts frames, which say no time without their rate; milliseconds belong there",
        "“{found}”按帧计时，无法换算；应为毫秒",
    ),
    "no-time": Words("“{found}” has no time", "“{found}”没有时间"),
    "fields": Words("“{found}” has fewer fields than its Format line names", "“{found}”的字段少于 Format 行所列"),
}  # fmt: skip


@dataclass(frozen=True)
class Parsed:
    """Entries in the file's order, and what could not be read."""

    entries: tuple[Entry, ...]
    faults: tuple[Fault, ...]
