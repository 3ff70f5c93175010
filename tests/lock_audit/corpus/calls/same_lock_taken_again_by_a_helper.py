# corpus: strict not checked
"""A Lock taken again by a method deadlocks; an RLock lets its own thread in."""
import threading


class Plain:
    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._items: list[str] = []

    def size(self) -> int:
        with self._lock:
            return len(self._items)

    def _size_locked(self) -> int:
        return len(self._items)

    def add(self, item: str) -> int:
        with self._lock:
            self._items.append(item)
            return self.size()  # expect: LCK007

    def add_and_count(self, item: str) -> int:
        with self._lock:
            self._items.append(item)
            return self._size_locked()


class Reentrant:
    def __init__(self) -> None:
        self._lock = threading.RLock()
        self._items: list[str] = []

    def size(self) -> int:
        with self._lock:
            return len(self._items)

    def add(self, item: str) -> int:
        with self._lock:
            self._items.append(item)
            return self.size()
