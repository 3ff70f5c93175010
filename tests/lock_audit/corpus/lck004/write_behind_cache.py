# corpus: strict not checked
import threading
import time

import psycopg
from psycopg import sql
from psycopg_pool import ConnectionPool


class WriteBehind:
    """Counts in memory; a thread of its own writes the counts down."""

    def __init__(self, pool: ConnectionPool) -> None:
        self._pool = pool
        self._lock = threading.Lock()
        self._dirty: dict[str, int] = {}
        self._failures = 0

    def bump(self, name: str) -> None:
        with self._lock:
            self._dirty[name] = self._dirty.get(name, 0) + 1

    def _take(self) -> dict[str, int]:
        with self._lock:
            taken, self._dirty = self._dirty, {}
        return taken

    def _put_back(self, taken: dict[str, int]) -> None:
        with self._lock:
            for name, count in taken.items():
                self._dirty[name] = self._dirty.get(name, 0) + count
            self._failures += 1

    def flush(self) -> int:
        taken = self._take()
        if not taken:
            return 0
        statement = sql.SQL("UPDATE counts SET n = n + %s WHERE name = %s")
        try:
            with self._pool.connection(timeout=1.0) as conn, conn.cursor() as cursor:
                cursor.executemany(statement, [(count, name) for name, count in taken.items()])
        except psycopg.OperationalError:
            self._put_back(taken)
            raise
        return len(taken)

    def loop(self, stop: threading.Event) -> None:
        while not stop.wait(timeout=1.0):
            self.flush()
            time.sleep(0.1)
