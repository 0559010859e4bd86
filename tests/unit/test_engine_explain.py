"""Why a task runs again, to the leaf."""

from dataclasses import replace
from fractions import Fraction
from typing import Any

from hypothesis import given

from tests.unit.test_engine_task import params, with_params
from videopipe.engine.explain import Difference, differences
from videopipe.engine.task import Digest, In, Signature, Task

TASK = Task(
    "burn",
    3,
    "picture/wide/007",
    "encode",
    10,
    {"fps": Fraction(25), "cues": [{"text": "广州"}, {"text": "深圳"}]},
    {"source": Digest("aa"), "fonts": (Digest("f1"), Digest("f2"))},
    ("wide.mp4",),
    ("ffmpeg",),
    {"ffmpeg": "9.0.2"},
)


def changed(**fields: Any) -> tuple[Difference, ...]:
    return differences(TASK.signature, replace(TASK, **fields))


def test_nothing_differs_from_itself() -> None:
    assert changed() == ()


def test_a_changed_text_is_found_at_its_leaf() -> None:
    cues = [{"text": "广州"}, {"text": "珠海"}]
    assert changed(params={"fps": Fraction(25), "cues": cues}) == (
        Difference("param", "cues[1].text", "深圳", "珠海"),
    )


def test_what_came_and_what_went_is_none_on_the_other_side() -> None:
    found = changed(params={"fps": Fraction(25), "cues": [{"text": "广州"}], "dim": True})
    assert found == (
        Difference("param", "cues[1].text", "深圳", None),
        Difference("param", "dim", None, True),
    )


def test_inputs_tools_outputs_recipe_and_version_are_told_apart() -> None:
    found = changed(
        recipe="draw",
        version=4,
        inputs={"source": In("k", "o"), "fonts": (Digest("f1"), Digest("f3"))},
        outputs=("tall.mp4",),
        fingerprints={"ffmpeg": "9.1"},
    )
    assert found == (
        Difference("recipe", "", "burn", "draw"),
        Difference("version", "", 3, 4),
        Difference("input", "fonts[1]", "sha256:f2", "sha256:f3"),
        Difference("input", "source", "sha256:aa", "k/o"),
        Difference("output", "[0]", "wide.mp4", "tall.mp4"),
        Difference("tool", "ffmpeg", "9.0.2", "9.1"),
    )


def test_true_is_not_one() -> None:
    assert differences(with_params({"a": 1}).signature, with_params({"a": True})) == (
        Difference("param", "a", 1, True),
    )


def test_a_long_list_is_told_in_order() -> None:
    found = differences(with_params({"n": [0] * 12}).signature, with_params({"n": [1] * 12}))
    assert [difference.name for difference in found] == [f"n[{n}]" for n in range(12)]


@given(params, params)
def test_there_is_a_difference_exactly_when_keys_differ(one: dict[str, Any], other: dict[str, Any]) -> None:
    before, after = with_params(one), with_params(other)
    assert bool(differences(before.signature, after)) == (before.key != after.key)


@given(params)
def test_a_signature_reads_what_it_wrote(values: dict[str, Any]) -> None:
    signature = with_params(values).signature
    assert Signature.parse(signature.text) == signature
