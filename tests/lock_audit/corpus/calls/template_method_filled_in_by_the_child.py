# corpus: strict not checked
"""The parent holds the lock around a step that only its children know."""
import sqlite3
import threading


class Outbox:
    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._waiting: list[str] = []

    def _write(self, text: str) -> None:
        raise NotImplementedError

    def flush(self) -> int:
        with self._lock:
            count = len(self._waiting)
            for text in self._waiting:
                self._write(text)  # expect: LCK004 via _write -> execute
            self._waiting.clear()
            return count


class DatabaseOutbox(Outbox):
    def __init__(self, conn: sqlite3.Connection) -> None:
        super().__init__()
        self._conn = conn

    def _write(self, text: str) -> None:
        self._conn.execute("INSERT INTO outbox VALUES (?)", (text,))


def open_outbox(conn: sqlite3.Connection) -> DatabaseOutbox:
    outbox = DatabaseOutbox(conn)
    outbox.flush()
    return outbox
