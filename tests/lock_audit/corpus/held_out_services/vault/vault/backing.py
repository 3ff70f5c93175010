from __future__ import annotations

from contextlib import contextmanager
from typing import Iterator

import psycopg
from psycopg_pool import ConnectionPool

from .secret import Secret


class Backing:
    def __init__(self, pool: ConnectionPool) -> None:
        self._pool = pool

    @contextmanager
    def transaction(self) -> Iterator[psycopg.Connection]:
        conn = self._pool.getconn(timeout=2)
        try:
            yield conn
        finally:
            self._pool.putconn(conn)

    @property
    def size(self) -> int:
        return self._pool.get_stats().get("pool_size", 0)

    def insert(self, conn: psycopg.Connection, secret: Secret) -> None:
        conn.execute("INSERT INTO secrets VALUES (%s, %s)", (secret.name, secret.payload))

    def save(self, secret: Secret) -> None:
        with self.transaction() as conn:
            self.insert(conn, secret)
