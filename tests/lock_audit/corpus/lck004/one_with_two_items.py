# corpus: strict not checked
import threading

import psycopg
from psycopg_pool import ConnectionPool

_lock = threading.Lock()
_sums: dict[str, int] = {}


def lock_first(pool: ConnectionPool, name: str) -> None:
    with _lock, pool.connection() as conn:  # expect: LCK004
        _sums[name] = conn.execute("SELECT sum(v) FROM t").fetchone()[0]  # expect: LCK004


def connection_first(pool: ConnectionPool, name: str, value: int) -> None:
    with pool.connection() as conn, _lock:
        _sums[name] = value if not conn.closed else 0


def query_between(conn: psycopg.Connection, name: str) -> None:
    with conn.cursor() as cursor:
        cursor.execute("SELECT sum(v) FROM t")
        total = cursor.fetchone()[0]
        with _lock:
            _sums[name] = total


def fetch_held(conn: psycopg.Connection, name: str) -> None:
    with conn.cursor() as cursor:
        cursor.execute("SELECT sum(v) FROM t")
        with _lock:
            _sums[name] = cursor.fetchone()[0]  # expect: LCK004
