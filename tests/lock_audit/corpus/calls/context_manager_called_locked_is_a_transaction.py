# corpus: strict not checked
"""locked() locks a row of the database; no thread's lock is held in its body."""
import threading
from contextlib import contextmanager

import requests
from psycopg_pool import ConnectionPool

_lock = threading.Lock()
_paid: set[str] = set()


@contextmanager
def locked(pool: ConnectionPool, order: str):
    with pool.connection(timeout=1.0) as conn:
        with conn.transaction():
            conn.execute("SELECT 1 FROM orders WHERE name = %s FOR UPDATE", (order,))
            yield conn


class Transaction:
    def __init__(self, pool: ConnectionPool) -> None:
        self._pool = pool
        self._conn = None

    def __enter__(self) -> "Transaction":
        self._conn = self._pool.getconn(timeout=1.0)
        return self

    def __exit__(self, *exc) -> None:
        self._pool.putconn(self._conn)


def pay(pool: ConnectionPool, order: str) -> None:
    with locked(pool, order) as conn:
        requests.post("https://pay.example/" + order, timeout=3)
        conn.execute("UPDATE orders SET paid = true WHERE name = %s", (order,))
    with _lock:
        _paid.add(order)


def check(pool: ConnectionPool, order: str) -> int:
    with Transaction(pool):
        return requests.get("https://pay.example/" + order, timeout=3).status_code
