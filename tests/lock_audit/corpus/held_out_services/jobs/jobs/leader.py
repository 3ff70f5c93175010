from __future__ import annotations

import sqlite3
import threading


class Leader:
    """Only one runner of the cluster may schedule."""

    def __init__(self, path: str, me: str) -> None:
        self._conn = sqlite3.connect(path, check_same_thread=False)
        self._me = me
        self._lock = threading.Lock()
        self._leading = False

    def elect(self) -> bool:
        with self._lock:
            self._conn.execute("UPDATE leader SET who = ? WHERE who IS NULL", (self._me,))  # expect: LCK004 via execute
            self._conn.commit()  # expect: LCK004 via commit
            self._leading = True
            return self._leading

    def resign(self) -> None:
        with self._lock:
            was = self._leading
            self._leading = False
        if was:
            self._conn.execute("UPDATE leader SET who = NULL")
            self._conn.commit()

    @property
    def current(self) -> str:
        cur = self._conn.execute("SELECT who FROM leader")
        row = cur.fetchone()
        return row[0]

    @property
    def leading(self) -> bool:
        return self._leading
