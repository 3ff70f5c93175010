from __future__ import annotations

import sqlite3


class Table:
    """Reads and writes go through the subclass's connection."""

    name = "rows"

    def __init__(self, conn: sqlite3.Connection) -> None:
        self.conn = conn

    def put(self, key: str, value: float) -> None:
        self._run(f"INSERT OR REPLACE INTO {self.name} VALUES (?, ?)", key, value)

    def _run(self, sql: str, *args: object) -> None:
        self.conn.execute(sql, args)


class PriceTable(Table):
    name = "prices"

    def put_all(self, prices: dict[str, float]) -> None:
        for key, value in prices.items():
            self.put(key, value)
