# corpus: strict not checked
import threading


class Cache:
    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._l: list[int] = []

    def a(self):
        with self._lock:
            return (x + 1 for x in self._l)  # expect: LCK009

    def b(self):
        with self._lock:
            return map(str, self._l)  # expect: LCK009

    def c(self) -> list[str]:
        with self._lock:
            return list(map(str, self._l))

    def d(self) -> int:
        with self._lock:
            return sum(x + 1 for x in self._l)

    def e(self):
        with self._lock:
            return (x for x in list(self._l))

    def f(self) -> str:
        with self._lock:
            return ",".join(str(x) for x in self._l)
