# corpus: strict not checked
from __future__ import annotations

import copy
import threading


class Inventory:
    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._stock: dict[str, int] = {}
        self._log: list[tuple[str, int]] = []
        self._tags: set[str] = set()

    def change(self, sku: str, by: int) -> int:
        with self._lock:
            self._stock[sku] = self._stock.get(sku, 0) + by
            self._log.append((sku, by))
            self._tags.add(sku[:2])
            return self._stock[sku]

    def snapshot(self) -> dict[str, int]:
        with self._lock:
            return dict(self._stock)

    def merged(self, extra: dict[str, int]) -> dict[str, int]:
        with self._lock:
            return {**self._stock, **extra}

    def tail(self, n: int) -> list[tuple[str, int]]:
        with self._lock:
            return self._log[-n:]

    def deep(self):
        with self._lock:
            return copy.deepcopy(self._stock)

    def tags(self) -> frozenset[str]:
        with self._lock:
            return frozenset(self._tags)

    def total(self) -> int:
        with self._lock:
            return sum(v for v in self._stock.values())

    def summary(self) -> str:
        with self._lock:
            return ", ".join(map(str, self._log))
