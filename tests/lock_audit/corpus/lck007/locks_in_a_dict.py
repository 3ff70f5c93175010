# corpus: strict not checked
"""Locks per key: two keys of one dict at once are two locks, and so is the dict's own lock around one."""

import threading
from collections import defaultdict


class Keyed:
    def __init__(self):
        self._table_lock = threading.Lock()
        self._locks: dict[str, threading.Lock] = {}
        self._by_shard = defaultdict(threading.Lock)
        self._values: dict[str, int] = {}

    def _lock_of(self, key: str) -> threading.Lock:
        with self._table_lock:
            return self._locks.setdefault(key, threading.Lock())

    def set(self, key: str, value: int) -> None:
        with self._lock_of(key):
            self._values[key] = value

    def move(self, source: str, target: str) -> None:
        with self._locks[source]:
            with self._locks[target]:  # expect: LCK007
                self._values[target] = self._values.pop(source)

    def shard(self, number: int, key: str) -> int:
        with self._table_lock:
            self._values.setdefault(key, 0)
            with self._by_shard[number]:  # expect: LCK007
                return self._values[key]

    def shard_in_turn(self, number: int, key: str) -> int:
        with self._table_lock:
            self._values.setdefault(key, 0)
        with self._by_shard[number]:
            return self._values[key]
