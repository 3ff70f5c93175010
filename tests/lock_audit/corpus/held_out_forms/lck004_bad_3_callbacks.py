# corpus: strict not checked
"""Callbacks, a context manager and an untyped receiver that end in the database."""
import sqlite3
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import psycopg

_rows_lock = threading.Lock()
_rows: list[str] = []


class Outbox:
    def __init__(self, db: sqlite3.Connection) -> None:
        self._db = db

    def _write(self, storage) -> None:
        self._db.execute("INSERT INTO outbox VALUES (1)")  # expect: LCK004

    def push(self, storage) -> None:
        storage.with_storage_traced("outbox", self._write)


class Archive:
    def __init__(self, conn: psycopg.Connection) -> None:
        self._conn = conn

    def archive_rows(self, rows: list[str]) -> None:
        self._conn.execute("INSERT INTO archive SELECT unnest(%s)", (rows,))


def rotate(archive) -> None:
    with _rows_lock:
        archive.archive_rows(list(_rows))  # expect: LCK004 via archive_rows -> execute
        _rows.clear()


@contextmanager
def exclusive(timeout: float = 0.5) -> Iterator[list[str]]:
    if not _rows_lock.acquire(timeout=timeout):
        raise TimeoutError("busy")
    try:
        yield _rows
    finally:
        _rows_lock.release()


def flush(conn: psycopg.Connection) -> None:
    with exclusive() as rows:
        for row in rows:
            conn.execute("INSERT INTO rows VALUES (%s)", (row,))  # expect: LCK004
        rows.clear()
    conn.commit()


def locked(action: Callable[[list[str]], int]) -> int:
    with _rows_lock:
        return action(_rows)


def purge(conn: psycopg.Connection) -> int:
    def step(rows: list[str]) -> int:
        conn.execute("DELETE FROM rows")  # expect: LCK004
        count = len(rows)
        rows.clear()
        return count

    done = locked(step)
    conn.commit()
    return done
