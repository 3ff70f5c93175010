# corpus: strict not checked
"""The very same RLock may be entered again: through self, a base class, an alias, recursion."""

import threading


class Node:
    def __init__(self):
        self._tree_lock = threading.RLock()
        self._values: dict[str, int] = {}

    def size(self) -> int:
        with self._tree_lock:
            return len(self._values)

    def insert(self, key: str, value: int) -> int:
        lock = self._tree_lock
        with self._tree_lock:
            self._values[key] = value
            with lock:
                return self.size()

    def prune(self, limit: int) -> None:
        with self._tree_lock:
            if self.size() > limit:
                self._values.popitem()
                self.prune(limit)


class Cache(Node):
    def replace(self, key: str, value: int) -> int:
        with self._tree_lock:
            self._values.pop(key, None)
            return self.insert(key, value)

    def replace_soon(self, key: str, value: int) -> bool:
        if not self._tree_lock.acquire(timeout=0.5):
            return False
        try:
            self.insert(key, value)
            return True
        finally:
            self._tree_lock.release()
