"""Labels find places of their own, near their points; axes are round and honest."""

from decimal import Decimal
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from videopipe.stages.infographics.labels import REACH, Label, inside, meet, place_labels
from videopipe.stages.infographics.look import Area
from videopipe.stages.infographics.scale import decide_scale

ROOM = Area(0, 0, 1600, 700)
pixels = st.integers(0, 1600)
labels = st.lists(
    st.builds(Label, pixels, st.integers(0, 700), st.integers(20, 240), st.integers(20, 60), st.integers(8, 24)),
    max_size=14,
)  # fmt: skip
areas = st.lists(
    st.builds(lambda x, y, width, height: Area(x, y, x + width, y + height), pixels, st.integers(0, 700), st.integers(1, 300), st.integers(1, 80)),
    max_size=4,
)  # fmt: skip


@settings(max_examples=60)
@given(labels, areas)
def test_no_label_meets_another_or_what_is_taken_or_leaves_the_room(
    wanted: list[Label], taken: list[Area]
) -> None:
    placed = place_labels(wanted, ROOM, taken)
    found = [area for area in placed if area is not None]
    assert all(inside(area, ROOM) for area in found)
    assert not any(meet(one, other) for one, other in combinations(found, 2))
    assert not any(meet(area, other) for area in found for other in taken)
    assert place_labels(wanted, ROOM, taken) == placed


@settings(max_examples=60)
@given(labels)
def test_a_label_keeps_its_size_and_stays_near_its_point(wanted: list[Label]) -> None:
    for label, area in zip(wanted, place_labels(wanted, ROOM), strict=True):
        if area is not None:
            assert (area.width, area.height) == pytest.approx((label.width, label.height))
            away = (
                max(area.left - label.x, label.x - area.right, 0),
                max(area.top - label.y, label.y - area.bottom, 0),
            )
            assert max(away) <= REACH * label.gap + 1e-6


def test_the_first_label_has_the_best_place_and_a_line_through_it_is_shunned_if_it_can_be() -> None:
    label = Label(100, 100, 60, 30, 10)
    (above,) = place_labels([label], ROOM)
    assert above == Area(70, 60, 130, 90)
    (below,) = place_labels([label], ROOM, shunned=[Area(0, 70, 1600, 72)])
    assert below == Area(70, 110, 130, 140)
    (struck,) = place_labels([label], ROOM, shunned=[ROOM])
    assert struck == above


def test_a_label_without_room_has_no_place() -> None:
    assert place_labels([Label(10, 10, 2000, 30, 8)], ROOM) == (None,)


values = st.lists(st.decimals("-99999", "99999", places=2), min_size=1, max_size=9)


@given(values, st.booleans())
def test_a_scale_holds_all_data_between_a_few_even_ticks(data: list[Decimal], from_zero: bool) -> None:
    scale = decide_scale(data, from_zero=from_zero)
    assert scale.ticks[0] <= min(data) <= max(data) <= scale.ticks[-1]
    assert 2 <= len(scale.ticks) <= 7
    steps = {after - before for before, after in zip(scale.ticks, scale.ticks[1:], strict=False)}
    assert len(steps) == 1
    if from_zero or 0 <= min(data) < max(data) / 2:
        assert Decimal(0) in scale.ticks


@pytest.mark.parametrize(
    ("data", "ticks"),
    [
        (("4831", "6970"), ("4000", "5000", "6000", "7000")),
        (("1662", "11000"), ("0", "5000", "10000", "15000")),
        (("-0.3", "6.8"), ("-2", "0", "2", "4", "6", "8")),
    ],
)
def test_ticks_are_round(data: tuple[str, ...], ticks: tuple[str, ...]) -> None:
    scale = decide_scale([Decimal(each) for each in data], from_zero=False)
    assert scale.ticks == tuple(Decimal(each) for each in ticks)
