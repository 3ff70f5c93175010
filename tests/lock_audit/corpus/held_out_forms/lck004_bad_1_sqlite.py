# corpus: strict not checked
"""A ledger on sqlite3 that works under its own lock."""
import sqlite3
import threading

_open_lock = threading.Lock()
_opened: list[str] = []


class Ledger:
    def __init__(self, path: str) -> None:
        self._lock = threading.Lock()
        self._db = sqlite3.connect(path, check_same_thread=False)
        self._rows: list[tuple[str, int]] = []
        self._posts = 0

    def total(self, account: str) -> int:
        with self._lock:
            row = self._db.execute("SELECT sum(n) FROM posts WHERE a = ?", (account,)).fetchone()  # expect: LCK004
            return row[0]

    def post(self, account: str, amount: int) -> bool:
        with self._lock:
            try:
                self._db.execute("INSERT INTO posts VALUES (?, ?)", (account, amount))  # expect: LCK004
            except sqlite3.IntegrityError:
                return False
            else:
                self._db.commit()  # expect: LCK004
            finally:
                self._posts += 1
        return True

    def collect(self, cursor: sqlite3.Cursor) -> int:
        with self._lock:
            while (row := cursor.fetchone()) is not None:  # expect: LCK004
                self._rows.append(row)
            return len(self._rows)

    def changed(self) -> int:
        with self._lock:
            return self._db.total_changes + self._posts


def create(path: str) -> None:
    with _open_lock, sqlite3.connect(path) as db:  # expect: LCK004
        db.execute("CREATE TABLE posts (a TEXT, n INTEGER)")  # expect: LCK004
        _opened.append(path)


def copy_first(cursor: sqlite3.Cursor) -> str | None:
    row = cursor.fetchone()
    with _open_lock:
        if row is None:
            return None
        _opened.append(row[0])
        return row[0]
