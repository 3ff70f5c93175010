from __future__ import annotations

import threading


class Limits:
    def __init__(self, n: int) -> None:
        self._slots = threading.BoundedSemaphore(n)

    def enter(self) -> bool:
        return self._slots.acquire(timeout=1)

    def leave(self) -> None:
        self._slots.release()
