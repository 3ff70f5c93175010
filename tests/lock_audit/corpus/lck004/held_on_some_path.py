# corpus: strict not checked
import threading

from psycopg_pool import ConnectionPool


class Stock:
    def __init__(self, pool: ConnectionPool) -> None:
        self._pool = pool
        self._lock = threading.Lock()
        self._left: dict[str, int] = {}

    def left(self, item: str) -> int:
        if not self._lock.acquire(timeout=1.0):
            raise TimeoutError(item)
        try:
            for _ in range(3):
                if item in self._left:
                    return self._left[item]
                self._left[item] = self._load(item)  # expect: LCK004 via _load -> pool.connection
            return 0
        finally:
            self._lock.release()

    def left_if_cheap(self, item: str, patient: bool) -> int:
        taken = patient and self._lock.acquire(timeout=1.0)
        if not taken:
            return self._load(item)
        try:
            return self._left.get(item, 0)
        finally:
            self._lock.release()

    def drop(self, item: str) -> None:
        with self._lock:
            try:
                del self._left[item]
            except KeyError:
                self._log(item)  # expect: LCK004 via _log -> pool.connection
            else:
                self._left[item + ":dropped"] = 1
            finally:
                self._left.pop(item + ":loading", None)

    def drop_all(self) -> None:
        with self._lock:
            items = sorted(self._left)
            self._left.clear()
        for item in items:
            self._log(item)

    def _load(self, item: str) -> int:
        with self._pool.connection() as conn:
            return conn.execute("SELECT stock FROM items WHERE name = %s", (item,)).fetchone()[0]

    def _log(self, item: str) -> None:
        with self._pool.connection() as conn:
            conn.execute("INSERT INTO dropped VALUES (%s)", (item,))
