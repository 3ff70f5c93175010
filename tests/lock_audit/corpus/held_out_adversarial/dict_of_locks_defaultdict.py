# corpus: strict not checked
import collections
import threading
import time


class PerKey:
    def __init__(self) -> None:
        self._locks = collections.defaultdict(threading.Lock)
        self._vals: dict[str, int] = {}

    def slow(self, key: str) -> None:
        with self._locks[key]:
            self._vals[key] = 1
            time.sleep(0.5)  # expect: LCK006

    def quick(self, key: str) -> int:
        with self._locks[key]:
            self._vals[key] = self._vals.get(key, 0) + 1
            return self._vals[key]
