# corpus: strict not checked
import sqlite3
import threading
import time

_lock = threading.Lock()
_rows: list[tuple[str, int]] = []


def load(conn: sqlite3.Connection) -> int:
    with _lock:
        # expect-next: LCK000, LCK004
        cursor = conn.execute("SELECT name, size FROM files")  # lock-audit: allow LCK404 -- the table is tiny
        # expect-next: LCK000
        # lock-audit: allow LCK011 -- at start only
        _rows.extend(cursor.fetchall())  # expect: LCK004
        return len(_rows)


def nap() -> None:
    # expect-next: LCK000
    time.sleep(1)  # lock-audit: allow SLEEP -- nobody waits
