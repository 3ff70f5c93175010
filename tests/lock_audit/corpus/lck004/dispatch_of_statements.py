# corpus: strict not checked
import threading
from collections.abc import Callable

import psycopg

_lock = threading.Lock()
_done: dict[str, int] = {}


class Jobs:
    def __init__(self, conn: psycopg.Connection) -> None:
        self._conn = conn
        self._handlers: dict[str, Callable[[], int]] = {"vacuum": self._vacuum, "count": self._count}

    def run(self, name: str) -> int:
        with _lock:
            _done[name] = self._handlers[name]()  # expect: LCK004
            return _done[name]

    def run_outside(self, name: str) -> int:
        with _lock:
            handler = self._handlers[name]
        rows = handler()
        with _lock:
            _done[name] = rows
        return rows

    def names(self) -> list[str]:
        with _lock:
            return sorted(self._handlers)

    def _vacuum(self) -> int:
        return self._conn.execute("DELETE FROM old").rowcount

    def _count(self) -> int:
        return self._conn.execute("SELECT 1 FROM old").rowcount
