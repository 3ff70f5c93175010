# corpus: strict not checked
"""with_lock: the one place that takes a lock."""
import threading
from collections.abc import Callable
from typing import TypeVar

T = TypeVar("T")


class LockTimeout(Exception):
    """The lock was not free in time."""


def with_lock(lock: threading.Lock, label: str, operation: Callable[[], T], *, timeout_s: float = 0.25) -> T:
    if not lock.acquire(timeout=timeout_s):
        raise LockTimeout(label)
    try:
        return operation()
    finally:
        lock.release()
