# corpus: strict not checked
from contextlib import contextmanager
import sqlite3
import threading


class Scheduler:
    def __init__(self, path: str) -> None:
        self._lock = threading.Lock()
        self._path = path
        self._jobs = {}

    @contextmanager
    def _exclusive(self, timeout: float = 1.0):
        if not self._lock.acquire(timeout=timeout):
            raise TimeoutError("scheduler busy")
        try:
            yield
        finally:
            self._lock.release()

    def add(self, name, when):
        with self._exclusive():
            self._jobs[name] = when

    def restore(self):
        with self._exclusive():
            conn = sqlite3.connect(self._path)  # expect: LCK004
            for name, when in self._rows(conn):  # expect: LCK004 via _rows -> execute
                self._jobs[name] = when

    @staticmethod
    def _rows(conn: sqlite3.Connection):
        return conn.execute("SELECT name, due FROM jobs").fetchall()

    def due(self, now):
        with self._exclusive():
            return [n for n, when in self._jobs.items() if when <= now]
