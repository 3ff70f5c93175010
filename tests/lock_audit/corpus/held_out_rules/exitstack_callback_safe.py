# corpus: strict not checked
from __future__ import annotations

import threading
from contextlib import ExitStack


class Roster:
    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._names: list[str] = []

    def join(self, name: str) -> bool:
        with ExitStack() as stack:
            if not self._lock.acquire(timeout=0.5):
                return False
            stack.callback(self._lock.release)
            if name in self._names:
                return False
            self._names.append(name)
            return True

    def leave(self, name: str) -> None:
        with ExitStack() as stack:
            stack.enter_context(self._lock)
            if name in self._names:
                self._names.remove(name)

    def names(self) -> list[str]:
        with self._lock:
            return self._names[:]
