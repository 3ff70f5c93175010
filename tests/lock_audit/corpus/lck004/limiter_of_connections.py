# corpus: strict not checked
"""Queries inside a limiter are its purpose; its bookkeeping lock is another matter."""

import threading

import psycopg


class Lane:
    def __init__(self, dsn: str, width: int) -> None:
        self._dsn = dsn
        self._slots = threading.BoundedSemaphore(width)
        self._lock = threading.Lock()
        self._used = 0

    def query(self, text: str) -> int:
        if not self._slots.acquire(timeout=2.0):
            raise TimeoutError("all slots are taken")
        try:
            with psycopg.connect(self._dsn) as conn:
                rows = conn.execute(text).rowcount
            with self._lock:
                self._used += 1
            return rows
        finally:
            self._slots.release()

    def query_counted(self, text: str) -> int:
        with self._slots:
            with self._lock:
                self._used += 1
                conn = psycopg.connect(self._dsn)  # expect: LCK004
            return conn.execute(text).rowcount
