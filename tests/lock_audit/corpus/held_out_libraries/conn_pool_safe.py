# corpus: strict not checked
"""A small DB-API connection pool, in the style of the early 2010s."""
import collections
import sqlite3
import threading
import time


class PoolError(Exception):
    pass


class PoolTimeout(PoolError):
    pass


class PoolClosed(PoolError):
    pass


class ConnectionPool(object):
    def __init__(self, dsn, maxsize=8, max_age=300.0):
        self.dsn = dsn
        self.maxsize = maxsize
        self.max_age = max_age
        self._idle = collections.deque()
        self._open = 0
        self._closed = False
        self._cond = threading.Condition(threading.Lock())

    def _connect(self):
        return sqlite3.connect(self.dsn, check_same_thread=False)

    def getone(self, timeout=5.0):
        deadline = time.monotonic() + timeout
        expired = []
        conn = None
        with self._cond:
            while True:
                if self._closed:
                    raise PoolClosed(self.dsn)
                now = time.monotonic()
                while self._idle and conn is None:
                    born, candidate = self._idle.pop()
                    if now - born > self.max_age:
                        expired.append(candidate)
                        self._open -= 1
                    else:
                        conn = candidate
                if conn is not None:
                    break
                if self._open < self.maxsize:
                    self._open += 1
                    break
                remaining = deadline - now
                if remaining <= 0:
                    raise PoolTimeout("no connection in %.1fs" % timeout)
                self._cond.wait(remaining)
        for old in expired:
            old.close()
        if conn is None:
            try:
                conn = self._connect()
            except Exception:
                with self._cond:
                    self._open -= 1
                    self._cond.notify()
                raise
        return conn

    def putback(self, conn):
        with self._cond:
            if not self._closed:
                self._idle.append((time.monotonic(), conn))
                self._cond.notify()
                return
            self._open -= 1
        conn.close()

    def stats(self):
        with self._cond:
            return {"open": self._open, "idle": len(self._idle), "max": self.maxsize}

    def close(self):
        with self._cond:
            self._closed = True
            leftovers = [c for _, c in self._idle]
            self._idle.clear()
            self._open -= len(leftovers)
            self._cond.notify_all()
        for conn in leftovers:
            conn.close()
