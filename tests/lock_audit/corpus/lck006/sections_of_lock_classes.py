# corpus: strict not checked
"""A class that takes a lock on entering is a lock; one that only counts is not."""

import threading
import time


class Timed:
    """Takes its lock on entering, waits at most a second."""

    def __init__(self):
        self._inner = threading.Lock()

    def __enter__(self) -> "Timed":
        if not self._inner.acquire(timeout=1.0):
            raise TimeoutError("timed")
        return self

    def __exit__(self, *exc_info) -> None:
        self._inner.release()


class Counted:
    def __init__(self):
        self.lock_count = 0

    def __enter__(self) -> "Counted":
        self.lock_count += 1
        return self

    def __exit__(self, *exc_info) -> None:
        self.lock_count -= 1


class Plant:
    def __init__(self):
        self._guard = Timed()
        self._lock = Counted()
        self._water = 0

    def pour(self, amount: int) -> None:
        with self._guard:
            self._water += amount
            time.sleep(0.1)  # expect: LCK006

    def look(self) -> int:
        with self._lock:
            time.sleep(0.1)
            return self._water

    def drain(self) -> None:
        with self._guard:
            self._water = 0
        time.sleep(0.1)
