# corpus: strict not checked
import threading

import psycopg


class Lazy:
    """Opens its connection under the lock, so that everybody waits for the slowest hand-shake."""

    def __init__(self, dsn: str) -> None:
        self._dsn = dsn
        self._lock = threading.Lock()
        self._conn: psycopg.Connection | None = None
        self._uses = 0

    def execute(self, text: str) -> int:
        with self._lock:
            if self._conn is None or self._conn.closed:
                self._conn = psycopg.connect(self._dsn, connect_timeout=3)  # expect: LCK004
            self._uses += 1
            conn = self._conn
        return conn.execute(text).rowcount


class Eager:
    """Connects first, then publishes the connection; the loser of a race closes its own."""

    def __init__(self, dsn: str) -> None:
        self._dsn = dsn
        self._lock = threading.Lock()
        self._conn: psycopg.Connection | None = None

    def execute(self, text: str) -> int:
        with self._lock:
            conn = self._conn
        if conn is None or conn.closed:
            fresh = psycopg.connect(self._dsn, connect_timeout=3)
            with self._lock:
                if self._conn is None:
                    self._conn, fresh = fresh, None
                conn = self._conn
            if fresh is not None:
                fresh.close()
        return conn.execute(text).rowcount
