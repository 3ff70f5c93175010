# corpus: strict not checked
import threading
from decimal import Decimal

import requests


class Rates:
    def __init__(self, base: str) -> None:
        self._base = base
        self._lock = threading.RLock()
        self._rates: dict[str, Decimal] = {}

    def rate(self, currency: str) -> Decimal:
        with self._lock:
            if currency not in self._rates:
                self._refresh(currency)  # expect: LCK005 via _refresh -> _download -> requests.get
            return self._rates[currency]

    def convert(self, amount: Decimal, currency: str) -> Decimal:
        with self._lock:
            known = self._rates.get(currency)
        if known is None:
            known = self._download(currency)
        with self._lock:
            self._rates[currency] = known
        return amount * known

    def _refresh(self, currency: str) -> None:
        self._rates[currency] = self._download(currency)

    def _download(self, currency: str) -> Decimal:
        answer = requests.get(f"{self._base}/{currency}", timeout=2)
        answer.raise_for_status()
        return Decimal(answer.text)


def total(rates: Rates, lock: threading.Lock, amounts: dict[str, Decimal]) -> Decimal:
    with lock:
        return sum(
            (rates.convert(amount, name) for name, amount in amounts.items()),  # expect: LCK005, LCK007
            Decimal(0),
        )
