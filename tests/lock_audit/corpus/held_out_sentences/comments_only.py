# corpus: strict not checked
import sqlite3
import threading

_lock = threading.Lock()


def in_string(conn: sqlite3.Connection):
    with _lock:
        conn.execute("SELECT '# lock-audit: allow LCK004 -- no'")  # expect: LCK004


def in_text(conn: sqlite3.Connection):
    """
    # lock-audit: allow LCK004 -- only text
    """
    with _lock:
        note = """
        # lock-audit: allow LCK004 -- only text"""
        conn.execute(note)  # expect: LCK004


def helper(conn: sqlite3.Connection):
    # expect-next: LCK000
    conn.execute("SELECT 1")  # lock-audit: allow LCK004 -- wrong place


def outer(conn: sqlite3.Connection):
    with _lock:
        helper(conn)  # expect: LCK004 via helper -> execute
