from __future__ import annotations

import sqlite3
import threading
from abc import ABC, abstractmethod


class GuardedStore(ABC):
    """Something with a lock and a database file."""

    def __init__(self, path: str) -> None:
        self._path = path
        self._lock = threading.RLock()
        self._dirty: set[str] = set()

    @abstractmethod
    def size(self) -> int:
        ...

    def _open(self) -> sqlite3.Connection:
        return sqlite3.connect(self._path, timeout=5)

    def _store(self, sql: str, args: tuple) -> None:
        conn = self._open()
        conn.execute(sql, args)
        conn.commit()

    def mark(self, name: str) -> None:
        with self._lock:
            self._dirty.add(name)
