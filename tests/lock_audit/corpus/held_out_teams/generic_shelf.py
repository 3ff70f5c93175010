# corpus: strict not checked
"""A typed shelf over a table, with a codec per value type."""
from __future__ import annotations

import json
import threading
from dataclasses import dataclass, field
from typing import Any, Generic, Protocol, TypeVar

import psycopg
from psycopg_pool import ConnectionPool

T = TypeVar("T")


class Codec(Protocol[T]):
    def pack(self, value: T) -> str: ...

    def unpack(self, text: str) -> T: ...


class JsonCodec:
    def pack(self, value: Any) -> str:
        return json.dumps(value)

    def unpack(self, text: str) -> Any:
        return json.loads(text)


@dataclass
class Shelf(Generic[T]):
    pool: ConnectionPool
    codec: Codec[T]
    lock: threading.Lock = field(default_factory=threading.Lock)
    rows: dict[str, str] = field(default_factory=dict)

    def place(self, key: str, value: T) -> None:
        text = self.codec.pack(value)
        with self.lock:
            self.rows[key] = text
            self._persist(key, text)  # expect: LCK004 via _persist -> getconn

    def place_in_memory(self, key: str, value: T) -> None:
        with self.lock:
            self.rows[key] = self.codec.pack(value)

    def reload(self, dsn: str) -> int:
        with self.lock, psycopg.connect(dsn) as conn:  # expect: LCK004
            self.rows = dict(conn.execute("SELECT key, value FROM shelf").fetchall())  # expect: LCK004
            return len(self.rows)

    def all(self):
        with self.lock:
            return self.rows  # expect: LCK009

    def compact(self) -> int:
        with threading.Lock():  # expect: LCK010
            self.rows = {key: text for key, text in self.rows.items() if text != "null"}
        return len(self.rows)

    def _persist(self, key: str, text: str) -> None:
        conn = self.pool.getconn(timeout=1.0)
        try:
            conn.execute("INSERT INTO shelf VALUES (%s, %s)", (key, text))
        finally:
            self.pool.putconn(conn)
