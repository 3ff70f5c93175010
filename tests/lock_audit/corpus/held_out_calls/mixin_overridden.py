# corpus: strict not checked
import threading

import httpx


class HttpMixin:
    client: httpx.Client

    def fetch_quote(self, symbol):
        return self.client.get(f"/quotes/{symbol}").json()


class StaticQuotes:
    def fetch_quote(self, symbol):
        return {"symbol": symbol, "price": 1}


class Portfolio(StaticQuotes, HttpMixin):
    """For the tests of the shop: the static mixin comes first in the MRO."""

    def __init__(self):
        self._lock = threading.Lock()
        self._amounts = {}

    def buy(self, symbol, amount):
        with self._lock:
            quote = self.fetch_quote(symbol)
            self._amounts[symbol] = self._amounts.get(symbol, 0) + amount
            return quote["price"] * amount
