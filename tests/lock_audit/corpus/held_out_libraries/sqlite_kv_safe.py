# corpus: strict not checked
"""sqlite-backed key-value store with a write-behind buffer."""
from __future__ import annotations

import pickle
import sqlite3
import threading
from typing import Any, Dict, Iterator, Optional

_DELETED = object()


class KVStore:
    def __init__(self, path: str, flush_every: int = 100) -> None:
        self._path = path
        self._local = threading.local()
        self._lock = threading.Lock()
        self._dirty: Dict[str, Any] = {}
        self._flush_every = flush_every
        self._connection.execute("CREATE TABLE IF NOT EXISTS kv (k TEXT PRIMARY KEY, v BLOB)")

    @property
    def _connection(self) -> sqlite3.Connection:
        conn = getattr(self._local, "conn", None)
        if conn is None:
            conn = self._local.conn = sqlite3.connect(self._path, timeout=5.0)
        return conn

    def get(self, key: str, default: Any = None) -> Any:
        with self._lock:
            if key in self._dirty:
                value = self._dirty[key]
                return default if value is _DELETED else value
        row = self._connection.execute("SELECT v FROM kv WHERE k = ?", (key,)).fetchone()
        return pickle.loads(row[0]) if row else default

    def set(self, key: str, value: Any) -> None:
        self._stage(key, value)

    def delete(self, key: str) -> None:
        self._stage(key, _DELETED)

    def _stage(self, key: str, value: Any) -> None:
        with self._lock:
            self._dirty[key] = value
            full = len(self._dirty) >= self._flush_every
        if full:
            self.flush()

    def _swap(self) -> Optional[Dict[str, Any]]:
        with self._lock:
            if not self._dirty:
                return None
            dirty, self._dirty = self._dirty, {}
        return dirty

    def flush(self) -> int:
        dirty = self._swap()
        if dirty is None:
            return 0
        conn = self._connection
        for key, value in dirty.items():
            if value is _DELETED:
                conn.execute("DELETE FROM kv WHERE k = ?", (key,))
            else:
                conn.execute("REPLACE INTO kv VALUES (?, ?)", (key, pickle.dumps(value)))
        conn.commit()
        return len(dirty)

    def keys(self) -> Iterator[str]:
        self.flush()
        for (key,) in self._connection.execute("SELECT k FROM kv ORDER BY k"):
            yield key

    def __enter__(self) -> "KVStore":
        return self

    def __exit__(self, *exc_info: Any) -> None:
        self.flush()
