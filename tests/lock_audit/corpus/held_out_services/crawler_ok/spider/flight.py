from __future__ import annotations

import threading
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Callable


class SingleFlight:
    """Many callers, one call: later callers share the future of the first."""

    def __init__(self, executor: ThreadPoolExecutor) -> None:
        self._executor = executor
        self._lock = threading.Lock()
        self._flying: dict[str, Future] = {}

    def run(self, key: str, work: Callable[[str], str], timeout: float) -> str:
        with self._lock:
            future = self._flying.get(key)
            if future is None:
                future = self._executor.submit(work, key)
                self._flying[key] = future
        try:
            return future.result(timeout=timeout)
        finally:
            with self._lock:
                self._flying.pop(key, None)

    def busy(self) -> int:
        with self._lock:
            return sum(1 for f in self._flying.values() if not f.done())
