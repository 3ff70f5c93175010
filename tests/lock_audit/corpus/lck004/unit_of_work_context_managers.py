# corpus: strict not checked
import threading
from collections.abc import Iterator
from contextlib import contextmanager

import psycopg
from psycopg_pool import ConnectionPool

_lock = threading.Lock()
_orders: dict[int, str] = {}
_pool = ConnectionPool("dbname=orders", open=False)


@contextmanager
def unit_of_work() -> Iterator[psycopg.Connection]:
    with _pool.connection() as conn:
        yield conn


class Transaction:
    def __enter__(self) -> psycopg.Connection:
        self._conn = _pool.getconn()
        return self._conn

    def __exit__(self, *failure: object) -> None:
        self._conn.commit()
        _pool.putconn(self._conn)


def load(number: int) -> str:
    with _lock:
        with unit_of_work() as conn:  # expect: LCK004 via unit_of_work -> _pool.connection
            row = conn.execute("SELECT customer FROM orders WHERE id = %s", (number,)).fetchone()  # expect: LCK004
        _orders[number] = row[0]
        return _orders[number]


def save(number: int) -> None:
    with _lock:
        customer = _orders[number]
        with Transaction() as conn:  # expect: LCK004
            conn.execute("UPDATE orders SET customer = %s", (customer,))  # expect: LCK004


def save_outside(number: int) -> None:
    with _lock:
        customer = _orders[number]
    with Transaction() as conn, unit_of_work() as other:
        conn.execute("UPDATE orders SET customer = %s", (customer,))
        other.execute("NOTIFY orders")
