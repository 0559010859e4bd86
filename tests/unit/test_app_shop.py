"""What is said when tasks could not be done."""

import pytest

from videopipe.app.shop import RecipeBug, TasksFailed, raise_for
from videopipe.engine.outcome import Outcome, State
from videopipe.engine.task import Task
from videopipe.model.errors import (
    DiskFull,
    FootageRefused,
    Stopped,
    ToolFailed,
    ToolMissing,
    VideopipeError,
)


def outcome(label: str, state: State, error: VideopipeError | None = None, traceback: str = "") -> Outcome:
    return Outcome(Task("recipe", 1, label, "light", 0, {}, {}, ("a",)), state, 0.0, error, traceback)


def failed(label: str, error: VideopipeError | None) -> Outcome:
    return outcome(label, State.FAILED, error, "Traceback …")


RAN, CACHED = outcome("a", State.RAN), outcome("b", State.CACHED)
SKIPPED, STOPPED = outcome("c", State.SKIPPED), outcome("d", State.STOPPED)
TOOL = ToolFailed(tool="ffmpeg", code=1, command="ffmpeg", tail="no")
OTHER = ToolFailed(tool="ffmpeg", code=2, command="ffmpeg", tail="no")
FULL = DiskFull(folder="/store")


@pytest.mark.parametrize("outcomes", [[], [RAN], [RAN, CACHED]])
def test_what_went_well_is_not_spoken_of(outcomes: list[Outcome]) -> None:
    raise_for(outcomes)


@pytest.mark.parametrize(
    ("outcomes", "raised"),
    [
        ([RAN, failed("x", TOOL), SKIPPED], ToolFailed),
        ([failed("x", FULL), failed("y", FULL)], DiskFull),
        ([failed("x", TOOL), failed("y", OTHER)], TasksFailed),
        ([RAN, STOPPED], Stopped),
        ([failed("x", TOOL), STOPPED], Stopped),
        ([failed("x", TOOL), failed("y", FootageRefused()), STOPPED], FootageRefused),
        ([failed("x", TOOL), failed("y", ToolMissing())], ToolMissing),
        ([failed("x", TOOL), failed("y", FULL)], DiskFull),
        ([failed("x", TOOL), failed("y", None)], RecipeBug),
        ([STOPPED, failed("y", None)], RecipeBug),
    ],
    ids=[
        "one fault and what needed it", "one fault many times", "two faults", "a stop", "a stop and a fault",
        "footage before a stop", "a missing tool before a failed one", "a full disk before what it broke", "a bug before a fault", "a bug before a stop",
    ],
)  # fmt: skip
def test_what_a_person_must_put_right_first_is_raised(
    outcomes: list[Outcome], raised: type[Exception]
) -> None:
    with pytest.raises(VideopipeError) as caught:
        raise_for(outcomes)
    assert type(caught.value) is raised


def test_several_faults_are_all_named_and_the_first_is_told() -> None:
    with pytest.raises(TasksFailed) as caught:
        raise_for([failed("picture/1", TOOL), RAN, failed("audio/2", OTHER), SKIPPED])
    said = caught.value.say("en")
    assert said.startswith("2 tasks failed")
    assert "picture/1: ffmpeg ended with code 1" in said
    assert "picture/1）：ffmpeg 异常退出" in caught.value.say("zh")
    assert "audio/2" in said


def test_a_bug_names_its_task_and_its_traceback() -> None:
    with pytest.raises(RecipeBug, match=r"picture/1 failed unexpectedly(.|\n)*Traceback"):
        raise_for([failed("picture/1", None)])
