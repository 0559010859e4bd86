"""Ctrl-C and SIGTERM."""

import signal
from collections.abc import Iterator

import pytest

from videopipe.cli.signals import stop_on_signals
from videopipe.engine.stop import Stop


@pytest.fixture(autouse=True)
def as_before() -> Iterator[None]:
    """The handlers of the test runner come back."""
    before = {number: signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM)}
    yield
    for number, handler in before.items():
        signal.signal(number, handler)


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_signal_ends_what_runs(number: signal.Signals) -> None:
    stop = Stop()
    stop_on_signals(stop)
    signal.raise_signal(number)

    assert stop.is_set()
    assert stop.is_urgent()


def test_gently_the_first_lets_what_runs_finish_and_the_second_ends_it() -> None:
    stop = Stop()
    stop_on_signals(stop, gently=True)
    signal.raise_signal(signal.SIGTERM)
    assert stop.is_set()
    assert not stop.is_urgent()

    signal.raise_signal(signal.SIGTERM)
    assert stop.is_urgent()
