# corpus: strict not checked
"""Every way to copy that a reviewer meets."""

import copy
import json
import threading
from collections import deque


class Config:
    def __init__(self):
        self._lock = threading.RLock()
        self._values: dict[str, str] = {}
        self._path: list[str] = []
        self._tags: set[str] = set()
        self._recent = deque(maxlen=5)

    def values(self) -> dict[str, str]:
        with self._lock:
            return dict(self._values)

    def values_copied(self) -> dict[str, str]:
        with self._lock:
            return self._values.copy()

    def deep(self) -> dict[str, str]:
        with self._lock:
            return copy.deepcopy(self._values)

    def shallow(self) -> set[str]:
        with self._lock:
            return copy.copy(self._tags)

    def merged(self, other: dict[str, str]) -> dict[str, str]:
        with self._lock:
            return {**self._values, **other}

    def united(self, other: dict[str, str]) -> dict[str, str]:
        with self._lock:
            return self._values | other

    def path(self) -> list[str]:
        with self._lock:
            return self._path[:]

    def spread(self) -> list[str]:
        with self._lock:
            return [*self._path, *self._tags]

    def frozen(self) -> frozenset[str]:
        with self._lock:
            return frozenset(self._tags)

    def ordered(self) -> list[str]:
        with self._lock:
            return sorted(self._tags)

    def comprehended(self) -> dict[str, str]:
        with self._lock:
            return {name: value for name, value in self._values.items() if value}

    def recent(self) -> tuple[int, list[str]]:
        with self._lock:
            return len(self._recent), list(self._recent)

    def text(self) -> str:
        with self._lock:
            return json.dumps(self._values)
