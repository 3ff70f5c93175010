from __future__ import annotations

import threading
from collections import OrderedDict
from typing import Callable, Generic, TypeVar

K = TypeVar("K")
V = TypeVar("V")


class PageCache(Generic[K, V]):
    """LRU cache; the loader always runs without the lock."""

    def __init__(self, limit: int = 500) -> None:
        self._lock = threading.Lock()
        self._data: OrderedDict[K, V] = OrderedDict()
        self._limit = limit
        self.hits = 0

    def get_or_load(self, key: K, loader: Callable[[K], V]) -> V:
        with self._lock:
            if key in self._data:
                self._data.move_to_end(key)
                self.hits += 1
                return self._data[key]
        value = loader(key)
        with self._lock:
            self._data[key] = value
            while len(self._data) > self._limit:
                self._data.popitem(last=False)
        return value

    def keys(self) -> list[K]:
        with self._lock:
            return list(self._data)
