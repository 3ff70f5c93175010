# corpus: strict not checked
"""Yields of context managers are their way to run the block; they are no leak of the section."""

import contextlib
import threading
from collections.abc import Iterator
from contextlib import contextmanager


class Store:
    def __init__(self):
        self._lock = threading.Lock()
        self._values: dict[str, int] = {}

    @contextmanager
    def locked(self) -> Iterator[None]:
        with self._lock:
            yield

    @contextlib.contextmanager
    def locked_soon(self, wait_s: float) -> Iterator["Store"]:
        if not self._lock.acquire(timeout=wait_s):
            raise TimeoutError("store")
        try:
            yield self
        finally:
            self._lock.release()

    def increase(self, name: str) -> int:
        with self.locked():
            self._values[name] = self._values.get(name, 0) + 1
            return self._values[name]

    def copy(self) -> dict[str, int]:
        with self.locked_soon(0.5):
            return dict(self._values)
