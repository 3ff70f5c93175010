# corpus: strict not checked
"""Lazy things over the guarded container run after the lock is released; eager ones have run before."""

import threading


class Scores:
    def __init__(self):
        self._lock = threading.Lock()
        self._points: dict[str, int] = {}
        self._names: list[str] = []

    def add(self, name: str, points: int) -> None:
        with self._lock:
            self._points[name] = points
            self._names.append(name)

    def upper(self):
        with self._lock:
            return map(str.upper, self._names)  # expect: LCK009

    def good(self):
        with self._lock:
            return (name for name in self._points if self._points[name] > 10)  # expect: LCK009

    def nonempty(self):
        with self._lock:
            return filter(None, self._names)  # expect: LCK009

    def walk(self):
        with self._lock:
            return self._walk()  # expect: LCK009

    def iterator(self):
        with self._lock:
            return iter(self._names)  # expect: LCK009

    def upper_now(self) -> list[str]:
        with self._lock:
            return list(map(str.upper, self._names))

    def good_now(self) -> tuple[str, ...]:
        with self._lock:
            return tuple(name for name in self._points if self._points[name] > 10)

    def any_good(self) -> bool:
        with self._lock:
            return any(points > 10 for points in self._points.values())

    def joined(self) -> str:
        with self._lock:
            return ",".join(name for name in self._names)

    def _walk(self):
        for name in self._names:
            yield name, self._points[name]
