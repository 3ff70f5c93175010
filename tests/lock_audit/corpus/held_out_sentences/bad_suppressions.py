# corpus: strict not checked
import sqlite3
import threading

_lock = threading.Lock()
_n = []


def no_reason(conn: sqlite3.Connection):
    with _lock:
        # expect-next: LCK000, LCK004
        conn.execute("SELECT 1")  # lock-audit: allow LCK004


def unknown_id(conn: sqlite3.Connection):
    with _lock:
        # expect-next: LCK000, LCK004
        conn.execute("SELECT 2")  # lock-audit: allow LCK999 -- a short statement


def nothing_there():
    with _lock:
        # expect-next: LCK000
        _n.append(1)  # lock-audit: allow LCK004 -- it was a query once


def nothing_below():
    with _lock:
        # expect-next: LCK000
        # lock-audit: allow LCK006 -- it was a file once
        _n.append(2)
