from __future__ import annotations

import sqlite3
import threading
from contextlib import closing, contextmanager
from typing import Iterator


class Locked:
    def __init__(self) -> None:
        self._lock = threading.RLock()

    @contextmanager
    def _exclusive(self, timeout: float = 2.0) -> Iterator[None]:
        if not self._lock.acquire(timeout=timeout):
            raise TimeoutError("wallet is busy")
        try:
            yield
        finally:
            self._lock.release()


class SqliteMixin:
    path: str

    def run(self, sql: str, args: tuple = ()) -> list[tuple]:
        with closing(sqlite3.connect(self.path, timeout=5)) as conn:
            rows = conn.execute(sql, args).fetchall()
            conn.commit()
            return rows
