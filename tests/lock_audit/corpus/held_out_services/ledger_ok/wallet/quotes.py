from __future__ import annotations

import threading
from decimal import Decimal
from urllib.parse import urlencode

import requests


class QuoteClient:
    def __init__(self, base: str) -> None:
        self._base = base
        self._lock = threading.Lock()
        self._rates: dict[str, Decimal] = {}

    def rate(self, currency: str) -> Decimal:
        with self._lock:
            known = self._rates.get(currency)
            url = f"{self._base}?{urlencode({'c': currency})}"
        if known is not None:
            return known
        reply = requests.get(url, timeout=3)
        reply.raise_for_status()
        fresh = Decimal(reply.json()["rate"])
        with self._lock:
            self._rates[currency] = fresh
        return fresh

    def forget(self) -> None:
        with self._lock:
            self._rates.clear()
