# corpus: strict not checked
"""The helpers may take the lock; what stands beside them may not."""

import threading
from collections.abc import Callable
from typing import TypeVar

T = TypeVar("T")


class LockTimeout(Exception):
    """The lock was not free in time."""


def with_lock(lock: threading.Lock, label: str, operation: Callable[[], T]) -> T:
    if not lock.acquire(timeout=2.0):
        raise LockTimeout(label)
    try:
        return operation()
    finally:
        lock.release()


def is_busy(lock: threading.Lock) -> bool:
    if lock.acquire(blocking=False):  # expect: LCK002
        try:
            return False
        finally:
            lock.release()
    return True


class Memory:
    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._words: set[str] = set()

    def with_storage(self, operation: Callable[[set[str]], T]) -> T:
        if not self._lock.acquire(timeout=1.0):
            raise LockTimeout("memory")
        try:
            return operation(self._words)
        finally:
            self._lock.release()

    def size(self) -> int:
        with self._lock:  # expect: LCK001, LCK002
            return len(self._words)
