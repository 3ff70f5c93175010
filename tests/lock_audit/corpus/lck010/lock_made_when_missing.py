# corpus: strict not checked
"""A new lock may stand inside the with when the table keeps it for the next thread."""

import threading
from collections import defaultdict


class Keyed:
    def __init__(self):
        self._locks: dict[str, threading.Lock] = {}
        self._by_number = defaultdict(threading.Lock)
        self._striped = [threading.Lock() for _ in range(16)]
        self._values: dict[str, int] = {}

    def add(self, key: str, amount: int) -> int:
        with self._locks.setdefault(key, threading.Lock()):
            self._values[key] = self._values.get(key, 0) + amount
            return self._values[key]

    def numbered(self, number: int, key: str) -> int:
        with self._by_number[number]:
            return self._values.get(key, 0)

    def striped(self, key: str) -> int:
        with self._striped[hash(key) % len(self._striped)]:
            return self._values.get(key, 0)
