# corpus: strict not checked
from __future__ import annotations

import threading
from collections import defaultdict
from typing import Any, DefaultDict, Dict

import httpx
import psycopg_pool


class ObjectCache:
    def __init__(self, pool: psycopg_pool.ConnectionPool, base: str) -> None:
        self._pool = pool
        self._client = httpx.Client(base_url=base, timeout=3.0)
        self._guard = threading.Lock()
        self._locks: DefaultDict[str, threading.Lock] = defaultdict(threading.Lock)
        self._objects: Dict[str, Any] = {}

    def _lock_for(self, key: str) -> threading.Lock:
        with self._guard:
            return self._locks[key]

    def _row(self, key: str) -> Any:
        with self._pool.connection(timeout=1.0) as conn:
            return conn.execute("SELECT body FROM objects WHERE id = %s", (key,)).fetchone()

    def from_db(self, key: str) -> Any:
        with self._lock_for(key):
            if key not in self._objects:
                self._objects[key] = self._row(key)  # expect: LCK004 via _row -> connection
            return self._objects[key]

    def from_http(self, key: str) -> Any:
        lock = self._lock_for(key)
        if not lock.acquire(timeout=2.0):
            raise TimeoutError(key)
        try:
            reply = self._client.get("/objects/" + key)  # expect: LCK005
            self._objects[key] = reply.json()
        finally:
            lock.release()
        return self._objects[key]

    def peek(self, key: str) -> Any:
        with self._lock_for(key):
            return self._objects.get(key)

    def swap(self, first: str, second: str) -> None:
        with self._locks[first]:
            with self._locks[second]:  # expect: LCK007
                one, two = self._objects[first], self._objects[second]
                self._objects[first], self._objects[second] = two, one

    def pool_stats(self) -> Dict[str, int]:
        with self._guard:
            return dict(self._pool.get_stats(), locks=len(self._locks))

    def forget(self, key: str) -> None:
        with self._guard:
            lock = self._locks[key]
            with lock:  # expect: LCK007
                self._objects.pop(key, None)

    def warm(self, keys: list[str]) -> None:
        rows = {key: self._row(key) for key in keys}
        for key, row in rows.items():
            with self._lock_for(key):
                self._objects.setdefault(key, row)
