# corpus: strict not checked
"""With an RLock behind the decorator, one synchronized method may call the next."""

import functools
import threading


def synchronized(method):
    @functools.wraps(method)
    def wrapper(self, *args, **kwargs):
        with self._lock:
            return method(self, *args, **kwargs)

    return wrapper


class Counter:
    def __init__(self):
        self._lock = threading.RLock()
        self._total = 0

    @synchronized
    def add(self, amount: int) -> None:
        self._total += amount

    @synchronized
    def add_all(self, amounts: list[int]) -> int:
        for amount in amounts:
            self.add(amount)
        return self._total
