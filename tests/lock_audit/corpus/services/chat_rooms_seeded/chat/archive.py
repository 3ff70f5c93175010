# corpus: strict not checked
import sqlite3


class Archive:
    def __init__(self, path: str) -> None:
        self._conn = sqlite3.connect(path)

    def keep(self, room: str, line: str) -> None:
        self._conn.execute("INSERT INTO lines VALUES (?, ?)", (room, line))
