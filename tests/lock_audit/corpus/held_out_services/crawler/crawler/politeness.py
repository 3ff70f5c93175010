from __future__ import annotations

import threading
import time
from typing import Callable

from .urls import host_of


class Politeness:
    """One lock for each host; a global one for the table."""

    def __init__(self, delay: float) -> None:
        self._table_lock = threading.Lock()
        self._locks: dict[str, threading.Lock] = {}
        self._last: dict[str, float] = {}
        self._slots = threading.BoundedSemaphore(8)
        self._delay = delay

    def prepare(self, host: str) -> None:
        with self._table_lock:
            if host not in self._locks:
                self._locks[host] = threading.Lock()

    def turn(self, url: str) -> None:
        host = host_of(url)
        self.prepare(host)
        with self._locks[host]:
            self._wait(host)  # expect: LCK006 via _wait -> sleep
            self._last[host] = time.monotonic()

    def _wait(self, host: str) -> None:
        gap = time.monotonic() - self._last.get(host, 0.0)
        if gap < self._delay:
            time.sleep(self._delay - gap)

    def run_in_slot(self, job: Callable[[], str]) -> str:
        self._slots.acquire()  # expect: LCK001
        try:
            return job()
        finally:
            self._slots.release()
