# corpus: strict not checked
"""A pool hands out connections; leaving it is no release of a lock."""

import threading

from psycopg_pool import ConnectionPool


class Slots:
    """A pool of numbers, in memory."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._free = [1, 2, 3]

    def acquire(self) -> int:
        with self._lock:
            return self._free.pop()

    def release(self, slot: int) -> None:
        with self._lock:
            self._free.append(slot)

    def connection(self) -> str:
        return "no database"


def count(lock: ConnectionPool) -> int:
    with lock.connection() as conn:
        return conn.execute("SELECT count(*) FROM rows").fetchone()[0]


def with_slot(slots: Slots, pool: ConnectionPool) -> int:
    slot = slots.acquire()
    try:
        with pool.connection() as conn:
            conn.execute("UPDATE slots SET used = true WHERE id = %s", (slot,))
            conn.commit()
        return slot
    finally:
        slots.release(slot)


_guard = threading.Lock()


def describe(slots: Slots, names: list[str]) -> None:
    with _guard:
        names.append(slots.connection())
