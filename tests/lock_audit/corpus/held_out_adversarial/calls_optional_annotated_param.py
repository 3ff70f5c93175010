# corpus: strict not checked
from __future__ import annotations

import threading
from typing import Optional
import psycopg


class Dao:
    def __init__(self, conn: psycopg.Connection) -> None:
        self.conn = conn

    def save(self, n: int) -> None:
        self.conn.execute("INSERT INTO t VALUES (%s)", (n,))


class Memo:
    def save(self, n: int) -> None:
        print(n)


_lock = threading.Lock()


def a(dao: "Dao | None", n: int) -> None:
    with _lock:
        if dao is not None:
            dao.save(n)  # expect: LCK004 via save -> execute


def b(dao: Optional[Memo], n: int) -> None:
    with _lock:
        if dao:
            dao.save(n)
