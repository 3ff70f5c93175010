# corpus: strict not checked
from __future__ import annotations

import threading
import time
from collections import OrderedDict
from concurrent.futures import Future
from typing import Any, Callable, Generic, Hashable, Optional, TypeVar

import requests

V = TypeVar("V")
_MISSING = object()


class TTLCache(Generic[V]):
    """LRU + TTL cache; concurrent misses of one key share a single load."""

    def __init__(self, maxsize: int = 1024, ttl: float = 60.0) -> None:
        self._maxsize = maxsize
        self._ttl = ttl
        self._lock = threading.RLock()
        self._data: "OrderedDict[Hashable, tuple[float, V]]" = OrderedDict()
        self._flights: dict[Hashable, Future] = {}
        self.hits = 0
        self.misses = 0

    def _lookup(self, key: Hashable) -> Any:
        with self._lock:
            entry = self._data.get(key)
            if entry is None:
                return _MISSING
            expires, value = entry
            if expires < time.monotonic():
                del self._data[key]
                return _MISSING
            self._data.move_to_end(key)
            return value

    def set(self, key: Hashable, value: V) -> None:
        with self._lock:
            self._data[key] = (time.monotonic() + self._ttl, value)
            while len(self._data) > self._maxsize:
                self._data.popitem(last=False)

    def get_or_load(self, key: Hashable, loader: Callable[[Hashable], V], timeout: float = 10.0) -> V:
        with self._lock:
            value = self._lookup(key)
            if value is not _MISSING:
                self.hits += 1
                return value
            self.misses += 1
            flight = self._flights.get(key)
            leader = flight is None
            if flight is None:
                flight = Future()
                self._flights[key] = flight
        if not leader:
            return flight.result(timeout)
        try:
            value = loader(key)
        except BaseException as exc:
            flight.set_exception(exc)
            raise
        else:
            self.set(key, value)
            flight.set_result(value)
            return value
        finally:
            with self._lock:
                self._flights.pop(key, None)

    def snapshot(self) -> dict[Hashable, V]:
        with self._lock:
            return {key: value for key, (_, value) in self._data.items()}


_profiles: TTLCache[dict] = TTLCache(maxsize=500, ttl=30.0)


def _fetch_profile(user_id: Hashable) -> dict:
    return requests.get(f"https://people.internal/v1/{user_id}", timeout=3).json()


def profile(user_id: str) -> Optional[dict]:
    try:
        return _profiles.get_or_load(user_id, _fetch_profile)
    except requests.RequestException:
        return None
