# corpus: strict not checked
import threading

from psycopg_pool import ConnectionPool


class Prices:
    def __init__(self, pool: ConnectionPool) -> None:
        self._pool = pool
        self._lock = threading.Lock()
        self._cache: dict[str, int] = {}
        self._loading: set[str] = set()

    def price(self, item: str) -> int:
        with self._lock:
            if item in self._cache:
                return self._cache[item]
            self._loading.add(item)
        try:
            price = self._load(item)
        except LookupError:
            price = -1
        with self._lock:
            self._loading.discard(item)
            return self._cache.setdefault(item, price)

    def refresh(self) -> int:
        if not self._lock.acquire(timeout=0.5):
            return self._load("none")
        try:
            items = list(self._cache)
        finally:
            self._lock.release()
        fresh = {item: self._load(item) for item in items}
        if self._lock.acquire(timeout=0.5):
            try:
                self._cache.update(fresh)
            finally:
                self._lock.release()
            return self._load("all")
        return 0

    def flush(self) -> None:
        for item in ("a", "b"):
            with self._lock:
                dirty = self._cache.pop(item, None)
                if dirty is None:
                    continue
            with self._pool.connection() as conn:
                conn.execute("UPDATE prices SET price = %s WHERE item = %s", (dirty, item))

    def _load(self, item: str) -> int:
        with self._pool.connection() as conn:
            row = conn.execute("SELECT price FROM prices WHERE item = %s", (item,)).fetchone()
        if row is None:
            raise LookupError(item)
        return row[0]
