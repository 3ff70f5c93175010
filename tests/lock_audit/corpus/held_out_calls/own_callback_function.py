# corpus: strict not checked
"""A function of our own that calls its parameter under the lock."""
import threading

from psycopg_pool import ConnectionPool

_slots_lock = threading.Lock()
_slots = [None] * 16


def update_slot(index, change, *, label=""):
    with _slots_lock:
        _slots[index] = change(_slots[index])
        return index


class Planner:
    def __init__(self, pool: ConnectionPool):
        self.pool = pool

    def _persist(self, value):
        conn = self.pool.getconn()  # expect: LCK004
        return (value, id(conn))

    def _clear(self, value):
        return None

    def store(self, index):
        return update_slot(index, self._persist, label="store")

    def clear(self, index):
        return update_slot(index, self._clear)

    def bump(self, index):
        return update_slot(index, change=lambda v: (v or 0) + 1)
