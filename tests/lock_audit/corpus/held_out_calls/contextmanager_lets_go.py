# corpus: strict not checked
"""The manager takes the lock only around its own bookkeeping, never around yield."""
from contextlib import contextmanager
import sqlite3
import threading


class Leases:
    def __init__(self, path):
        self._lock = threading.Lock()
        self._path = path
        self._active = 0

    @contextmanager
    def lease(self):
        with self._lock:
            self._active += 1
        try:
            yield self._path
        finally:
            with self._lock:
                self._active -= 1

    def run(self, sql):
        with self.lease() as path:
            conn = sqlite3.connect(path)
            return conn.execute(sql).fetchall()

    def active(self):
        with self._lock:
            return self._active
