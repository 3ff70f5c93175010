# corpus: strict not checked
"""Synchronized methods of a plain lock may not call each other; those of an RLock may."""

import functools
import threading


def synchronized(method):
    @functools.wraps(method)
    def wrapper(self, *args, **kwargs):
        with self._lock:
            return method(self, *args, **kwargs)

    return wrapper


class Plain:
    def __init__(self):
        self._lock = threading.Lock()
        self._total = 0

    @synchronized
    def add(self, amount: int) -> None:
        self._total += amount

    @synchronized
    def add_all(self, amounts: list[int]) -> None:
        for amount in amounts:
            self.add(amount)  # expect: LCK007

    def add_each(self, amounts: list[int]) -> None:
        for amount in amounts:
            self.add(amount)
