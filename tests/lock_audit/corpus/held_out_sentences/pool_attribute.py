# corpus: strict not checked
from __future__ import annotations

import threading
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from psycopg_pool import ConnectionPool


class Repo:
    def __init__(self, pool: "ConnectionPool"):
        self._pool = pool
        self._lock = threading.Lock()
        self._n = 0

    def stats(self):
        with self._lock:
            self._n += 1
            return self._pool.get_stats()["pool_size"], self._pool.name

    def start(self):
        with self._lock:
            self._pool.open()  # expect: LCK004
            self._pool.wait(timeout=2.0)  # expect: LCK004

    def take(self):
        with self._lock:
            conn = self._pool.getconn(timeout=1.0)  # expect: LCK004
        return conn

    def load(self):
        with self._lock:
            with self._pool.connection() as conn:  # expect: LCK004
                cur = conn.execute("SELECT 1")  # expect: LCK004
                self._n = cur.fetchone()[0]  # expect: LCK004

    def load_outside(self):
        with self._pool.connection() as conn:
            n = conn.execute("SELECT 1").fetchone()[0]
        with self._lock:
            self._n = n
