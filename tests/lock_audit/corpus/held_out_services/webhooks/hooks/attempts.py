from __future__ import annotations

import sqlite3


class Attempts:
    def __init__(self, path: str) -> None:
        self._path = path

    def record(self, hook_id: str, status: int) -> None:
        conn = sqlite3.connect(self._path, timeout=3)
        try:
            conn.execute("INSERT INTO attempts VALUES (?, ?)", (hook_id, status))
            conn.commit()
        finally:
            conn.close()
