from __future__ import annotations

import time

import requests
from psycopg_pool import ConnectionPool


class PriceFeed:
    def __init__(self, url: str, pool: ConnectionPool) -> None:
        self._url = url
        self._pool = pool
        self._session = requests.Session()

    def spot(self, symbol: str) -> float:
        return float(self._session.get(f"{self._url}/spot/{symbol}", timeout=2).text)

    def stored(self, symbol: str) -> float:
        with self._pool.connection(timeout=1) as conn:
            row = conn.execute("SELECT price FROM prices WHERE symbol = %s", (symbol,)).fetchone()
        return float(row[0])


def slow_mean(values: list[float]) -> float:
    time.sleep(0.01)
    return sum(values) / len(values)


def fast_mean(values: list[float]) -> float:
    return sum(values) / len(values)
