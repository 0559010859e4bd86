"""An episode folder becomes a verified bundle, and somebody hears how far it is."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from videopipe.engine.outcome import Event, Finished, Progress
from videopipe.engine.stop import Stop
from videopipe.model.errors import Damaged

if TYPE_CHECKING:
    from videopipe.engine.task import Plan


class Tell(Protocol):
    """Hears how far it is."""

    def __call__(self, stage: str, percent: int, subject: str | None = None) -> None:
        """Percent of the whole; `subject` is what the ledger of the work folder calls the runs, once that is known."""


SHARES = {"take-in": (0, 5), "read": (5, 10), "analyse": (10, 25), "make": (25, 92), "verify": (92, 100)}
"""Percent of a job at which each stage begins and ends; of six interviews, making took two thirds at least."""
_PLANS = ("read", "analyse", "make")
"""`produce` runs three plans, in this order."""


class BundleDamaged(Damaged):
    """A bundle that isn't whole right after it was published."""

    en = "the bundle {bundle} is damaged right after it was made: {first}. Check that disk; the original stays where it is"
    zh = "成品包 {bundle} 刚制作完成即发现损坏：{first}。请检查该磁盘；原始文件仍在原处"


@dataclass(frozen=True)
class Made:
    """What became of a folder."""

    bundle: Path
    version: int


class Maker(Protocol):
    """Makes bundles; tests have one that only pretends to."""

    def __call__(self, folder: Path, tell: Tell, stop: Stop) -> Made:
        """Raises VideopipeError or OSError; Stopped if `stop` was set."""


def percent_of(stage: str, share: float) -> int:
    """Of the whole job, when that share (0…1) of a stage is done."""
    first, last = SHARES[stage]
    return first + int((last - first) * min(max(share, 0.0), 1.0))


@dataclass
class Stages:
    """Turns what a run tells of its tasks into stage and percent (a `Watcher` of `videopipe.app.shop`)."""

    tell: Tell
    _plan: int = -1
    _subject: str | None = None
    _weights: dict[str, float] = field(default_factory=dict)
    _done: dict[str, float] = field(default_factory=dict)

    def begin(self, plan: "Plan", expected_s: dict[str, float], subject: str) -> None:  # noqa: ARG002 - as every watcher
        """The next plan."""
        self._plan = min(self._plan + 1, len(_PLANS) - 1)
        self._weights, self._done, self._subject = expected_s, {}, subject
        self._say()

    def __call__(self, event: Event) -> None:
        """A task got on."""
        match event:
            case Progress(task, done, _):
                self._done[task.key] = done
            case Finished(outcome):
                self._done[outcome.task.key] = 1.0
            case _:
                return
        self._say()

    def _say(self) -> None:
        whole = sum(self._weights.values()) or 1.0
        done = sum(share * self._weights.get(key, 0.0) for key, share in self._done.items())
        stage = _PLANS[self._plan]
        self.tell(stage, percent_of(stage, done / whole), self._subject)


@dataclass(frozen=True)
class Producer:
    """The real maker: `videopipe run`, then `videopipe verify`."""

    profiles: Sequence[str]
    out: Path
    work: Path
    jobs: int | None = None

    def __call__(self, folder: Path, tell: Tell, stop: Stop) -> Made:
        """As `Maker`."""
        from videopipe.app.produce import produce
        from videopipe.app.shop import open_shop
        from videopipe.stages.package.verify import verify_bundle

        with open_shop(self.work, jobs=self.jobs, stop=stop, watch=Stages(tell)) as shop:
            published = produce(folder, self.profiles, out=self.out, edit=None, shop=shop).published
        tell("verify", percent_of("verify", 0))
        faults = verify_bundle(published.path, stopped=stop.is_set)
        if faults:
            raise BundleDamaged(bundle=str(published.path), first=f"{faults[0].path}: {faults[0].en}")
        return Made(published.path, published.version)
