from __future__ import annotations

import threading
from typing import Callable, Generic, TypeVar

T = TypeVar("T")


class Memo(Generic[T]):
    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._values: dict[str, T] = {}
        self._version = 0

    def get(self, key: str) -> T | None:
        with self._lock:
            return self._values.get(key)

    def ensure(self, key: str, make: Callable[[], T]) -> T:
        with self._lock:
            if key in self._values:
                return self._values[key]
        made = make()
        with self._lock:
            self._values[key] = made
            self._version += 1
        return made

    def swap(self, key: str, change: Callable[[T | None], T]) -> None:
        """``change`` runs under the lock and has to be pure."""
        with self._lock:
            self._values[key] = change(self._values.get(key))
            self._version += 1

    def copy(self) -> dict[str, T]:
        with self._lock:
            return {**self._values}
