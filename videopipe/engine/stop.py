"""The flag that asks running work to end."""

import threading


class Stop:
    """Set once, from any thread or signal handler; never unset."""

    def __init__(self) -> None:
        self._event = threading.Event()

    def set(self) -> None:
        """Ask for the end."""
        self._event.set()

    def is_set(self) -> bool:
        """Whether somebody asked."""
        return self._event.is_set()

    def __reduce__(self) -> tuple[type["Stop"], tuple[()]]:
        """In another process it is a flag that nobody sets: work there runs to its end."""
        return Stop, ()
