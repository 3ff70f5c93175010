# corpus: strict not checked
"""Types that are imported for the checker only, quoted, aliased or assigned with an annotation."""
from __future__ import annotations

import threading
from typing import TYPE_CHECKING

import requests

if TYPE_CHECKING:
    from psycopg_pool import ConnectionPool

Session = requests.Session


class Sync:
    def __init__(self, pool, session: "Session") -> None:
        self._pool: ConnectionPool = pool
        self._session = session
        self._lock: threading.Lock = threading.Lock()
        self._seen: set[str] = set()

    def pull(self, name: str) -> None:
        with self._lock:
            with self._pool.connection(timeout=1.0) as conn:  # expect: LCK004
                conn.execute("SELECT 1 FROM names WHERE name = %s", (name,))  # expect: LCK004
            self._seen.add(name)

    def push(self, name: str) -> None:
        with self._lock:
            self._session.put("https://names.example/" + name, timeout=1)  # expect: LCK005
            self._seen.discard(name)

    def known(self, name: str) -> bool:
        with self._lock:
            return name in self._seen and self._pool.name != ""
