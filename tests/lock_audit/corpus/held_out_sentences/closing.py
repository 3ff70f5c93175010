# corpus: strict not checked
import contextlib
import sqlite3
import threading

_lock = threading.Lock()
_rows = []


def load(path):
    with _lock, contextlib.closing(sqlite3.connect(path)) as conn:  # expect: LCK004
        conn.execute("DELETE FROM t")  # expect: LCK004


def load_before(path):
    with contextlib.closing(sqlite3.connect(path)) as conn:
        conn.execute("DELETE FROM t")
        with _lock:
            _rows.append(1)
        conn.commit()


def quiet():
    with contextlib.suppress(IndexError), _lock:
        _rows.pop()


def quiet_connect(path):
    with _lock:
        with contextlib.suppress(sqlite3.Error):
            sqlite3.connect(path)  # expect: LCK004
