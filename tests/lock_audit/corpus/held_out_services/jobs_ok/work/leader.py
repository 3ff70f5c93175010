from __future__ import annotations

import fcntl
import os
import sqlite3
import threading


class FileLease:
    """An advisory lock on a file (between processes), not a thread lock."""

    def __init__(self, path: str) -> None:
        self._path = path
        self._fd = -1

    def acquire(self) -> bool:
        self._fd = os.open(self._path, os.O_CREAT | os.O_RDWR)
        try:
            fcntl.flock(self._fd, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            os.close(self._fd)
            self._fd = -1
            return False
        return True

    def release(self) -> None:
        if self._fd >= 0:
            os.close(self._fd)
            self._fd = -1


class Leadership:
    def __init__(self, db: str, lease: FileLease) -> None:
        self._db = db
        self._lease = lease
        self._lock = threading.Lock()
        self._leading = False

    def campaign(self, who: str) -> bool:
        won = self._lease.acquire()
        with self._lock:
            self._leading = won
        if won:
            self._announce(who)
        return won

    def _announce(self, who: str) -> None:
        conn = sqlite3.connect(self._db, timeout=5)
        try:
            conn.execute("INSERT INTO leaders VALUES (?)", (who,))
            conn.commit()
        finally:
            conn.close()

    def resign(self) -> None:
        with self._lock:
            was, self._leading = self._leading, False
        if was:
            self._lease.release()

    @property
    def leading(self) -> bool:
        with self._lock:
            return self._leading
