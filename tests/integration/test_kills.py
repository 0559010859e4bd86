"""A run that is killed or stopped leaves nothing alive and nothing half-made; the next one goes on from there.

The long form, with as many kills as wanted and any episode: `python -m tests.kills`.
"""

import random
import signal
from pathlib import Path

import pytest

from tests.episodes import tiny_episode, tiny_profile
from tests.kills import Order, Undisturbed, kill, measure, spread, stop

KILLS = 3


@pytest.fixture(scope="module")
def order(tmp_path_factory: pytest.TempPathFactory) -> Order:
    folder = tmp_path_factory.mktemp("episode")
    return Order(tiny_episode(folder / "tiny"), str(tiny_profile(folder / "tiny.yaml")))


@pytest.fixture(scope="module")
def undisturbed(order: Order, tmp_path_factory: pytest.TempPathFactory) -> Undisturbed:
    return measure(order, tmp_path_factory.mktemp("undisturbed"))


@pytest.mark.parametrize("part", range(KILLS))
def test_after_kill_9_at_any_moment_the_next_run_makes_the_very_same_bundle(
    part: int, order: Order, undisturbed: Undisturbed, tmp_path: Path
) -> None:
    moment = spread(KILLS, undisturbed.seconds, random.Random())[part]
    found = kill(order, tmp_path, [moment], undisturbed)
    assert found.faults == (), found


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT], ids=lambda number: number.name)
def test_a_run_that_is_asked_to_stop_ends_within_a_second_with_130_and_what_was_done_is_used_again(
    number: signal.Signals, order: Order, undisturbed: Undisturbed, tmp_path: Path
) -> None:
    moment = undisturbed.seconds * random.uniform(0.3, 0.5)
    found = stop(order, tmp_path, number, moment, undisturbed)
    assert found.faults == (), found
    assert found.codes == (130,), found
    assert found.cached > 0, found
