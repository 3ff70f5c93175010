# corpus: strict not checked
"""The helper's own section is innocent; the call of it under another lock is not."""

import threading


class Metrics:
    def __init__(self):
        self._lock = threading.Lock()
        self._counts: dict[str, int] = {}

    def increase(self, name: str) -> None:
        with self._lock:
            self._counts[name] = self._counts.get(name, 0) + 1

    def increase_soon(self, name: str) -> bool:
        if not self._lock.acquire(timeout=0.1):
            return False
        try:
            self._counts[name] = self._counts.get(name, 0) + 1
            return True
        finally:
            self._lock.release()

    def is_known(self, name: str) -> bool:
        return name in self._counts


class Cart:
    def __init__(self, metrics: Metrics):
        self._lock = threading.Lock()
        self._metrics = metrics
        self._items: list[str] = []

    def add(self, item: str) -> int:
        with self._lock:
            self._items.append(item)
            self._metrics.increase("added")  # expect: LCK007
            return len(self._items)

    def remove(self, item: str) -> None:
        with self._lock:
            self._items.remove(item)
            self._count("removed")  # expect: LCK007 via _count -> increase_soon -> acquire

    def clear(self) -> None:
        with self._lock:
            self._items.clear()
            known = self._metrics.is_known("cleared")
        if not known:
            self._metrics.increase("cleared")

    def _count(self, name: str) -> None:
        self._metrics.increase_soon(name)
