# corpus: strict not checked
import threading
from typing import Any

import httpx


class HttpMixin:
    client: httpx.Client

    def fetch_quote(self, symbol: str) -> Any:
        return self.client.get(f"/quotes/{symbol}")


class Portfolio(HttpMixin):
    def __init__(self, client: httpx.Client) -> None:
        self.client = client
        self._lock = threading.Lock()
        self._amounts: dict[str, int] = {}

    def buy(self, symbol: str, amount: int) -> None:
        with self._lock:
            self._amounts[symbol] = self._amounts.get(symbol, 0) + amount
            self.fetch_quote(symbol)  # expect: LCK005 via fetch_quote -> get

    def amount(self, symbol: str) -> int:
        with self._lock:
            return self._amounts.get(symbol, 0)
