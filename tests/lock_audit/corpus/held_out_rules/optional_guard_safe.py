# corpus: strict not checked
import threading
from contextlib import nullcontext

_shared_lock = threading.Lock()
_plan = {}


def update(key, value, threaded=True):
    guard = _shared_lock if threaded else nullcontext()
    with guard:
        _plan[key] = value
        return len(_plan)


class Store:
    def __init__(self, lock=None):
        self._lock = lock or threading.Lock()
        self._rows = {}

    def put(self, key, row):
        lock = self._lock
        with lock:
            self._rows[key] = row

    def child(self):
        return Store(self._lock)
