"""Results by key, on disk. Knows keys, files and sizes; not what they mean nor who needs them.

    root/objects/<k[:2]>/<key>/<outputs> facts.json     finished, never changed afterwards
    root/scratch/<run>/lock, …                          half-made; its run holds the lock while it lives
    root/lock                                           held for the blink of a rename

A result is made in scratch, flushed to the disk, and gets its name in one rename. So making it twice at
once is harmless, and a run that was killed leaves scratch only.
"""

import fcntl
import json
import logging
import os
import shutil
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path

from videopipe.engine.disk import flush, is_disk_full, is_held, sha256_of, size_of, write_durably
from videopipe.model.errors import DiskFull, NotWritable, TaskError

_log = logging.getLogger(__name__)

_README = """This folder belongs to videopipe: it keeps finished work here, so that the next run can go on from it.

Nothing in it is an original. Don't edit files in here. When no videopipe is running, the folder may be
deleted: the next run makes everything again. `videopipe cache gc` deletes only what is no longer used.

此目录由 videopipe 管理，用于保存已完成的中间结果，以便下次运行时继续。
其中没有原始素材，请勿修改。没有 videopipe 运行时可以整个删除，下次运行会重新生成。
"""


class NoOutput(TaskError):
    """A recipe ended well, but not with what it promised."""

    en = "{task} ended without writing {name}, or left it empty. This is a fault of the program: please report it"
    zh = "{task} 结束时没有写出 {name}，或该文件为空。这是程序缺陷，请反馈"


@dataclass(frozen=True)
class OutputFacts:
    """One published file."""

    size_bytes: int
    sha256: str


@dataclass(frozen=True)
class Facts:
    """What is known of one published result."""

    recipe: str
    label: str
    """Of the task that made it first."""
    seconds: float
    """That making it took."""
    outputs: Mapping[str, OutputFacts]


@dataclass(frozen=True)
class Entry:
    """One result, for those who count space."""

    key: str
    size_bytes: int
    last_use_s: float
    """Seconds since 1970."""


@dataclass(frozen=True)
class Fault:
    """A file of a result that isn't what was published."""

    key: str
    name: str
    """`facts.json` where the facts themselves can't be read."""


@dataclass(frozen=True)
class Store:
    """Finished work under `root`; a plain value that travels to workers. Reading it creates nothing."""

    root: Path

    @property
    def _objects(self) -> Path:
        return self.root / "objects"

    @property
    def _scratch(self) -> Path:
        return self.root / "scratch"

    def _folder(self, key: str) -> Path:
        return self._objects / key[:2] / key

    def path(self, key: str, name: str) -> Path:
        """Where the output `name` of `key` lies, or would lie."""
        return self._folder(key) / name

    def has(self, key: str) -> bool:
        """Whether all outputs of `key` are there in full size; what is broken counts as absent."""
        facts = self.facts(key)
        return facts is not None and all(
            size_of(self.path(key, name)) == output.size_bytes for name, output in facts.outputs.items()
        )

    def facts(self, key: str) -> Facts | None:
        """What was noted when `key` was published; None if it wasn't, or can't be read."""
        try:
            return _parse_facts((self._folder(key) / "facts.json").read_bytes())
        except (OSError, ValueError, KeyError, TypeError, AttributeError):
            return None

    @contextmanager
    def open_run(self) -> Iterator[Path]:
        """A scratch folder for one run; it lives until the block ends, and can't be swept before.

        Raises NotWritable or DiskFull.
        """
        try:
            folder, lock = self._begin_run()
        except OSError as error:
            raise _named(error, self.root) from error
        try:
            yield folder
        finally:
            shutil.rmtree(folder, ignore_errors=True)
            os.close(lock)

    def _begin_run(self) -> tuple[Path, int]:
        with self._alone():
            (self.root / "README.txt").write_text(_README, encoding="utf-8")
            self._scratch.mkdir(exist_ok=True)
            folder = Path(tempfile.mkdtemp(prefix="run-", dir=self._scratch))
            lock = os.open(folder / "lock", os.O_RDWR | os.O_CREAT)
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            return folder, lock

    @contextmanager
    def _alone(self) -> Iterator[None]:
        """Nobody else, in whichever process, names, removes or sweeps anything meanwhile."""
        self.root.mkdir(parents=True, exist_ok=True)
        lock = os.open(self.root / "lock", os.O_RDWR | os.O_CREAT)
        try:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield
        finally:
            os.close(lock)

    def publish(
        self, key: str, made: Path, outputs: tuple[str, ...], *, recipe: str, label: str, seconds: float
    ) -> None:
        """Move `outputs` out of the scratch folder `made` and give them their name.

        If `key` has been published meanwhile, the new copy is dropped. Raises NoOutput.
        """
        facts = Facts(recipe, label, seconds, {name: _seal(made / name, label) for name in outputs})
        ready = Path(tempfile.mkdtemp(prefix="ready-", dir=made))
        for name in outputs:
            (made / name).rename(ready / name)
        write_durably(ready / "facts.json", json.dumps(asdict(facts), indent=1).encode())
        flush(ready)
        ready.chmod(0o755)  # mkdtemp makes it private, but the work folder may be shared
        with self._alone():
            if not self.has(key):
                self._discard(key)
                self._name(key, ready)

    def _name(self, key: str, ready: Path) -> None:
        folder = self._folder(key)
        folder.parent.mkdir(parents=True, exist_ok=True)
        ready.rename(folder)
        for parent in (folder.parent, self._objects):
            flush(parent)

    def _discard(self, key: str) -> None:
        """Take the name away in one rename, then delete at leisure."""
        if self._folder(key).exists():
            self._scratch.mkdir(exist_ok=True)
            trash = Path(tempfile.mkdtemp(prefix="trash-", dir=self._scratch))
            self._folder(key).rename(trash / key)
            shutil.rmtree(trash, ignore_errors=True)

    def remove(self, key: str) -> None:
        """Forget `key`; nothing happens if it isn't there. Ask `in_use` first: a run may be reading it."""
        if self._folder(key).exists():
            with self._alone():
                self._discard(key)

    def entries(self, last_uses: Mapping[str, float] | None = None) -> Iterator[Entry]:
        """Every result, whole or broken; its last use as told by the ledger, or else when it was made."""
        known = last_uses or {}
        for folder in self._all():
            made_s = folder.stat().st_mtime
            size_bytes = sum(file.lstat().st_size for file in folder.iterdir())
            yield Entry(folder.name, size_bytes, max(made_s, known.get(folder.name, 0.0)))

    def _all(self) -> list[Path]:
        return sorted(self._objects.glob("??/*"))

    def check(self) -> tuple[Fault, ...]:
        """Every file whose bytes aren't those that were published; reads the whole store."""
        return tuple(fault for folder in self._all() for fault in self._check_one(folder.name))

    def _check_one(self, key: str) -> Iterator[Fault]:
        facts = self.facts(key)
        if facts is None:
            yield Fault(key, "facts.json")
            return
        for name, output in facts.outputs.items():
            path = self.path(key, name)
            if size_of(path) != output.size_bytes or sha256_of(path) != output.sha256:
                yield Fault(key, name)

    def in_use(self) -> bool:
        """Whether a run is alive, here or in another process."""
        return any(is_held(folder / "lock") for folder in self._runs())

    def sweep(self) -> None:
        """Delete what dead runs left in scratch; a run is dead when nobody holds its lock."""
        if not self._scratch.is_dir():
            return
        with self._alone():
            dead = [folder for folder in self._runs() if not is_held(folder / "lock")]
            for folder in dead:
                _log.info("removing what a run that was killed left: %s", folder.name)
                shutil.rmtree(folder, ignore_errors=True)

    def _runs(self) -> list[Path]:
        return sorted(self._scratch.iterdir()) if self._scratch.is_dir() else []


def _parse_facts(raw: bytes) -> Facts:
    parts = json.loads(raw)
    outputs = {name: OutputFacts(**output) for name, output in parts["outputs"].items()}
    return Facts(parts["recipe"], parts["label"], parts["seconds"], outputs)


def _seal(path: Path, label: str) -> OutputFacts:
    """The facts of a file that a recipe has written, once the disk has it."""
    size_bytes = size_of(path)
    if not size_bytes:
        raise NoOutput(task=label, name=path.name)
    flush(path)
    return OutputFacts(size_bytes, sha256_of(path))


def _named(error: OSError, root: Path) -> DiskFull | NotWritable:
    if is_disk_full(error):
        return DiskFull(folder=str(root))
    return NotWritable(folder=str(root), why=error.strerror or str(error), option="--work")
