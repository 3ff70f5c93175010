# corpus: strict not checked
import threading

import psycopg


class Guarded:
    def __init__(self, conn: psycopg.Connection) -> None:
        self._guard = threading.RLock()
        self._conn = conn

    def _fetch(self, text: str) -> int:
        return self._conn.execute(text).rowcount
