# corpus: strict not checked
import threading


class Cache:
    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._d: dict[str, int] = {}
        self._l: list[int] = []

    def a(self, k: str) -> dict:
        with self._lock:
            self._d[k] = 1
            return self._d  # expect: LCK009

    def b(self):
        with self._lock:
            self._d["x"] = 2
            return self._d.values()  # expect: LCK009

    def c(self) -> list[int]:
        with self._lock:
            self._l.append(1)
            out = self._l
            return out  # expect: LCK009

    def d(self) -> dict:
        with self._lock:
            return {**self._d}

    def e(self) -> list:
        with self._lock:
            return self._l[:] + sorted(self._d)

    def f(self, k: str) -> int:
        with self._lock:
            return self._d.setdefault(k, len(self._l))
