# corpus: strict not checked
import threading
from functools import lru_cache


class LockTable:
    def __init__(self):
        self._table_lock = threading.Lock()
        self._locks = {}

    def for_key(self, key):
        with self._table_lock:
            lock = self._locks.get(key)
            if lock is None:
                lock = threading.Lock()
                self._locks[key] = lock
        return lock

    def attach(self, obj):
        lock = threading.RLock()
        obj.lock = lock
        return obj


@lru_cache(maxsize=None)
def lock_for(name):
    return threading.Lock()


def make_guard():
    guard = threading.Lock()
    return guard


def write(name, table, value):
    with lock_for(name):
        table[name] = value
