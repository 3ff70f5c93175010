# corpus: strict not checked
import sqlite3
import threading


class PriceBook:
    def __init__(self, path: str) -> None:
        self._conn: sqlite3.Connection = sqlite3.connect(path, check_same_thread=False)
        self._lock = threading.Lock()
        self._prices: dict[str, int] = {}

    def price(self, sku: str) -> int:
        with self._lock:
            if sku not in self._prices:
                self._prices[sku] = self._load(sku)  # expect: LCK004 via _load -> execute
            return self._prices[sku]

    def _load(self, sku: str) -> int:
        # expect-next: LCK000
        cur = self._conn.execute("SELECT cents FROM price WHERE sku = ?", (sku,))  # lock-audit: allow LCK004 -- tiny table
        row = next(iter(cur), None)
        if row is None:
            raise KeyError(sku)
        return int(row[0])

    def forget(self, sku: str) -> None:
        with self._lock:
            self._prices.pop(sku, None)
