# corpus: strict not checked
"""Helpers whose name promises the lock, called under it; the slow one only ever without."""
import threading
import time
from collections import OrderedDict

from psycopg_pool import ConnectionPool


class LeastRecent:
    def __init__(self, pool: ConnectionPool, size: int) -> None:
        self._pool = pool
        self._size = size
        self._lock = threading.Lock()
        self._rows: OrderedDict[str, str] = OrderedDict()

    def _evict_locked(self) -> None:
        while len(self._rows) > self._size:
            self._rows.popitem(last=False)

    def _put_locked(self, key: str, row: str) -> None:
        self._rows[key] = row
        self._rows.move_to_end(key)
        self._evict_locked()

    def _load(self, key: str) -> str:
        with self._pool.connection(timeout=1.0) as conn:
            return str(conn.execute("SELECT row FROM rows WHERE key = %s", (key,)).fetchone())

    def get(self, key: str) -> str:
        with self._lock:
            if key in self._rows:
                self._rows.move_to_end(key)
                return self._rows[key]
        row = self._load(key)
        time.sleep(0)
        with self._lock:
            self._put_locked(key, row)
        return row
