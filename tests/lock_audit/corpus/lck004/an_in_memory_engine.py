# corpus: strict not checked
"""A toy database: its Connection, Cursor and ConnectionPool are its own and live in memory."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager


class Cursor:
    def __init__(self, rows: list[tuple[str, int]]) -> None:
        self._rows = rows

    def fetchone(self) -> tuple[str, int] | None:
        return self._rows[0] if self._rows else None

    def fetchall(self) -> list[tuple[str, int]]:
        return list(self._rows)


class Connection:
    def __init__(self) -> None:
        self._rows: list[tuple[str, int]] = []

    def execute(self, text: str) -> Cursor:
        return Cursor([row for row in self._rows if text in row[0]])

    def commit(self) -> None:
        self._rows.sort()


class ConnectionPool:
    def __init__(self) -> None:
        self._only = Connection()

    @contextmanager
    def connection(self) -> Iterator[Connection]:
        yield self._only

    def getconn(self) -> Connection:
        return self._only


_lock = threading.Lock()
_pool = ConnectionPool()


def first(text: str) -> str | None:
    with _lock:
        with _pool.connection() as conn:
            row = conn.execute(text).fetchone()
        return row[0] if row else None


def tidy(conn: Connection) -> int:
    with _lock:
        conn.commit()
        return len(_pool.getconn().execute("").fetchall())
