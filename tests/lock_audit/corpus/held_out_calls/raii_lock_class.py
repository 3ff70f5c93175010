# corpus: strict not checked
"""A guard class that takes a lock: its with body is a critical section."""
import sqlite3
import threading


class BoundedGuard:
    def __init__(self, timeout: float = 1.0) -> None:
        self._inner = threading.Lock()
        self._timeout = timeout

    def __enter__(self) -> "BoundedGuard":
        if not self._inner.acquire(timeout=self._timeout):
            raise TimeoutError("guard")
        return self

    def __exit__(self, exc_type, exc, tb) -> None:
        self._inner.release()


class Playlist:
    def __init__(self, conn: sqlite3.Connection) -> None:
        self.guard = BoundedGuard(0.25)
        self.conn = conn
        self.songs: list[str] = []

    def add(self, song: str) -> int:
        with self.guard:
            self.songs.append(song)
            self.conn.execute("INSERT INTO songs VALUES (?)", (song,))  # expect: LCK004
            return len(self.songs)

    def flush(self) -> None:
        with self.guard:
            pending = list(self.songs)
        for song in pending:
            self.conn.execute("INSERT INTO songs VALUES (?)", (song,))
