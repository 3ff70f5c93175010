# corpus: strict not checked
from __future__ import annotations

from psycopg_pool import ConnectionPool

from lib.timedlock import TimedLock


class ConnectionRegistry:
    def __init__(self, pool: ConnectionPool) -> None:
        self._pool = pool
        self._guard = TimedLock("connections")
        self._size_guard = TimedLock("sizes", timeout=0.5)
        self._conns: dict[str, object] = {}
        self._size = 1

    def attach(self, tenant: str) -> None:
        with self._guard:
            if tenant not in self._conns:
                self._conns[tenant] = self._pool.getconn(timeout=1.0)  # expect: LCK004

    def attach_early(self, tenant: str) -> None:
        conn = self._pool.getconn(timeout=1.0)
        with self._guard:
            self._conns[tenant] = conn

    def resize(self, size: int) -> None:
        with self._guard:
            count = len(self._conns)
            with self._size_guard:  # expect: LCK007
                self._size = max(size, count)

    def grow(self) -> int:
        with self._size_guard:
            self._size += 1
            return self._size

    def grow_for(self, tenant: str) -> int:
        with self._guard:
            self._conns.setdefault(tenant, None)
            return self.grow()  # expect: LCK007

    def tenants(self):
        with self._guard:
            return self._conns.keys()  # expect: LCK009
