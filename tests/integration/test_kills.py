"""A run that is killed or stopped leaves nothing alive and nothing half-made; the next one goes on from there.

The long form, with as many kills as wanted and any episode: `python -m tests.kills`.
"""

import random
import signal
import sys
from pathlib import Path

import pytest

from tests.episodes import tiny_episode, tiny_profile
from tests.kills import Moment, Order, Undisturbed, kill, measure, moment_at, spread, stop, strike

pytestmark = pytest.mark.skipif(
    not Path("/proc/self/environ").exists(), reason="processes are looked for in /proc"
)

KILLS = 2
A_LONG_ENCODE = """
from videopipe.media.run import run_tool
from videopipe.media.tools import ffmpeg_path
run_tool([ffmpeg_path(), *"-v error -re -f lavfi -i testsrc=d=60 -f null -".split()], stopped=lambda: False)
"""


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
    moment = spread(KILLS, undisturbed, random.Random())[part]
    found = kill(order, tmp_path, [moment], undisturbed)
    assert found.faults == (), found


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT], ids=lambda number: number.name)
def test_a_run_that_is_asked_to_stop_ends_within_a_second_with_130_and_what_was_done_is_used_again(
    number: signal.Signals, order: Order, undisturbed: Undisturbed, tmp_path: Path
) -> None:
    moment = moment_at(random.uniform(0.2, 0.5), undisturbed)
    found = stop(order, tmp_path, number, moment, undisturbed)
    assert found.faults == (), found
    assert found.codes == (130,), found
    assert found.cached > 0, found


def test_a_tool_that_would_run_for_a_minute_dies_with_the_program_that_started_it(tmp_path: Path) -> None:
    found = strike([sys.executable, "-c", A_LONG_ENCODE], tmp_path, signal.SIGKILL, Moment(0, 2.0))
    assert any("testsrc" in command for command in found.victims if "ffmpeg" in command.split()[0]), found
    assert found.survivors == ()
