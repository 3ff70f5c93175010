# corpus: strict not checked
import threading
import psycopg

_lock = threading.Lock()
_n = {"v": 0}


def count(conn: psycopg.Connection) -> int:
    with _lock:
        row = (
            conn  # expect: LCK004
            .execute("SELECT count(*) FROM t")
            .fetchone()
        )
        _n["v"] = row[0]
        return _n["v"]


def closed(conn: psycopg.Connection) -> bool:
    with _lock:
        return (
            conn
            .closed
        )
