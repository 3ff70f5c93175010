# corpus: strict not checked
"""Re-entry of reentrant locks, by recursion, inheritance, alias, property and condition."""
import multiprocessing
import threading
from collections.abc import Iterator
from contextlib import contextmanager


class Base:
    def __init__(self) -> None:
        self._lock = threading.RLock()
        self._values: dict[str, int] = {}

    def get(self, key: str) -> int:
        with self._lock:
            return self._values.get(key, 0)

    @property
    def size(self) -> int:
        with self._lock:
            return len(self._values)

    @contextmanager
    def session(self) -> Iterator[None]:
        with self._lock:
            yield


class Tree(Base):
    def put(self, key: str, value: int) -> int:
        with self._lock:
            self._values[key] = value + self.get(key)
            return self.size

    def fill(self, depth: int) -> None:
        with self._lock:
            self._values[str(depth)] = depth
            if depth > 0:
                self.fill(depth - 1)

    def twice(self) -> None:
        same = self._lock
        with same:
            with self._lock:
                self._values.clear()

    def in_session(self) -> int:
        with self.session():
            with self.session():
                return self.get("a") + super().get("b")

    def bounded(self) -> bool:
        with self._lock:
            if not self._lock.acquire(timeout=0.1):
                return False
            try:
                self._values.clear()
            finally:
                self._lock.release()
            return True


_changed = threading.Condition()
_process = multiprocessing.RLock()
_lines: list[str] = []


def publish(line: str) -> None:
    with _changed:
        _lines.append(line)
        _wake()


def _wake() -> None:
    with _changed:
        _changed.notify_all()


def count(n: int) -> int:
    with _process:
        return 0 if n == 0 else 1 + count(n - 1)
