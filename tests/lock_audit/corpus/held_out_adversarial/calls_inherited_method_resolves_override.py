# corpus: strict not checked
import threading
import time


class Base:
    def __init__(self) -> None:
        self._lock = threading.Lock()
        self.n = 0

    def step(self) -> int:
        with self._lock:
            return self._grow(1)  # expect: LCK006 via _grow -> sleep

    def _grow(self, k: int) -> int:
        time.sleep(k)
        return k

    def calm(self) -> int:
        with self._lock:
            return self._small(1)

    def _small(self, k: int) -> int:
        self.n += k
        return self.n


class Leaf(Base):
    def extra(self) -> int:
        with self._lock:
            return self._grow(2)  # expect: LCK006 via _grow -> sleep
