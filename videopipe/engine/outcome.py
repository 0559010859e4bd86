"""How a task ended, and what is said while tasks run."""

from dataclasses import dataclass
from enum import Enum

from videopipe.engine.task import Task
from videopipe.model.errors import VideopipeError


class State(Enum):
    """How a task ended; the value is the word that programs read."""

    CACHED = "cached"
    RAN = "ran"
    FAILED = "failed"
    SKIPPED = "skipped"
    STOPPED = "stopped"

    @property
    def good(self) -> bool:
        """Whether its outputs are in the store."""
        return self in {State.CACHED, State.RAN}

    def say(self, lang: str) -> str:
        """A sentence in `lang` ("zh" or "en")."""
        en, zh = _SENTENCES[self]
        return zh if lang == "zh" else en


_SENTENCES = {
    State.CACHED: ("it was made before and is still good", "此前已完成，结果仍然有效"),
    State.RAN: ("it was made now", "本次已完成"),
    State.FAILED: ("it could not be made", "未能完成"),
    State.SKIPPED: ("it needs something that could not be made", "所依赖的任务未能完成，已跳过"),
    State.STOPPED: ("somebody asked to stop before it was made", "完成之前已被要求停止"),
}


@dataclass(frozen=True)
class Outcome:
    """The end of one task."""

    task: Task
    state: State
    seconds: float = 0.0
    """Spent on it now; 0 for what wasn't started."""
    error: VideopipeError | None = None
    """Why it failed, if that was expected."""
    traceback: str = ""
    """Why it failed, if nobody expected it: a bug."""


@dataclass(frozen=True)
class Started:
    """A task has begun."""

    task: Task


@dataclass(frozen=True)
class Progress:
    """A task is `done` (0 to 1) far."""

    task: Task
    done: float
    note: str


@dataclass(frozen=True)
class Finished:
    """A task has ended; comes once for every task of the plan."""

    outcome: Outcome


Event = Started | Progress | Finished
