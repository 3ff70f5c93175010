# corpus: strict not checked
"""Write-ahead log: the order of the records is the order of the lock."""
from __future__ import annotations

import os
import sqlite3
import threading


class Wal:
    def __init__(self, path: str) -> None:
        self._lock = threading.Lock()
        self._fh = open(path, "ab")
        self._size = 0
        self._marks: list[int] = []

    def append(self, record: bytes) -> int:
        with self._lock:
            # lock-audit: allow LCK006 -- the record order is the lock order; goes to the page cache only
            self._fh.write(record)  # expect: LCK006[suppressed]
            self._size += len(record)
            return self._size

    def sync(self) -> None:
        with self._lock:
            # expect-next: LCK006[suppressed]
            os.fsync(self._fh.fileno())  # lock-audit: allow LCK006 -- a commit must not overtake the sync

    def checkpoint(self, conn: sqlite3.Connection) -> None:
        with self._lock:
            # expect-next: LCK000, LCK004
            conn.execute("UPDATE wal SET position = ?", (self._size,))  # lock-audit: allow LCK004
            conn.commit()  # expect: LCK004
            self._marks.append(self._size)

    def rewind(self, conn: sqlite3.Connection) -> None:
        with self._lock:
            # lock-audit: allow LCK004 -- runs once, before the workers start
            self._restore(conn)  # expect: LCK004[suppressed]

    def size(self) -> int:
        with self._lock:
            # expect-next: LCK000
            return self._size  # lock-audit: allow LCK009 -- the size is only a number

    def _restore(self, conn: sqlite3.Connection) -> None:
        row = conn.execute("SELECT position FROM wal")
        self._size = row.fetchone()[0]
