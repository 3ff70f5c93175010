# corpus: strict not checked
"""Asks the supplier; slow, never under the cache's lock, or so we hope."""
import urllib.request

from prices.cache import PriceCache


class Supplier:
    def __init__(self, cache: PriceCache) -> None:
        self._cache = cache

    def ask(self, item: str) -> float:
        with urllib.request.urlopen(f"https://supplier.example/{item}", timeout=2) as answer:
            return float(answer.read())

    def refresh(self, item: str) -> None:
        self._cache.put(item, self.ask(item))

    def refresh_missing(self, item: str) -> float:
        known = self._cache.price_of(item)
        if known is None:
            known = self.ask(item)
            self._cache.put(item, known)
        return known
