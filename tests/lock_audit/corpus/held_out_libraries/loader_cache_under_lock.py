# corpus: strict not checked
from __future__ import annotations

import functools
import threading
import time
from typing import Any, Callable, Dict, Tuple

import requests
import sqlite3

DB_PATH = "/var/lib/catalog/catalog.db"


class LoaderCache:
    def __init__(self, ttl: float) -> None:
        self._ttl = ttl
        self._lock = threading.Lock()
        self._values: Dict[str, Tuple[float, Any]] = {}

    def get(self, key: str, loader: Callable[[str], Any]) -> Any:
        """Holds the lock while the value is made."""
        with self._lock:
            entry = self._values.get(key)
            if entry is not None and entry[0] > time.monotonic():
                return entry[1]
            value = loader(key)
            self._values[key] = (time.monotonic() + self._ttl, value)
            return value

    def prime(self, key: str, value: Any) -> None:
        with self._lock:
            self._values[key] = (time.monotonic() + self._ttl, value)

    def forget(self, key: str) -> bool:
        with self._lock:
            return self._values.pop(key, None) is not None


_cache = LoaderCache(ttl=120.0)


def _price_from_api(sku: str) -> float:
    reply = requests.get("https://prices.example.com/" + sku, timeout=2)  # expect: LCK005
    return float(reply.json()["price"])


def _open_catalog() -> sqlite3.Connection:
    return sqlite3.connect(DB_PATH, timeout=1.0)


def _title_from_db(table: str, sku: str) -> str:
    conn = _open_catalog()  # expect: LCK004 via _open_catalog -> connect
    return f"{table}:{sku}:{conn is not None}"


def _normalise(sku: str) -> str:
    return sku.strip().upper()


def price(sku: str) -> float:
    return _cache.get(sku, _price_from_api)


def title(sku: str) -> str:
    return _cache.get("title:" + sku, functools.partial(_title_from_db, "products"))


def canonical(sku: str) -> str:
    return _cache.get("canon:" + sku, _normalise)


def slow_default(sku: str) -> float:
    return _cache.get("slow:" + sku, lambda key: time.sleep(0.2) or 0.0)  # expect: LCK006


def fresh_price(sku: str) -> float:
    value = requests.get("https://prices.example.com/" + sku, timeout=2).json()["price"]
    _cache.prime(sku, value)
    return value
