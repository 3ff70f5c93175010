# corpus: strict not checked
import threading
import time
from contextlib import contextmanager


class Store:
    def __init__(self) -> None:
        self._lock = threading.Lock()
        self.n = 0

    @contextmanager
    def section(self, limit: float = 1.0):
        if not self._lock.acquire(timeout=limit):
            raise TimeoutError
        try:
            yield self.n
        finally:
            self._lock.release()

    @contextmanager
    def snapshot(self):
        with self._lock:
            n = self.n
        yield n

    def bad(self) -> None:
        with self.section() as n:
            time.sleep(n)  # expect: LCK006

    def good(self) -> None:
        with self.snapshot() as n:
            time.sleep(n)
