# corpus: strict not checked
from __future__ import annotations

import threading

from psycopg_pool import ConnectionPool

from .base import Repository


class UserRepository(Repository):
    table = "users"

    def __init__(self, pool: ConnectionPool) -> None:
        super().__init__(pool)
        self._lock = threading.Lock()
        self._cache: dict[str, tuple] = {}
        self._dirty: set[str] = set()

    def find(self, name: str):
        with self._lock:
            if name not in self._cache:
                self._cache[name] = self.load_one(name)  # expect: LCK004 via load_one -> connection
            return self._cache[name]

    def save_row(self, key: str, value: str) -> None:
        with self._lock:
            self._cache.pop(key, None)
            super().save_row(key, value)  # expect: LCK004 via save_row -> _write -> connection

    def warm(self, names: list[str]) -> int:
        if not self._lock.acquire(timeout=1.0):  # expect: LCK008
            return 0
        if not names:
            return 0
        self._dirty.update(names)
        count = len(self._dirty)
        self._lock.release()
        return count

    def invalidate(self, name: str) -> bool:
        if not self._lock.acquire(timeout=1.0):
            return False
        try:
            self._dirty.discard(name)
            return self._cache.pop(name, None) is not None
        finally:
            self._lock.release()

    def health(self) -> dict[str, int]:
        with self._lock:
            stats = self._pool.get_stats()
            return {"cached": len(self._cache), "waiting": stats.get("requests_waiting", 0)}

    def dirty(self):
        with self._lock:
            return self._dirty  # expect: LCK009
