# corpus: strict not checked
"""Read-through price cache of the shop."""
from __future__ import annotations

import threading
from decimal import Decimal

from psycopg_pool import ConnectionPool


class PriceCache:
    def __init__(self, pool: ConnectionPool) -> None:
        self._pool = pool
        self._lock = threading.Lock()
        self._prices: dict[str, Decimal] = {}
        self.hits = 0

    def price(self, sku: str) -> Decimal:
        with self._lock:
            if sku in self._prices:
                self.hits += 1
                return self._prices[sku]
            value = self._load(sku)  # expect: LCK004 via _load -> connection
            self._prices[sku] = value
            return value

    def _load(self, sku: str) -> Decimal:
        with self._pool.connection(timeout=2.0) as conn:
            row = conn.execute("SELECT price FROM items WHERE sku = %s", (sku,)).fetchone()
        return row[0] if row else Decimal(0)

    def drop(self, sku: str) -> None:
        with self._lock:
            self._prices.pop(sku, None)
