# corpus: strict not checked
"""The repository holds no lock; nothing is reported here."""
import psycopg
from psycopg_pool import ConnectionPool


class Repo:
    def __init__(self, pool: ConnectionPool) -> None:
        self._pool = pool

    def load(self, key: str) -> int:
        with self._pool.connection(timeout=1.0) as conn:
            return conn.execute("SELECT n FROM seats WHERE k = %s", (key,)).fetchone()[0]

    def ready(self) -> None:
        self._pool.wait(timeout=5.0)

    def lease(self) -> psycopg.Connection:
        return self._pool.getconn(timeout=1.0)

    def stats(self) -> int:
        return self._pool.get_stats()["pool_size"]


class CachedRepo(Repo):
    """Inherits the slow methods."""

    def warm_one(self, key: str) -> int:
        return self.load(key)
