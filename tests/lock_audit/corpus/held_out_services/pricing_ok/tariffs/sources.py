from __future__ import annotations

import json
import urllib.request
from urllib.parse import quote

from psycopg_pool import ConnectionPool


class Remote:
    def __init__(self, base: str) -> None:
        self._base = base

    def url(self, zone: str) -> str:
        return f"{self._base}/zones/{quote(zone)}"

    def request(self, zone: str) -> urllib.request.Request:
        return urllib.request.Request(self.url(zone), headers={"Accept": "application/json"})

    def load(self, zone: str) -> float:
        with urllib.request.urlopen(self.request(zone), timeout=3) as reply:
            return float(json.load(reply)["price"])


class Archive:
    def __init__(self, pool: ConnectionPool) -> None:
        self._pool = pool

    def put(self, zone: str, price: float) -> None:
        with self._pool.connection(timeout=1) as conn:
            conn.execute("INSERT INTO tariffs VALUES (%s, %s)", (zone, price))

    def stats(self) -> dict:
        return self._pool.get_stats()
