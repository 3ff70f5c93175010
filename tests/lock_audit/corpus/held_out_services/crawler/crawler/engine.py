from __future__ import annotations

import threading
from concurrent.futures import Future, ThreadPoolExecutor

from .client import Client
from .frontier import Frontier
from .politeness import Politeness
from .robots import RobotsCache


class Engine:
    def __init__(self, client: Client, frontier: Frontier, robots: RobotsCache, polite: Politeness) -> None:
        self._client = client
        self._frontier = frontier
        self._robots = robots
        self._polite = polite
        self._executor = ThreadPoolExecutor(max_workers=8)
        self._lock = threading.Lock()
        self._pages: dict[str, str] = {}
        self._running: dict[str, Future] = {}

    def launch(self, url: str) -> None:
        with self._lock:
            if url not in self._running:
                self._running[url] = self._executor.submit(self._fetch, url)

    def _fetch(self, url: str) -> None:
        if not self._robots.allowed_lazily(url):
            return
        self._polite.turn(url)
        text = self._client.page(url)
        with self._lock:
            self._pages[url] = text

    def refetch(self, url: str) -> int:
        if not self._lock.acquire(timeout=2):
            return 0
        try:
            self._pages[url] = self._client.page(url)  # expect: LCK005 via page -> get
            return len(self._pages[url])
        finally:
            self._lock.release()

    def collect(self, timeout: float) -> int:
        with self._lock:
            futures = list(self._running.values())
        for future in futures:
            future.result(timeout=timeout)
        with self._lock:
            return len(self._pages)
