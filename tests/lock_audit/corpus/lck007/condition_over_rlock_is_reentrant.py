# corpus: strict not checked
"""A condition without a lock makes an RLock of its own; so re-entry is free, as it is over a given RLock."""

import threading


class Stock:
    def __init__(self):
        self._changed = threading.Condition()
        self._items: dict[str, int] = {}

    def put(self, item: str, amount: int) -> None:
        with self._changed:
            self._items[item] = self.amount(item) + amount
            self._changed.notify_all()

    def amount(self, item: str) -> int:
        with self._changed:
            return self._items.get(item, 0)

    def wait_for(self, item: str, timeout: float) -> bool:
        with self._changed:
            if self.amount(item) == 0:
                self._changed.wait(timeout)
            return self.amount(item) > 0


class Shelf:
    def __init__(self):
        self._lock = threading.RLock()
        self._changed = threading.Condition(self._lock)
        self._boxes: set[str] = set()

    def add(self, box: str) -> None:
        with self._lock:
            self._boxes.add(box)
            with self._changed:
                self._changed.notify_all()
