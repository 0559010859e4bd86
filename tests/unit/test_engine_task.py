"""Keys: what changes them, what doesn't, and that two processes agree."""

import os
import pickle
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import replace
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from videopipe.engine.task import Digest, In, Json, Plan, PlanBuilder, Ref, Task


def a_task(
    label: str = "make",
    *needs: Task,
    recipe: str = "write",
    lane: str = "light",
    cost: int = 0,
    inputs: Mapping[str, Ref | tuple[Ref, ...]] | None = None,
    outputs: tuple[str, ...] = ("out.txt",),
    **params: Json,
) -> Task:
    """A task that differs from others by its label and reads the outputs of `needs`."""
    refs = {"needs": tuple(need.out() for need in needs)} if inputs is None else inputs
    return Task(recipe, 1, label, lane, cost, {"label": label, **params}, refs, outputs)


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner, max_size=3),
    max_leaves=8,
)
params = st.dictionaries(st.text(max_size=3), json_values, max_size=4)


def with_params(values: dict[str, Any]) -> Task:
    return Task("r", 1, "l", "light", 0, values, {}, ("o",))


def same_json(a: Any, b: Any) -> bool:
    """Equality as JSON sees it: True isn't 1."""
    if isinstance(a, dict) and isinstance(b, dict):
        return a.keys() == b.keys() and all(same_json(a[key], b[key]) for key in a)
    if isinstance(a, list) and isinstance(b, list):
        return len(a) == len(b) and all(map(same_json, a, b))
    return type(a) is type(b) and bool(a == b)


def reordered(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: reordered(value[key]) for key in reversed(value)}
    return [reordered(item) for item in value] if isinstance(value, list) else value


@given(params)
def test_the_order_in_which_dicts_were_filled_is_not_in_the_key(values: dict[str, Any]) -> None:
    assert with_params(values).key == with_params(reordered(values)).key


@given(params, params)
def test_different_params_have_different_keys(one: dict[str, Any], other: dict[str, Any]) -> None:
    assert (with_params(one).key == with_params(other).key) == same_json(one, other)


@given(params, st.text(max_size=3), json_values)
def test_changing_one_param_changes_the_key(values: dict[str, Any], name: str, value: Any) -> None:
    assume(name not in values or not same_json(values[name], value))
    assert with_params(values).key != with_params({**values, name: value}).key


@pytest.mark.parametrize(
    "other",
    [
        {"recipe": "x"},
        {"version": 2},
        {"inputs": {"source": Digest("bb")}},
        {"inputs": {"source": (Digest("aa"),)}},
        {"inputs": {"source": In("aa", "o")}},
        {"inputs": {"footage": Digest("aa")}},
        {"outputs": ("p",)},
        {"fingerprints": {"ffmpeg": "8"}},
    ],
)
def test_what_makes_the_result_is_in_the_key(other: dict[str, Any]) -> None:
    task = Task("r", 1, "l", "light", 0, {}, {"source": Digest("aa")}, ("o",), ("ffmpeg",), {"ffmpeg": "9"})
    assert replace(task, **other).key != task.key


def test_names_for_people_and_forecasts_are_not_in_the_key() -> None:
    task = with_params({"a": 1})
    assert replace(task, label="other", lane="encode", cost=7).key == task.key


PLAN = """
from fractions import Fraction
from videopipe.engine.task import Digest, PlanBuilder
build = PlanBuilder({"ffmpeg": "9.0.2", "fonts": "abc"})
names = {"alpha", "beta", "gamma", "delta"}
first = build.add("a", version=1, label="a", params={n: len(n) for n in names} | {"fps": Fraction(25)},
                  inputs={n: Digest(n) for n in names}, outputs=("x",), tools=("ffmpeg", "fonts"))
build.add("b", version=2, label="b", params={"text": "湾区"}, inputs={"parts": (first.out(),)}, outputs=("y",))
print(*build.plan().tasks)
"""


def test_two_processes_give_the_same_plan_the_same_keys() -> None:
    said = {
        subprocess.run(
            [sys.executable, "-c", PLAN],
            env={**os.environ, "PYTHONHASHSEED": seed},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed in ("1", "2", "3")
    }
    assert len(said) == 1
    assert len(said.pop().split()) == 2


def test_the_way_keys_are_made_has_not_changed_by_accident() -> None:
    task = Task(
        "r", 1, "l", "light", 0, {"fps": Fraction(25)}, {"s": Digest("aa")}, ("o",), ("t",), {"t": "1"}
    )
    assert task.signature.text == (
        '["videopipe task 1",{"fingerprints":{"t":"1"},"inputs":{"s":"sha256:aa"},"outputs":["o"],'
        '"params":{"fps":"25/1"},"recipe":"r","version":1}]'
    )


@pytest.mark.parametrize("value", [1.5, [0.0], {"deep": [{"er": 1.0}]}, b"x", {1, 2}, {3: "x"}, object()])
def test_what_json_cannot_carry_exactly_is_refused(value: Any) -> None:
    with pytest.raises(TypeError, match=r"params\.gain"):
        with_params({"gain": value})


def test_a_float_is_refused_with_its_place() -> None:
    with pytest.raises(TypeError, match=r"params\.cues\[1\]\.at: a float"):
        with_params({"cues": [{"at": 1}, {"at": 1.0}]})


def test_a_task_does_not_change_when_the_callers_dict_does() -> None:
    cues: list[Json] = [1]
    task = with_params({"cues": cues})
    cues.append(2)
    assert task.params == {"cues": [1]}


def test_a_task_survives_a_trip_between_processes() -> None:
    task = a_task("t", a_task("s"))
    assert pickle.loads(pickle.dumps(task)) == task  # noqa: S301 (our own bytes)


def test_out_without_a_name_is_the_only_output() -> None:
    task = a_task(outputs=("a.mp4",))
    assert task.out() == In(task.key, "a.mp4") == task.out("a.mp4")


@pytest.mark.parametrize("name", [None, "c.mp4"])
def test_out_refuses_a_name_that_does_not_fit(name: str | None) -> None:
    with pytest.raises(ValueError, match=r"too many values|not c\.mp4"):
        a_task(outputs=("a.mp4", "b.mp4")).out(name)


@pytest.mark.parametrize("outputs", [(), ("a", "a"), ("../a",), ("a/b",), ("facts.json",), (".a",), ("",)])
def test_outputs_are_plain_file_names_that_differ(outputs: tuple[str, ...]) -> None:
    with pytest.raises(ValueError, match="output"):
        a_task(outputs=outputs)


def test_a_tool_goes_with_its_fingerprint() -> None:
    with pytest.raises(ValueError, match="fingerprints"):
        Task("r", 1, "l", "light", 0, {}, {}, ("o",), ("ffmpeg",), {})


def test_the_same_work_added_twice_is_one_task() -> None:
    plan = Plan()
    first = plan.add(with_params({"a": 1}))
    second = plan.add(replace(with_params({"a": 1}), label="by another name"))
    assert second is first
    assert list(plan) == [first]


def test_a_plan_keeps_the_order_of_adding() -> None:
    a, b = a_task("a"), a_task("b")
    assert [task.label for task in Plan([a, a_task("on a", a), b, a_task("on b", b)])] == [
        "a",
        "on a",
        "b",
        "on b",
    ]


def test_a_task_added_after_one_that_needs_it_comes_before_it() -> None:
    first = a_task("first")
    second = a_task("second", first)
    third = a_task("third", second)
    assert [task.label for task in Plan([third, second, first])] == ["first", "second", "third"]


def test_a_builder_gives_each_task_the_fingerprints_of_its_tools_only() -> None:
    build = PlanBuilder({"ffmpeg": "9", "font": "f"})
    task = build.add("r", version=1, label="l", params={}, inputs={}, outputs=("o",), tools=("font",))
    assert task.fingerprints == {"font": "f"}
    assert list(build.plan()) == [task]


def test_a_plan_that_was_handed_out_grows_no_more() -> None:
    build = PlanBuilder({})
    plan = build.plan()
    build.add("r", version=1, label="l", params={}, inputs={}, outputs=("o",))
    assert len(plan) == 0
