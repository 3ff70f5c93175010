# corpus: strict not checked
from __future__ import annotations

import threading
from collections import Counter


class ShardedCounter:
    def __init__(self, shards: int = 8) -> None:
        self._locks: dict[int, threading.Lock] = {i: threading.Lock() for i in range(shards)}
        self._values: dict[int, int] = {i: 0 for i in range(shards)}
        self._skipped: Counter[int] = Counter()

    def add(self, key: str, by: int = 1) -> bool:
        shard = len(key) % len(self._locks)
        if not self._locks[shard].acquire(timeout=0.5):
            return False
        try:
            self._values[shard] += by
        finally:
            self._locks[shard].release()
        return True

    def total(self) -> int:
        total = 0
        for shard, lock in self._locks.items():
            if not lock.acquire(timeout=0.5):
                self._skipped[shard] += 1
                continue
            try:
                total += self._values[shard]
            finally:
                lock.release()
        return total
