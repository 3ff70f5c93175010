# corpus: strict not checked
import sqlite3
import threading


class Guard:
    def __init__(self):
        self._lock = threading.Lock()

    def __enter__(self):
        if not self._lock.acquire(timeout=2):
            raise TimeoutError("busy")
        return self

    def __exit__(self, *exc):
        self._lock.release()


class Timer:
    def __enter__(self):
        return self

    def __exit__(self, *exc):
        return None


_guard = Guard()
_timer = Timer()
_rows = []


def leaf():
    with _guard:
        _rows.append(1)


def slow(conn: sqlite3.Connection):
    with _guard:
        conn.execute("SELECT 1")  # expect: LCK004


def timed(conn: sqlite3.Connection):
    with _timer:
        conn.execute("SELECT 1")
