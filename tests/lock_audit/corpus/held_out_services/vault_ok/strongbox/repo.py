from __future__ import annotations

from contextlib import contextmanager
from typing import Iterator, Protocol

import psycopg
from psycopg_pool import ConnectionPool


class Repo(Protocol):
    def keep(self, name: str, sealed: str) -> None: ...


class PgRepo:
    def __init__(self, pool: ConnectionPool) -> None:
        self._pool = pool

    @contextmanager
    def _tx(self) -> Iterator[psycopg.Connection]:
        with self._pool.connection(timeout=2) as conn:
            yield conn

    def keep(self, name: str, sealed: str) -> None:
        with self._tx() as conn:
            conn.execute("INSERT INTO box VALUES (%s, %s)", (name, sealed))

    @property
    def load_factor(self) -> int:
        return self._pool.get_stats().get("requests_waiting", 0)
