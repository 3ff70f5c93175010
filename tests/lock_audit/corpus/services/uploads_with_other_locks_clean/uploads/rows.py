# corpus: strict not checked
"""Locks of the database: rows and advisory locks."""
from psycopg_pool import ConnectionPool


class RowLocks:
    def __init__(self, pool: ConnectionPool) -> None:
        self._pool = pool

    def lock(self, name: str) -> bool:
        with self._pool.connection(timeout=1.0) as conn:
            return conn.execute("SELECT pg_try_advisory_lock(hashtext(%s))", (name,)).fetchone()[0]

    def unlock(self, name: str) -> None:
        with self._pool.connection(timeout=1.0) as conn:
            conn.execute("SELECT pg_advisory_unlock(hashtext(%s))", (name,))
