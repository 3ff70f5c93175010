# corpus: strict not checked
import threading


class Cache:
    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._d: dict[str, int] = {}

    def bad(self, k: str):
        if not self._lock.acquire(timeout=1):
            return {}
        try:
            self._d[k] = 1
            return self._d  # expect: LCK009
        finally:
            self._lock.release()

    def good(self, k: str):
        if not self._lock.acquire(timeout=1):
            return {}
        try:
            self._d[k] = 1
            return self._d.copy()
        finally:
            self._lock.release()
