# corpus: strict not checked
"""Entering the context manager under the lock is the slow call."""
import threading
from contextlib import contextmanager

from psycopg_pool import ConnectionPool

_lock = threading.Lock()
_rooms: dict[str, int] = {}


@contextmanager
def cursor(pool: ConnectionPool):
    with pool.connection(timeout=1.0) as conn:
        yield conn.cursor()


@contextmanager
def noted(room: str):
    _rooms[room] = _rooms.get(room, 0) + 1
    yield _rooms[room]
    _rooms[room] -= 1


def touch(pool: ConnectionPool, room: str) -> int:
    with _lock:
        with cursor(pool):  # expect: LCK004 via cursor -> connection
            _rooms[room] = 1
        return _rooms[room]


def occupy(room: str) -> int:
    with _lock, noted(room) as count:
        return count


def touch_outside(pool: ConnectionPool, room: str) -> None:
    with cursor(pool) as cur:
        cur.execute("SELECT 1 FROM rooms WHERE name = %s", (room,))
    with _lock:
        _rooms[room] = 1
