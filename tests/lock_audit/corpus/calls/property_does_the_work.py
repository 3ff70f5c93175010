# corpus: strict not checked
"""A property is a call, a cached_property may be one; an attribute is not."""
import threading
import time
from functools import cached_property

import requests
from psycopg_pool import ConnectionPool


class Hall:
    def __init__(self, pool: ConnectionPool) -> None:
        self._pool = pool
        self._lock = threading.Lock()
        self._taken = 0
        self.name = "main"

    @property
    def capacity(self) -> int:
        with self._pool.connection(timeout=1.0) as conn:
            return conn.execute("SELECT capacity FROM halls").fetchone()[0]

    @cached_property
    def weather(self) -> str:
        return requests.get("https://weather.example", timeout=1).text

    @property
    def taken(self) -> int:
        return self._taken

    def is_full(self) -> bool:
        with self._lock:
            return self.taken >= self.capacity  # expect: LCK004 via capacity -> connection

    def describe(self) -> str:
        with self._lock:
            return f"{self.name}: {self.weather}"  # expect: LCK005 via weather -> requests.get

    def count(self) -> int:
        with self._lock:
            return self.taken

    def is_full_outside(self) -> bool:
        capacity = self.capacity
        time.sleep(0)
        with self._lock:
            return self.taken >= capacity
