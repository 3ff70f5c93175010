# corpus: strict not checked
from abc import ABC, abstractmethod

import psycopg


class Repository(ABC):
    @abstractmethod
    def load(self, key: str) -> str: ...

    def load_or_empty(self, key: str) -> str:
        try:
            return self.load(key)
        except KeyError:
            return ""


class SqlRepository(Repository):
    def __init__(self, conn: psycopg.Connection) -> None:
        self._conn = conn

    def load(self, key: str) -> str:
        row = self._conn.execute("SELECT v FROM kv WHERE k = %s", (key,)).fetchone()
        if row is None:
            raise KeyError(key)
        return row[0]

    @property
    def size(self) -> int:
        return self._conn.execute("SELECT count(*) FROM kv").rowcount

    @property
    def is_open(self) -> bool:
        return not self._conn.closed


class MemoryRepository(Repository):
    def __init__(self) -> None:
        self._rows: dict[str, str] = {}

    def load(self, key: str) -> str:
        return self._rows[key]
