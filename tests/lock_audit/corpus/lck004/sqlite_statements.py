# corpus: strict not checked
import sqlite3
import threading
from sqlite3 import connect


class Archive:
    def __init__(self, path: str) -> None:
        self._path = path
        self._lock = threading.RLock()
        self._conn = sqlite3.connect(path, check_same_thread=False)
        self._cursor = self._conn.cursor()
        self._archived = 0

    def add(self, name: str, body: bytes) -> int:
        with self._lock:
            self._conn.execute("INSERT INTO files VALUES (?, ?)", (name, body))  # expect: LCK004
            self._conn.commit()  # expect: LCK004
            self._archived += 1
            return self._archived

    def add_many(self, rows: list[tuple[str, bytes]]) -> None:
        with self._lock:
            self._cursor.executemany("INSERT INTO files VALUES (?, ?)", rows)  # expect: LCK004
            self._archived += len(rows)

    def script(self, text: str) -> None:
        with self._lock:
            self._conn.executescript(text)  # expect: LCK004
            self._archived = 0

    def names(self) -> list[str]:
        cursor = self._conn.execute("SELECT name FROM files")
        with self._lock:
            first = cursor.fetchone()  # expect: LCK004
            some = cursor.fetchmany(10)  # expect: LCK004
            rest = cursor.fetchall()  # expect: LCK004
            self._archived = len(rest)
        return [row[0] for row in (first, *some, *rest)]

    def reopen(self) -> None:
        with self._lock:
            self._conn = sqlite3.connect(self._path)  # expect: LCK004
            self._cursor = connect(self._path).cursor()  # expect: LCK004
