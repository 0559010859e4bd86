"""An inbox whose uploads go wrong in every way that is known, on a clock that tests move.

`Room` holds inbox, ledger, watchers and a maker that only pretends to make films; `FAULTS` are the stories. Each
plays an upload with its fault and says what must come of it; `Room.check` then asks whether nothing was lost,
doubled or made in part, and whether each upload has exactly one note.
"""

import hashlib
import io
import json
import zipfile
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from videopipe.config.episode import load_episode
from videopipe.engine.stop import Stop
from videopipe.media.probe import NoIndex, NotMedia
from videopipe.model.errors import Stopped
from videopipe.watch.inbox import open_inbox
from videopipe.watch.jobs import Job, JobState
from videopipe.watch.ledger import INBOX_FILE, InboxLedger, Lease
from videopipe.watch.make import Made, Tell
from videopipe.watch.names import NOTE_FACTS, NOTE_PAGE
from videopipe.watch.watcher import Clock, Settings, Watcher

POLL_S = 10.0
SETTLE = 3
DAY_S = 24 * 3600.0


class TestClock:
    """Time as the test says."""

    __test__ = False

    def __init__(self) -> None:
        self.now_s, self.steady_s = 1_800_000_000.0, 5_000.0

    def clock(self) -> Clock:
        """For a watcher."""
        return Clock(lambda: self.now_s, lambda: self.steady_s)

    def go_on(self, seconds: float) -> None:
        """Time passes."""
        self.now_s += seconds
        self.steady_s += seconds

    def jump(self, seconds: float) -> None:
        """Somebody sets the clock."""
        self.now_s += seconds


# Pretended media: the index stands at the end, as cameras write it.


def film(text: str = "film", size: int = 3000) -> bytes:
    """A whole one; its content depends on `text`."""
    body = (hashlib.sha256(text.encode()).digest() * (size // 32 + 1))[:size]
    return b"FILM%010d" % len(body) + body + b"MOOV"


def check_film(path: Path) -> None:
    """Raises as the real probe does."""
    raw = path.read_bytes()
    if not raw.startswith(b"FILM"):
        raise NotMedia(file=str(path))
    if len(raw) != 18 + int(raw[4:14]) or not raw.endswith(b"MOOV"):
        raise NoIndex(file=str(path))


class PretendMaker:
    """Checks what it gets as `produce` would, and leaves a folder in OUT. Remembers every film that it made."""

    def __init__(self, out: Path) -> None:
        self.out = out
        self.made: list[str] = []
        """Digest of each episode's content, in order."""
        self.meanwhile: Callable[[], None] = lambda: None
        """What happens while it makes."""
        self.trouble: list[Exception] = []
        """What it raises, one a time, instead of making."""

    def __call__(self, folder: Path, tell: Tell, stop: Stop) -> Made:
        loaded = load_episode(folder)
        for item in loaded.episode.footage:
            check_film(loaded.path(item.file))
        tell("make", 40, f"{loaded.episode.series}/{loaded.episode.id} test")
        self.meanwhile()
        if self.trouble:
            raise self.trouble.pop(0)
        if stop.is_set():
            raise Stopped
        content = digest_of(folder)
        episode = self.out / loaded.episode.series / loaded.episode.id
        known = [path for path in episode.glob("v*") if (path / "content").read_text() == content]
        self.made.append(content)
        version = int(known[0].name[1:]) if known else len(list(episode.glob("v*"))) + 1
        bundle = episode / f"v{version}"
        bundle.mkdir(parents=True, exist_ok=True)
        (bundle / "content").write_text(content)
        return Made(bundle, version)


def digest_of(folder: Path) -> str:
    """Of all files, by path."""
    files = (each for each in folder.rglob("*") if each.is_file())
    return digest_files({path.relative_to(folder).as_posix(): path.read_bytes() for path in files})


def digest_files(files: Mapping[str, bytes]) -> str:
    """The same, of what is to be sent."""
    lines = (f"{path}\0{hashlib.sha256(content).hexdigest()}\n" for path, content in sorted(files.items()))
    return hashlib.sha256("".join(lines).encode()).hexdigest()


# Uploads.


def episode_files(
    name: str = "gz", *, film_text: str | None = None, title: str = "老城市新活力"
) -> dict[str, bytes]:
    """A good episode folder, by path."""
    text = f"""\
version: 1
id: {name}
series: test
city: 广州
title: {title}
date: 2019-05-10T10:00+08:00
footage:
  - {{file: raw/A001.mp4}}
subtitles: {{zh-Hans: subs/zh.srt}}
"""
    srt = f"1\n00:00:01,000 --> 00:00:02,000\n{name}\n"
    return {
        "episode.yaml": text.encode(),
        "raw/A001.mp4": film(film_text or name),
        "subs/zh.srt": srt.encode(),
    }


def write(folder: Path, files: Mapping[str, bytes]) -> None:
    """All of them, with times of their own."""
    for path, content in files.items():
        target = folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content)


def zipped(files: Mapping[str, bytes], top: str = "") -> bytes:
    """A zip of them, as a person makes it."""
    raw = io.BytesIO()
    with zipfile.ZipFile(raw, "w", zipfile.ZIP_DEFLATED) as packed:
        for path, content in files.items():
            packed.writestr(top + path, content)
    return raw.getvalue()


def sums_of(files: Mapping[str, bytes], kind: str = "md5") -> bytes:
    """What md5sum or sha256sum prints."""
    return "".join(
        f"{hashlib.new(kind, content).hexdigest()}  {path}\n" for path, content in files.items()
    ).encode()


@dataclass
class Room:
    """Everything about one inbox."""

    home: Path
    settings: Settings = field(default_factory=lambda: Settings(settle=SETTLE, poll_s=POLL_S))
    time: TestClock = field(default_factory=TestClock)

    def __post_init__(self) -> None:
        self.inbox, self.out, self.work = self.home / "inbox", self.home / "out", self.home / "work"
        self.inbox.mkdir()
        self.maker = PretendMaker(self.out)
        self.ledger = InboxLedger(self.work / INBOX_FILE)
        self.watcher = self.another("w1")

    def another(self, name: str, boot: str = "boot", settings: Settings | None = None) -> Watcher:
        """One more program on the same inbox, with the same maker."""
        return Watcher(
            open_inbox(self.inbox, self.ledger), self.ledger, self.maker,
            out=self.out, work=self.work, lease=Lease(boot, name), stop=Stop(),
            settings=settings or self.settings, clock=self.time.clock(),
        )  # fmt: skip

    def close(self) -> None:
        """Let go of files."""
        self.ledger.close()

    def poll(self, times: int = 1) -> None:
        """So many polls, and everything worked off that they find."""
        for _ in range(times):
            self.watcher.poll()
            while self.watcher.work():
                pass
            self.time.go_on(POLL_S)
        self.watcher.poll()

    def settle(self) -> None:
        """As long as a good upload needs."""
        self.poll(SETTLE + 2)

    def put(self, name: str, files: Mapping[str, bytes]) -> Path:
        """An episode folder, at once."""
        write(self.inbox / name, files)
        return self.inbox / name

    def drop(self, name: str, content: bytes) -> Path:
        """One file."""
        path = self.inbox / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
        return path

    def rows(self, name: str) -> list[Job]:
        """All versions of an upload."""
        return [row for row in self.watcher.rows() if row.name == name]

    def row(self, name: str) -> Job:
        """Its last version."""
        return self.rows(name)[-1]

    def states(self) -> dict[str, JobState]:
        """Of the last versions."""
        return {row.name: row.state for row in self.watcher.rows()}

    def note(self, name: str) -> dict[str, object]:
        """What the note beside an upload says; there must be a page, too."""
        assert (self.inbox / (name + NOTE_PAGE)).is_file(), name
        found: dict[str, object] = json.loads((self.inbox / (name + NOTE_FACTS)).read_text("utf-8"))
        return found

    def notes(self) -> list[str]:
        """Every upload that a note lies beside, in the whole inbox."""
        return sorted(self._noted(self.inbox))

    def _noted(self, folder: Path) -> Iterator[str]:
        for path in folder.rglob(f"*{NOTE_PAGE}"):
            yield str(path.relative_to(self.inbox)).removesuffix(NOTE_PAGE)

    def check(self, states: Mapping[str, JobState], films: int) -> None:
        """Nothing else is in the ledger; so many films were made, none twice; one note each; nothing left behind."""
        assert self.states() == states
        assert len(self.maker.made) == len(set(self.maker.made)), "a film was made twice"
        assert len(self.maker.made) == films
        moved = {row.name: row.moved_to for row in self.watcher.rows() if row.moved_to}
        assert self.notes() == sorted(moved.get(name, name) for name in states)
        copies = self.work / "inbox"
        assert not copies.exists() or not list(copies.iterdir()), "a private copy was left"
        assert not list(self.inbox.rglob(".videopipe-*.tmp")), "half a note was left"
