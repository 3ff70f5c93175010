# corpus: strict not checked
"""Every call makes its own lock, so no two threads ever meet at it."""

import threading
from threading import RLock


class Counter:
    def __init__(self):
        self._lock = threading.Lock()
        self._count = 0
        self._names: dict[str, int] = {}

    def increase(self) -> int:
        with threading.Lock():  # expect: LCK010
            self._count += 1
            return self._count

    def name(self, name: str) -> None:
        with RLock():  # expect: LCK010
            self._names[name] = self._count

    def reset(self) -> None:
        with threading.Condition():  # expect: LCK010
            self._count = 0

    def decrease(self) -> int:
        with self._lock:
            self._count -= 1
            return self._count
