# corpus: strict not checked
from __future__ import annotations

import threading
from decimal import Decimal

from psycopg_pool import ConnectionPool


class PriceCache:
    """Look, load without the lock, store."""

    def __init__(self, pool: ConnectionPool) -> None:
        self._pool = pool
        self._lock = threading.Lock()
        self._prices: dict[str, Decimal] = {}

    def price(self, sku: str) -> Decimal:
        with self._lock:
            known = self._prices.get(sku)
        if known is not None:
            return known
        value = self._load(sku)
        with self._lock:
            return self._prices.setdefault(sku, value)

    def _load(self, sku: str) -> Decimal:
        with self._pool.connection(timeout=2.0) as conn:
            row = conn.execute("SELECT price FROM items WHERE sku = %s", (sku,)).fetchone()
        return row[0] if row else Decimal(0)

    def stats(self) -> int:
        with self._lock:
            figures = self._pool.get_stats()
            return len(self._prices) + figures.get("pool_size", 0)
