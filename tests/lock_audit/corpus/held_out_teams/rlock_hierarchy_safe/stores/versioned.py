# corpus: strict not checked
from __future__ import annotations

import itertools

from .base import BaseStore, V


class VersionedStore(BaseStore[V]):
    def __init__(self) -> None:
        super().__init__()
        self._versions: dict[str, int] = {}
        self._numbers = itertools.count(1)

    def put_value(self, key: str, value: V) -> None:
        with self._lock:
            super().put_value(key, value)
            if self.size() > 1000:
                self._evict()

    def put_many(self, values: dict[str, V]) -> int:
        with self._lock:
            for key, value in values.items():
                self.put_value(key, value)
            return self.size()

    def version(self, key: str) -> int:
        with self._lock:
            return self._versions.get(key, 0)

    def report(self) -> str:
        with self._lock:
            return ", ".join(f"{key}@{self.version(key)}" for key in self.keys())

    def _changed(self, key: str) -> None:
        with self._lock:
            self._versions[key] = next(self._numbers)

    def _evict(self) -> None:
        with self._lock:
            oldest = min(self._versions, key=self._versions.__getitem__)
            self._versions.pop(oldest)
            self._values.pop(oldest, None)
