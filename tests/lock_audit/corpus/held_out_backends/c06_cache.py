# corpus: strict not checked
"""In-process TTL cache with a loader hook."""
from __future__ import annotations

import threading
import time
from typing import Any, Callable

import requests

RATES_URL = "https://rates.example.net/latest"


class TTLCache:
    def __init__(self, ttl: float = 30.0) -> None:
        self._ttl = ttl
        self._lock = threading.Lock()
        self._data: dict[str, tuple[float, Any]] = {}
        self._hits = 0

    def get(self, key: str) -> Any:
        with self._lock:
            entry = self._data.get(key)
            if entry is None or entry[0] < time.monotonic():
                return None
            self._hits += 1
            return entry[1]

    def put(self, key: str, value: Any) -> None:
        with self._lock:
            self._data[key] = (time.monotonic() + self._ttl, value)

    def get_or_load(self, key: str, loader: Callable[[], Any]) -> Any:
        with self._lock:
            entry = self._data.get(key)
            if entry is not None:
                return entry[1]
            value = loader()
            self._data[key] = (time.monotonic() + self._ttl, value)
        return value

    def load_then_put(self, key: str, loader: Callable[[], Any]) -> Any:
        value = loader()
        self.put(key, value)
        return value

    def items(self):
        with self._lock:
            return self._data.items()  # expect: LCK009

    def raw(self):
        with self._lock:
            return self._data  # expect: LCK009

    def expired(self):
        now = time.monotonic()
        with self._lock:
            return (k for k, (until, _) in self._data.items() if until < now)  # expect: LCK009

    def labels(self):
        with self._lock:
            return map(str.upper, self._data)  # expect: LCK009

    def scan(self):
        with self._lock:
            for key in list(self._data):
                yield key  # expect: LCK009

    def scan_copy(self):
        with self._lock:
            keys = list(self._data)
        for key in keys:
            yield key

    def pairs(self):
        with self._lock:
            return [(k, v) for k, (_, v) in self._data.items()]

    def hits(self) -> int:
        with self._lock:
            return self._hits

    def oldest(self) -> float:
        with self._lock:
            return min((until for until, _ in self._data.values()), default=0.0)


_cache = TTLCache()


def rates() -> dict:
    return _cache.get_or_load("rates", lambda: requests.get(RATES_URL, timeout=5).json())  # expect: LCK005


def rates_right() -> dict:
    return _cache.load_then_put("rates", lambda: requests.get(RATES_URL, timeout=5).json())


def warm() -> str:
    def slow_default() -> str:
        time.sleep(0.2)  # expect: LCK006
        return "eur"

    return _cache.get_or_load("base", slow_default)


def static_default() -> str:
    return _cache.get_or_load("static", lambda: "eur".join(["<", ">"]))
