# corpus: strict not checked
"""The decorator takes the lock of the object whose method it wraps."""
import functools
import threading

from psycopg_pool import ConnectionPool


def locked(method):
    @functools.wraps(method)
    def wrapper(self: "Inventory", *args, **kwargs):
        with self._lock:
            return method(self, *args, **kwargs)

    return wrapper


class Inventory:
    def __init__(self, pool: ConnectionPool) -> None:
        self._lock = threading.Lock()
        self._pool = pool
        self._stock: dict[str, int] = {}

    def _write(self, item: str, count: int) -> None:
        with self._pool.connection(timeout=1.0) as conn:
            conn.execute("UPDATE stock SET count = %s WHERE item = %s", (count, item))

    @locked
    def take(self, item: str) -> int:
        left = self._stock.get(item, 0) - 1
        self._stock[item] = left
        self._write(item, left)  # expect: LCK004 via _write -> connection
        return left

    @locked
    def peek(self, item: str) -> int:
        return self._stock.get(item, 0)

    def save(self, item: str) -> None:
        self._write(item, self.peek(item))
