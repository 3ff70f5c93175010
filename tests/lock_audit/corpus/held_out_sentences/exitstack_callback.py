# corpus: strict not checked
import sqlite3
import threading
from contextlib import ExitStack


class Gate:
    def __init__(self):
        self._lock = threading.Lock()
        self._rows = set()

    def try_take(self):
        return self._lock.acquire(timeout=1)

    def with_stack(self, conn: sqlite3.Connection):
        with ExitStack() as stack:
            if not self._lock.acquire(timeout=1):
                return False
            stack.callback(self._lock.release)
            self._rows.add(1)
            conn.execute("SELECT 1")  # expect: LCK004
        conn.execute("SELECT 2")
        return True

    def without_stack(self):
        if not self._lock.acquire(timeout=1):  # expect: LCK008
            return False
        self._rows.add(1)
        self._lock.release()
        return True
