# corpus: strict not checked
"""Thin wrappers hand the result to their caller, who looks at it."""

import threading


class CountingLock:
    def __init__(self):
        self._lock = threading.Lock()
        self.timeouts = 0

    def acquire(self, timeout: float) -> bool:
        return self._lock.acquire(timeout=timeout)

    def acquire_counted(self, timeout: float) -> bool:
        acquired = self._lock.acquire(timeout=timeout)
        if not acquired:
            self.timeouts += 1
        return acquired

    def try_acquire(self) -> bool:
        return self._lock.acquire(blocking=False)

    def release(self) -> None:
        self._lock.release()


class Board:
    def __init__(self):
        self._lock = threading.RLock()
        self._posts: list[str] = []

    def _lock_soon(self) -> bool:
        return self._lock.acquire(timeout=0.5)

    def _unlock(self) -> None:
        self._lock.release()

    def post(self, text: str) -> bool:
        if not self._lock_soon():
            return False
        try:
            self._posts.append(text)
            return True
        finally:
            self._unlock()

    def latest(self) -> str | None:
        if not self._lock.acquire(timeout=0.5):
            return None
        try:
            return self._posts[-1] if self._posts else None
        finally:
            self._unlock()
