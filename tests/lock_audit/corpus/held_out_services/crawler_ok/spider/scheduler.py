from __future__ import annotations

import heapq
import threading
import time
from urllib.parse import urlsplit

from .lease import Lease


class Scheduler:
    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._wake = threading.Condition(self._lock)
        self._heap: list[tuple[float, str]] = []
        self._leases: dict[str, Lease] = {}

    def add(self, url: str, delay: float = 0.0) -> None:
        with self._lock:
            heapq.heappush(self._heap, (time.monotonic() + delay, url))
            self._wake.notify()

    def next(self, timeout: float) -> str | None:
        deadline = time.monotonic() + timeout
        with self._wake:
            while True:
                now = time.monotonic()
                if self._heap and self._heap[0][0] <= now:
                    return heapq.heappop(self._heap)[1]
                if now >= deadline:
                    return None
                self._wake.wait(min(0.5, deadline - now))

    def try_host(self, url: str) -> float:
        host = urlsplit(url).hostname or ""
        with self._lock:
            lease = Lease(host)
            known = self._leases.get(host)
            if known is None:
                self._leases[host] = lease
                lease.acquire()
                return 0.0
            return self._seconds(known)

    def _seconds(self, lease: Lease) -> float:
        if lease.acquire():
            return 0.0
        return lease.wait()

    def free(self, url: str) -> None:
        host = urlsplit(url).hostname or ""
        with self._lock:
            lease: Lease | None = self._leases.get(host)
            if lease is not None:
                lease.release()
