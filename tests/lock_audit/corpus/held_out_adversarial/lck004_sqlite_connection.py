# corpus: strict not checked
import sqlite3
import threading


class Db:
    def __init__(self, path: str) -> None:
        self._lock = threading.Lock()
        self.conn = sqlite3.connect(path, check_same_thread=False)
        self.writes = 0

    def save(self, k: str) -> None:
        with self._lock:
            self.conn.execute("INSERT INTO t VALUES (?)", (k,))  # expect: LCK004
            self.conn.commit()  # expect: LCK004
            self.writes += 1

    def busy(self) -> bool:
        with self._lock:
            return self.conn.in_transaction or self.conn.total_changes > self.writes

    def save_ok(self, k: str) -> None:
        with self.conn:
            self.conn.execute("INSERT INTO t VALUES (?)", (k,))
        with self._lock:
            self.writes += 1
