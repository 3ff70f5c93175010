from __future__ import annotations

import threading


class Licence:
    def __init__(self, name: str, count: int) -> None:
        self.name = name
        self.left = count
        self._guard = threading.Lock()

    def acquire(self, n: int) -> bool:
        with self._guard:
            if self.left < n:
                return False
            self.left -= n
            return True

    def release(self, n: int) -> None:
        with self._guard:
            self.left += n


seats: dict[str, Licence] = {}
