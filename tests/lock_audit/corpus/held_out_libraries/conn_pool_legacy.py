# corpus: strict not checked
"""A connection pool that still opens its connections while it holds its mutex."""
import sqlite3
import threading
import time
from contextlib import contextmanager


class PoolExhausted(Exception):
    pass


class Pool(object):
    _default = None

    def __init__(self, path, minsize=1, maxsize=4):
        self.path = path
        self.minsize = minsize
        self.maxsize = maxsize
        self._mutex = threading.Lock()
        self._not_empty = threading.Condition(self._mutex)
        self._free = []
        self._used = 0

    def _new_connection(self):
        conn = sqlite3.connect(self.path, check_same_thread=False)
        conn.row_factory = sqlite3.Row
        return conn

    def _ping(self, conn: sqlite3.Connection):
        conn.execute("SELECT 1")
        return True

    def prefill(self):
        with self._mutex:
            while len(self._free) < self.minsize:
                self._free.append(self._new_connection())  # expect: LCK004 via _new_connection -> connect
            self._not_empty.notify_all()

    def checkout(self):
        with self._not_empty:
            while not self._free:
                if self._used < self.maxsize:
                    break
                self._not_empty.wait()  # expect: LCK001
            self._used += 1
            conn = self._free.pop() if self._free else None
        if conn is None:
            conn = self._new_connection()
        return conn

    def checkout_checked(self):
        with self._mutex:
            if not self._free:
                raise PoolExhausted(self.path)
            conn = self._free.pop()
            if self._ping(conn):  # expect: LCK004 via _ping -> execute
                self._used += 1
                return conn
        raise PoolExhausted(self.path)

    def checkin(self, conn):
        with self._not_empty:
            self._used -= 1
            self._free.append(conn)
            self._not_empty.notify()

    def idle(self):
        with self._mutex:
            return self._free  # expect: LCK009

    def idle_count(self):
        with self._mutex:
            return len(self._free)

    @contextmanager
    def connection(self):
        conn = self.checkout()
        started = time.monotonic()
        try:
            yield conn
        finally:
            self.checkin(conn)
            self.last_hold = time.monotonic() - started
