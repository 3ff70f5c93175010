# corpus: strict not checked
import threading

import psycopg
from psycopg_pool import ConnectionPool


class Switch:
    def __init__(self, pool: ConnectionPool) -> None:
        self._lock = threading.Lock()
        self._pool: ConnectionPool | None = pool
        self._switches = 0

    def use(self, dsn: str) -> None:
        fresh = ConnectionPool(dsn, open=False)
        fresh.open(wait=True, timeout=5.0)
        with self._lock:
            old, self._pool = self._pool, fresh
            self._switches += 1
        if old is not None:
            old.close()

    def count(self) -> int:
        with self._lock:
            pool = self._pool
            if pool is None:
                raise RuntimeError("closed")
        with pool.connection() as conn:
            return _count(conn)

    def count_or_zero(self) -> int:
        with self._lock:
            if (pool := self._pool) is None:
                return 0
            size = pool.get_stats().get("pool_size", 0)
        return size and _count_of(pool)


def _count_of(pool: ConnectionPool) -> int:
    with pool.connection() as conn:
        return _count(conn)


def _count(conn: psycopg.Connection) -> int:
    return conn.execute("SELECT count(*) FROM rows").fetchone()[0]
