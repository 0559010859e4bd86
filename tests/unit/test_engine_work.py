"""What a recipe is given."""

from pathlib import Path

import pytest

from videopipe.engine.outcome import State
from videopipe.engine.stop import Stop
from videopipe.engine.work import Work

ONE, TWO = Path("one"), Path("two")


def a_work(**other: object) -> Work:
    return Work({"fps": "25/1"}, {"source": ONE, "parts": (ONE, TWO)}, ("o.mp4",), Path("s"), **other)  # type: ignore[arg-type]


def test_inputs_have_the_shape_the_task_gave_them() -> None:
    assert a_work().input("source") == ONE
    assert a_work().inputs("parts") == [ONE, TWO]
    assert a_work().inputs("source") == [ONE]


def test_many_files_are_not_taken_for_one() -> None:
    with pytest.raises(TypeError, match="parts is 2 files"):
        a_work().input("parts")


def test_outputs_are_written_into_scratch_and_only_the_declared() -> None:
    assert a_work().out("o.mp4") == Path("s/o.mp4")
    with pytest.raises(ValueError, match=r"log\.txt"):
        a_work().out("log.txt")


def test_progress_stays_between_nothing_and_all() -> None:
    heard: list[float] = []
    work = a_work(tell=lambda done, _note: heard.append(done))
    for done in (-0.1, 0.5, 1.2):
        work.report(done)
    assert heard == [0.0, 0.5, 1.0]


def test_a_recipe_hears_of_a_stop() -> None:
    stop = Stop()
    work = a_work(stop=stop)
    assert not work.stopped()
    stop.set()
    assert work.stopped()


def test_every_state_has_a_sentence_in_both_languages() -> None:
    sentences = {state.say(lang) for state in State for lang in ("en", "zh")}
    assert len(sentences) == 2 * len(State)
    assert all(sentences)
