"""Memo table that (unfortunately) computes while holding its lock."""
from __future__ import annotations

import threading
from typing import Any, Callable


class Memo:
    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._values: dict[str, Any] = {}

    def compute(self, key: str, fn: Callable[[], Any]) -> Any:
        with self._lock:
            if key not in self._values:
                self._values[key] = fn()
            return self._values[key]

    def update(self, key: str, change: Callable[[Any], Any]) -> None:
        with self._lock:
            self._values[key] = change(self._values.get(key))

    def lazily(self, key: str, fn: Callable[[], Any]) -> Any:
        with self._lock:
            if key in self._values:
                return self._values[key]
        value = fn()
        with self._lock:
            self._values[key] = value
        return value
