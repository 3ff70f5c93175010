# corpus: strict not checked
"""A limiter admits, then one lock is taken under it: only one lock is ever held."""

import threading


class Lane:
    def __init__(self, slots: int):
        self._slots = threading.BoundedSemaphore(slots)
        self._readers = threading.Semaphore(8)
        self._lock = threading.Lock()
        self._running = 0

    def enter(self) -> bool:
        if not self._slots.acquire(timeout=0.5):
            return False
        try:
            with self._lock:
                self._running += 1
            return True
        finally:
            self._slots.release()

    def read(self) -> int:
        with self._readers:
            return self._read()

    def read_twice(self) -> int:
        with self._readers, self._slots:
            return self._read() + self._read()

    def _read(self) -> int:
        with self._lock:
            return self._running
