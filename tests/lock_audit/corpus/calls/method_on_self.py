# corpus: strict not checked
"""Methods reached through self, two and three deep."""
import threading

import requests


class PriceBoard:
    def __init__(self, url: str) -> None:
        self._lock = threading.Lock()
        self._url = url
        self._prices: dict[str, float] = {}

    def _download(self, item: str) -> float:
        return float(requests.get(f"{self._url}/{item}", timeout=2).text)

    def _fresh(self, item: str) -> float:
        return self._download(item)

    def _rounded(self, item: str) -> float:
        return round(self._prices[item], 2)

    def price(self, item: str) -> float:
        with self._lock:
            if item not in self._prices:
                self._prices[item] = self._fresh(item)  # expect: LCK005 via _fresh -> _download -> requests.get
            return self._rounded(item)

    def price_outside(self, item: str) -> float:
        with self._lock:
            if item in self._prices:
                return self._rounded(item)
        fresh = self._fresh(item)
        with self._lock:
            self._prices[item] = fresh
        return fresh
