# corpus: strict not checked
"""A cursor fetches when it is iterated, and the end of `with connection` commits."""

import sqlite3
import threading

_lock = threading.Lock()
_names: list[str] = []


def load(rows: sqlite3.Cursor) -> None:
    with _lock:
        for row in rows:  # expect: LCK004
            _names.append(row[0])


def load_at_once(rows: sqlite3.Cursor) -> None:
    with _lock:
        _names.extend(row[0] for row in list(rows))  # expect: LCK004


def store(connection: sqlite3.Connection) -> None:
    with _lock:
        with connection:  # expect: LCK004
            _names.clear()


def store_outside(connection: sqlite3.Connection, rows: sqlite3.Cursor) -> None:
    names = [row[0] for row in rows]
    with _lock:
        _names.extend(names)
    with connection:
        connection.execute("DELETE FROM names")
