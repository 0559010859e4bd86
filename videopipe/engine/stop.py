"""The flag that asks for the end: of everything now, or of everything but what runs."""

import threading


class Stop:
    """Set from any thread or signal handler; never unset."""

    def __init__(self) -> None:
        self._asked = threading.Event()
        self._urgent = threading.Event()

    def set(self, gently: bool = False) -> None:
        """Ask for the end; `gently`: nothing more is begun, but the tasks that run may finish."""
        if not gently:
            self._urgent.set()
        self._asked.set()

    def is_set(self) -> bool:
        """Whether somebody asked, in whichever way."""
        return self._asked.is_set()

    def is_urgent(self) -> bool:
        """Whether what runs must end, too."""
        return self._urgent.is_set()

    def __reduce__(self) -> tuple[type["Stop"], tuple[()]]:
        """In another process it is a flag that nobody sets: work there runs to its end."""
        return Stop, ()
