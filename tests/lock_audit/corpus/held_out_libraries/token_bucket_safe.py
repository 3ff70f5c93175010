# corpus: strict not checked
from __future__ import annotations

import threading
import time
from dataclasses import dataclass, field
from typing import Callable


class RateLimited(Exception):
    def __init__(self, retry_after: float) -> None:
        super().__init__(f"retry after {retry_after:.2f}s")
        self.retry_after = retry_after


@dataclass
class Bucket:
    capacity: float
    rate: float
    tokens: float = 0.0
    updated: float = field(default_factory=time.monotonic)
    lock: threading.Lock = field(default_factory=threading.Lock, repr=False)

    def _refill(self, now: float) -> None:
        self.tokens = min(self.capacity, self.tokens + (now - self.updated) * self.rate)
        self.updated = now

    def take(self, amount: float = 1.0) -> float:
        """Return 0 when admitted, otherwise the seconds to wait."""
        with self.lock:
            self._refill(time.monotonic())
            if self.tokens >= amount:
                self.tokens -= amount
                return 0.0
            return (amount - self.tokens) / self.rate


class LimiterRegistry:
    def __init__(self, capacity: float, rate: float, clock: Callable[[], float] = time.monotonic) -> None:
        self._capacity = capacity
        self._rate = rate
        self._clock = clock
        self._guard = threading.Lock()
        self._buckets: dict[str, Bucket] = {}
        self._seen: dict[str, float] = {}

    def bucket_for(self, key: str) -> Bucket:
        with self._guard:
            bucket = self._buckets.get(key)
            if bucket is None:
                bucket = Bucket(self._capacity, self._rate, tokens=self._capacity)
                self._buckets[key] = bucket
            self._seen[key] = self._clock()
            return bucket

    def check(self, key: str) -> None:
        wait = self.bucket_for(key).take()
        if wait > 0:
            raise RateLimited(wait)

    def block(self, key: str, max_wait: float = 2.0) -> bool:
        deadline = self._clock() + max_wait
        bucket = self.bucket_for(key)
        while True:
            wait = bucket.take()
            if wait == 0.0:
                return True
            if self._clock() + wait > deadline:
                return False
            time.sleep(wait)

    def prune(self, older_than: float) -> int:
        limit = self._clock() - older_than
        with self._guard:
            stale = [key for key, seen in self._seen.items() if seen < limit]
            for key in stale:
                self._buckets.pop(key, None)
                del self._seen[key]
        return len(stale)
