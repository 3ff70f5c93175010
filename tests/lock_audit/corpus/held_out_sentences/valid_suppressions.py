# corpus: strict not checked
import sqlite3
import threading
import time

import bcrypt

_lock = threading.Lock()


def same_line(conn: sqlite3.Connection):
    with _lock:
        # expect-next: LCK004[suppressed]
        conn.execute("SELECT 1")  # lock-audit: allow LCK004 -- one row, start-up only


def line_above():
    with _lock:
        # lock-audit: allow LCK006 -- test double, one millisecond
        time.sleep(0.001)  # expect: LCK006[suppressed]
        time.sleep(0.002)  # expect: LCK006


def two_ids(conn: sqlite3.Connection, raw):
    with _lock:
        # lock-audit: allow LCK003, LCK004 -- start-up only
        conn.execute("INSERT INTO t VALUES (?)", (bcrypt.hashpw(raw, b"s"),))  # expect: LCK003[suppressed], LCK004[suppressed]


def multi_line(conn: sqlite3.Connection):
    with _lock:
        # lock-audit: allow LCK004 -- one row
        conn.execute(  # expect: LCK004[suppressed]
            "SELECT 1",
        )
