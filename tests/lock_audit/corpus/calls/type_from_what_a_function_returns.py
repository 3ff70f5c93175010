# corpus: strict not checked
"""A pool or a connection that a function hands out, with and without a return annotation."""
import threading

import psycopg
import requests
from psycopg_pool import ConnectionPool

_pool = ConnectionPool("", open=False)
_lock = threading.Lock()
_names: dict[str, str] = {}


def get_pool() -> ConnectionPool:
    return _pool


def _session():
    return requests.Session()


class Reader:
    def __init__(self, dsn: str) -> None:
        self._dsn = dsn
        self._lock = threading.Lock()
        self._rows: list[str] = []

    def _connect(self) -> psycopg.Connection:
        return psycopg.connect(self._dsn, connect_timeout=2)

    def read(self) -> int:
        with self._lock:
            with self._connect() as conn:  # expect: LCK004 via _connect -> psycopg.connect
                conn.execute("DELETE FROM rows")  # expect: LCK004
            self._rows.clear()
            return len(self._rows)


def rename(old: str, new: str) -> None:
    with _lock:
        _names[new] = _names.pop(old)
        conn = get_pool().getconn(timeout=1.0)  # expect: LCK004
    get_pool().putconn(conn)


def load(name: str) -> None:
    session = _session()
    with _lock:
        _names[name] = session.get("https://names.example/" + name, timeout=1).text  # expect: LCK005


def waiting() -> int:
    with _lock:
        return get_pool().get_stats()["requests_waiting"] + len(_names)
