# corpus: strict not checked
import sqlite3 as db
from threading import Lock

_lock = Lock()


def rows(conn: db.Connection):
    with _lock:
        return (
            conn.execute(  # expect: LCK004
                "SELECT a FROM t"
            )
            .fetchall()
        )


def save(conn: db.Connection, cur: db.Cursor, n):
    with _lock:
        cur.execute("INSERT INTO t VALUES (?)", (n,))  # expect: LCK004
        changed = conn.total_changes
        conn.commit()  # expect: LCK004
    cur.execute("SELECT 1")
    return changed


def fresh(path):
    with _lock:
        conn = db.connect(path)  # expect: LCK004
    return conn.execute("SELECT 1").fetchone()
