# corpus: strict not checked
from __future__ import annotations

import collections
import threading
import time
from typing import Deque, Dict

BLOCK_FOREVER = -1


class SlidingWindow:
    """At most `limit` events in the last `period` seconds, per key."""

    __slots__ = ("limit", "period", "_lock", "_events", "_rejected")

    def __init__(self, limit: int, period: float) -> None:
        self.limit = limit
        self.period = period
        self._lock = threading.Lock()
        self._events: Dict[str, Deque[float]] = {}
        self._rejected = 0

    def _trim(self, key: str, now: float) -> Deque[float]:
        events = self._events.setdefault(key, collections.deque())
        while events and events[0] <= now - self.period:
            events.popleft()
        return events

    def hit(self, key: str) -> bool:
        with self._lock:
            now = time.monotonic()
            events = self._trim(key, now)
            if len(events) < self.limit:
                events.append(now)
                return True
            self._rejected += 1
            return False

    def hit_or_wait(self, key: str) -> None:
        with self._lock:
            now = time.monotonic()
            events = self._trim(key, now)
            if len(events) >= self.limit:
                self._pause(events[0] + self.period - now)  # expect: LCK006 via _pause -> sleep
            events.append(time.monotonic())

    def _pause(self, seconds: float) -> None:
        if seconds > 0:
            time.sleep(seconds)

    def reset(self, key: str) -> None:
        self._lock.acquire(timeout=BLOCK_FOREVER)  # expect: LCK001
        try:
            self._events.pop(key, None)
        finally:
            self._lock.release()

    def reset_all(self) -> bool:
        if not self._lock.acquire(timeout=0.5):
            return False
        try:
            self._events.clear()
            return True
        finally:
            self._lock.release()

    def drop(self, key: str) -> bool:
        if not self._lock.acquire(True, 0.5):  # expect: LCK008
            return False
        found = self._events.pop(key, None)
        self._lock.release()
        return found is not None

    def keys(self):
        with self._lock:
            return self._events.keys()  # expect: LCK009

    @property
    def rejected(self) -> int:
        with self._lock:
            return self._rejected
