# corpus: strict not checked
"""The base class makes the lock and knows the database."""
import threading

import psycopg


class Repository:
    def __init__(self, conn: psycopg.Connection) -> None:
        self._conn = conn
        self._lock = threading.RLock()
        self._cache: dict[str, int] = {}

    def _store(self, name: str, value: int) -> None:
        self._conn.execute("INSERT INTO balances VALUES (%s, %s)", (name, value))

    def _remember(self, name: str, value: int) -> None:
        self._cache[name] = value
