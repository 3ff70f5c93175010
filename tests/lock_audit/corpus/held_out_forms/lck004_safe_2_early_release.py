# corpus: strict not checked
"""The lock is gone, or was never taken, where the database is used."""
import sqlite3
import threading
import time

_rows_lock = threading.Lock()
_rows: list[str] = []


def flush(db: sqlite3.Connection) -> int:
    if not _rows_lock.acquire(timeout=0.2):
        db.execute("INSERT INTO missed VALUES (1)")
        return 0
    try:
        batch = list(_rows)
        _rows.clear()
    finally:
        _rows_lock.release()
    for row in batch:
        db.execute("INSERT INTO rows VALUES (?)", (row,))
    db.commit()
    return len(batch)


def flush_stubborn(db: sqlite3.Connection) -> int:
    for _ in range(3):
        if _rows_lock.acquire(timeout=0.1):
            break
        db.execute("UPDATE missed SET n = n + 1")
        time.sleep(0.05)
    else:
        raise TimeoutError("rows")
    try:
        count = len(_rows)
    finally:
        _rows_lock.release()
    db.execute("INSERT INTO counts VALUES (?)", (count,))
    return count


def flush_last(db: sqlite3.Connection) -> str | None:
    try:
        with _rows_lock:
            row = _rows.pop()
    except IndexError:
        db.execute("INSERT INTO missed VALUES (0)")
        return None
    else:
        db.execute("INSERT INTO rows VALUES (?)", (row,))
        return row
    finally:
        db.commit()


class TableSink:
    def __init__(self, db: sqlite3.Connection) -> None:
        self._db = db

    def emit_row(self, row: str) -> None:
        self._db.execute("INSERT INTO rows VALUES (?)", (row,))


class MemorySink:
    def __init__(self) -> None:
        self.seen: list[str] = []

    def emit_row(self, row: str) -> None:
        self.seen.append(row)


def tee(memory: MemorySink, table: TableSink) -> None:
    with _rows_lock:
        for row in _rows:
            memory.emit_row(row)
        last = _rows[-1]
    table.emit_row(last)


def tee_any(sink) -> None:
    with _rows_lock:
        for row in _rows:
            sink.emit_row(row)
