from __future__ import annotations

import threading

from .sources import ListNotifier, MailNotifier, RateSource, back_off, rounded
from .tables import PriceTable


class PriceBook:
    _source: RateSource

    def __init__(self, source: RateSource, notify: MailNotifier, table: PriceTable) -> None:
        self._source = source
        self._notify = notify
        self._memo = ListNotifier()
        self._table = table
        self._lock = threading.Lock()
        self._prices: dict[str, float] = {}

    def reprice(self) -> None:
        with self._lock:
            rate = self._source.latest  # expect: LCK005 via latest -> _download -> requests.get
            for sku, price in self._prices.items():
                self._prices[sku] = rounded(price * rate)
            self._memo("repriced " + self._source.label)

    def announce(self) -> None:
        with self._lock:
            text = ", ".join(sorted(self._prices))
            self._notify(text)  # expect: LCK005

    def save(self) -> None:
        with self._lock:
            self._table.put_all(self._prices)  # expect: LCK004 via put_all -> put -> _run -> execute

    def retry(self, sku: str, price: float) -> None:
        with self._lock:
            for attempt in range(3):
                if sku in self._prices:
                    break
                back_off(attempt)  # expect: LCK006 via back_off -> sleep
            self._prices[sku] = rounded(price)

    def save_right(self) -> None:
        with self._lock:
            prices = dict(self._prices)
        self._table.put_all(prices)
        self._notify("saved")

    def reprice_right(self) -> float:
        rate = self._source.latest
        with self._lock:
            for sku, price in self._prices.items():
                self._prices[sku] = rounded(price * rate)
            return max(self._prices.values(), default=rate)
