# corpus: strict not checked
"""Prices by item, shared by every request thread."""
import threading
from collections.abc import Iterator


class PriceCache:
    def __init__(self) -> None:
        self._lock = threading.RLock()
        self._prices: dict[str, float] = {}
        self._history: list[str] = []

    def put(self, item: str, price: float) -> None:
        with self._lock:
            self._prices[item] = price
            self._history.append(item)

    def price_of(self, item: str) -> float | None:
        with self._lock:
            return self._prices.get(item)

    def all_prices(self) -> dict[str, float]:
        with self._lock:
            return self._prices  # expect: LCK009

    def copy_of_prices(self) -> dict[str, float]:
        with self._lock:
            return {**self._prices}

    def walk(self) -> Iterator[str]:
        with self._lock:
            for item in self._history:
                yield item  # expect: LCK009

    def rounded(self):
        with self._lock:
            return map(round, self._prices.values())  # expect: LCK009

    def rounded_list(self) -> list[int]:
        with self._lock:
            return list(map(round, self._prices.values()))
