# corpus: strict not checked
"""`X | None`, Optional, a walrus and a local alias keep the type of what they name."""
import threading
from typing import Optional

import requests
from psycopg_pool import ConnectionPool


class Profile:
    def __init__(self, pool: ConnectionPool | None, session: Optional[requests.Session] = None) -> None:
        self._pool = pool
        self._session = session
        self._lock = threading.Lock()
        self._names: dict[str, str] = {}

    def _store(self, name: str) -> None:
        pool = self._pool
        if pool is not None:
            with pool.connection(timeout=1.0) as conn:
                conn.execute("INSERT INTO profiles VALUES (%s)", (name,))

    def add(self, name: str) -> None:
        with self._lock:
            self._names[name] = name
            self._store(name)  # expect: LCK004 via _store -> connection
            if self._session is not None:
                self._session.post("https://hooks.example", data=name, timeout=1)  # expect: LCK005

    def add_by_alias(self, name: str) -> None:
        store = self._store
        lock = self._lock
        with lock:
            if (known := self._names.get(name)) is None:
                store(name)  # expect: LCK004
                self._names[name] = known or name

    def has_database(self) -> bool:
        with self._lock:
            return self._pool is not None
