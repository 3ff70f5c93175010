# corpus: strict not checked
from __future__ import annotations

from concurrent.futures import Future, ThreadPoolExecutor
import threading


class Thumbnails:
    def __init__(self) -> None:
        self._executor = ThreadPoolExecutor(2)
        self._lock = threading.Lock()
        self._futures: dict[str, Future] = {}
        self._done = 0

    @staticmethod
    def _render(name: str) -> bytes:
        return name.encode() * 10

    def get(self, name: str) -> bytes:
        with self._lock:
            future = self._executor.submit(self._render, name)
            self._done += 1
            return future.result(timeout=5)  # expect: LCK006

    def wait_for(self, future: Future) -> bytes:
        with self._lock:
            self._done += 1
            return self._finish(future)  # expect: LCK006 via _finish -> result

    def _finish(self, future: Future) -> bytes:
        return future.result(timeout=5)

    def get_well(self, name: str) -> bytes:
        with self._lock:
            future = self._executor.submit(self._render, name)
            self._done += 1
        return future.result(timeout=5)
