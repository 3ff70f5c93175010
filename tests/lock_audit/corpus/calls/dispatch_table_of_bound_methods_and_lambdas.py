# corpus: strict not checked
"""The table is an attribute and holds bound methods, or a constant that holds lambdas."""
import threading
import time

from psycopg_pool import ConnectionPool

SCORES = {"double": lambda n: n * 2, "half": lambda n: n // 2}
PAUSES = {"short": lambda: time.sleep(0.1), "long": lambda: time.sleep(1.0)}


class Events:
    def __init__(self, pool: ConnectionPool) -> None:
        self._pool = pool
        self._lock = threading.Lock()
        self._seen: dict[str, int] = {}
        self._handlers = {"stored": self._store, "counted": self._count}
        self._counters = {"counted": self._count}

    def _store(self, name: str) -> None:
        with self._pool.connection(timeout=1.0) as conn:
            conn.execute("INSERT INTO events VALUES (%s)", (name,))

    def _count(self, name: str) -> None:
        self._seen[name] = self._seen.get(name, 0) + 1

    def handle(self, kind: str, name: str) -> None:
        with self._lock:
            self._handlers[kind](name)  # expect: LCK004

    def count(self, kind: str, name: str) -> int:
        with self._lock:
            self._counters[kind](name)
            return SCORES[kind](self._seen[name])

    def pause(self, kind: str) -> None:
        with self._lock:
            PAUSES[kind]()  # expect: LCK006
