# corpus: strict not checked
import sqlite3
import threading


class Base:
    _lock = threading.Lock()
    rows = 0

    def _write(self, conn: sqlite3.Connection):
        conn.execute("INSERT INTO t VALUES (1)")

    @staticmethod
    def drop(conn: sqlite3.Connection):
        conn.execute("DELETE FROM t")


class Fast(Base):
    def _write(self, conn):
        self.rows += 1

    def save(self, conn: sqlite3.Connection):
        with self._lock:
            self._write(conn)

    def save_all(self, conn: sqlite3.Connection):
        with Fast._lock:
            super()._write(conn)  # expect: LCK004 via _write -> execute

    @classmethod
    def clear(cls, conn: sqlite3.Connection):
        with cls._lock:
            cls.rows = 0
            cls.drop(conn)  # expect: LCK004 via drop -> execute
        cls.drop(conn)
