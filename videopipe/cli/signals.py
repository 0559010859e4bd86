"""Ctrl-C and SIGTERM."""

import signal
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from types import FrameType

    from videopipe.engine.stop import Stop


def stop_on_signals(stop: "Stop") -> None:
    """From now on both set the flag; what runs ends within a second, what is done is kept."""

    def ask(_number: int, _frame: "FrameType | None") -> None:
        stop.set()

    signal.signal(signal.SIGINT, ask)
    signal.signal(signal.SIGTERM, ask)
