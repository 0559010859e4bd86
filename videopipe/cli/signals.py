"""Ctrl-C and SIGTERM."""

import signal
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from types import FrameType

    from videopipe.engine.stop import Stop


def stop_on_signals(stop: "Stop", gently: bool = False) -> None:
    """From now on both set the flag; what runs ends within a second, what is done is kept.

    `gently`: what runs may finish, which takes seconds to a minute; the second signal ends it within a second.
    """

    def ask(_number: int, _frame: "FrameType | None") -> None:
        stop.set(gently=gently and not stop.is_set())

    signal.signal(signal.SIGINT, ask)
    signal.signal(signal.SIGTERM, ask)
