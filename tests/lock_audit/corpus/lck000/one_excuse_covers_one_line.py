# corpus: strict not checked
import sqlite3
import threading

_lock = threading.Lock()
_seen: set[int] = set()


def import_rows(conn: sqlite3.Connection, rows: list[tuple[int, str]]) -> int:
    with _lock:
        # lock-audit: allow LCK004 -- an in-memory database
        conn.execute("DELETE FROM rows")  # expect: LCK004[suppressed]
        conn.executemany("INSERT INTO rows VALUES (?, ?)", rows)  # expect: LCK004
        _seen.update(number for number, _ in rows)
        conn.commit()  # expect: LCK004
        return len(_seen)


def export(conn: sqlite3.Connection) -> int:
    with _lock:
        # lock-audit: allow LCK004 -- an in-memory database
        numbers = [row[0] for row in conn.execute("SELECT id FROM rows").fetchall()]  # expect: LCK004[suppressed]
        _seen.difference_update(numbers)
        return len(numbers)
