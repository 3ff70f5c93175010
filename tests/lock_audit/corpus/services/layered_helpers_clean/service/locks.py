# corpus: strict not checked
"""with_lock: the one place that takes a lock."""
import threading
import time
from collections.abc import Callable
from typing import TypeVar

T = TypeVar("T")


class LockTimeout(Exception):
    """The lock was not free in time."""


def with_lock(
    lock: threading.Lock, label: str, operation: Callable[[], T], *, try_s: float = 0.05, tries: int = 5
) -> T:
    for attempt in range(tries):
        if lock.acquire(timeout=try_s):
            try:
                return operation()
            finally:
                lock.release()
        time.sleep(0.001 * attempt)
    raise LockTimeout(label)
