# corpus: strict not checked
"""Lock, session and helper are class attributes; instances and cls share them."""
import threading

import requests


class Rates:
    _lock = threading.Lock()
    _session = requests.Session()
    _rates: dict[str, float] = {}

    @classmethod
    def refresh(cls, currency: str) -> None:
        with cls._lock:
            answer = cls._session.get(f"https://rates.example/{currency}", timeout=1)  # expect: LCK005
            cls._rates[currency] = float(answer.text)

    @classmethod
    def _download(cls, currency: str) -> float:
        return float(cls._session.get(f"https://rates.example/{currency}", timeout=1).text)

    @staticmethod
    def _rounded(rate: float) -> float:
        return round(rate, 4)

    @classmethod
    def rate(cls, currency: str) -> float:
        with cls._lock:
            if currency not in cls._rates:
                cls._rates[currency] = cls._download(currency)  # expect: LCK005 via _download -> get
            return cls._rounded(cls._rates[currency])

    def rate_of(self, currency: str) -> float:
        rate = self._download(currency)
        with self._lock:
            self._rates[currency] = rate
        return self._rounded(rate)
