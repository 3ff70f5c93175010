from __future__ import annotations

import threading
from decimal import Decimal

import requests


class RateClient:
    def __init__(self, base_url: str) -> None:
        self._base = base_url
        self._guard = threading.Lock()
        self._known: dict[str, Decimal] = {}

    def current(self, currency: str) -> Decimal:
        known = self._known.get(currency)
        if known is not None:
            return known
        return self._fetch(currency)

    def _fetch(self, currency: str) -> Decimal:
        reply = requests.get(f"{self._base}/rates/{currency}", timeout=3)
        reply.raise_for_status()
        return Decimal(reply.json()["rate"])

    def preload(self, currencies: list[str]) -> None:
        fetched = {c: self._fetch(c) for c in currencies}
        got = self._guard.acquire(timeout=1)  # expect: LCK008
        self._known.update(fetched)
        if got:
            self._guard.release()
