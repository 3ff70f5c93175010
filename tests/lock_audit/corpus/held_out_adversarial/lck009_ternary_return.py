# corpus: strict not checked
import threading
import copy


class Cache:
    def __init__(self) -> None:
        self._lock = threading.RLock()
        self._seen: set[str] = set()

    def bad(self, full: bool):
        with self._lock:
            self._seen.add("x")
            return self._seen if full else set()  # expect: LCK009

    def good(self, full: bool):
        with self._lock:
            self._seen.add("x")
            return frozenset(self._seen) if full else set()

    def good2(self):
        with self._lock:
            self._seen.add("x")
            return copy.copy(self._seen), len(self._seen)
