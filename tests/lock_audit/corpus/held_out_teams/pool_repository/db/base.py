# corpus: strict not checked
from __future__ import annotations

from typing import Any

from psycopg_pool import ConnectionPool


class Repository:
    table: str = ""

    def __init__(self, pool: ConnectionPool) -> None:
        self._pool = pool

    def load_one(self, key: str) -> Any:
        with self._pool.connection(timeout=2.0) as conn:
            return conn.execute(f"SELECT * FROM {self.table} WHERE id = %s", (key,)).fetchone()

    def save_row(self, key: str, value: str) -> None:
        self._write(f"INSERT INTO {self.table} VALUES (%s, %s)", (key, value))

    def _write(self, sql: str, params: tuple) -> None:
        with self._pool.connection(timeout=2.0) as conn:
            conn.execute(sql, params)
