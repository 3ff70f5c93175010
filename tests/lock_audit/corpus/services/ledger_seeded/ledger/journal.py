# corpus: strict not checked
import sqlite3


class Journal:
    def __init__(self, conn: sqlite3.Connection) -> None:
        self._conn = conn

    def append(self, source: str, target: str, amount: int) -> None:
        self._conn.execute("INSERT INTO journal VALUES (?, ?, ?)", (source, target, amount))
        self._conn.commit()

    def line(self, source: str, target: str, amount: int) -> str:
        return f"{source} -> {target}: {amount}"
