# corpus: strict not checked
from __future__ import annotations

import logging
import queue
import threading
import time
from collections import deque

from .logs import console, events

log = logging.getLogger(__name__)


class RateLimiter:
    """Sliding window per key; not a lock and not a semaphore."""

    def __init__(self, limit: int, window: float) -> None:
        self._limit = limit
        self._window = window
        self._lock = threading.Lock()
        self._hits: dict[str, deque[float]] = {}
        self._denied: queue.Queue = queue.Queue(maxsize=1000)

    def allow(self, key: str) -> bool:
        now = time.monotonic()
        with self._lock:
            hits = self._hits.setdefault(key, deque())
            while hits and now - hits[0] > self._window:
                hits.popleft()
            if len(hits) >= self._limit:
                events.warning("limited %s", key)
                self._deny(key)
                return False
            hits.append(now)
            log.debug("allowed %s", key)
            return True

    def acquire(self, key: str) -> bool:
        while not self.allow(key):
            time.sleep(self._window / self._limit)
        return True

    def denied(self) -> list[str]:
        keys: list[str] = []
        with self._lock:
            while True:
                try:
                    keys.append(self._denied.get_nowait())
                except queue.Empty:
                    break
            console.info("%d denied", len(keys))
        return keys

    def _deny(self, key: str) -> None:
        try:
            self._denied.put_nowait(key)
        except queue.Full:
            console.warning("denied queue is full")
