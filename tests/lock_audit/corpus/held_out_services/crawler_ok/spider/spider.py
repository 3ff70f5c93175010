from __future__ import annotations

import logging
import threading
from concurrent.futures import ThreadPoolExecutor

from .cache import PageCache
from .flight import SingleFlight
from .net import Net
from .scheduler import Scheduler

log = logging.getLogger(__name__)


class Spider:
    def __init__(self, net: Net, scheduler: Scheduler) -> None:
        self._net = net
        self._scheduler = scheduler
        self._cache: PageCache[str, str] = PageCache()
        self._flight = SingleFlight(ThreadPoolExecutor(4))
        self._slots = threading.Semaphore(4)
        self._lock = threading.Lock()
        self._errors: dict[str, str] = {}

    def step(self) -> bool:
        url = self._scheduler.next(1.0)
        if url is None:
            return False
        delay = self._scheduler.try_host(url)
        if delay:
            self._scheduler.add(url, delay)
            return False
        try:
            self._visit(url)
        finally:
            self._scheduler.free(url)
        return True

    def _visit(self, url: str) -> None:
        if not self._slots.acquire(timeout=5):
            self._scheduler.add(url, 5)
            return
        try:
            text = self._cache.get_or_load(url, self._download)
            log.info("%s: %d characters", url, len(text))
        except OSError as exc:
            with self._lock:
                self._errors[url] = str(exc)
                log.warning("%d bad pages", len(self._errors))
        finally:
            self._slots.release()

    def _download(self, url: str) -> str:
        return self._flight.run(url, self._net.text, 30)

    def errors(self) -> dict[str, str]:
        with self._lock:
            return self._errors.copy()
