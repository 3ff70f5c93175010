"""Helpers: only the named one may take the lock."""
import threading
from collections.abc import Callable
from typing import TypeVar

T = TypeVar("T")


def with_lock(lock: threading.Lock, fn: Callable[[], T], timeout: float = 0.5) -> T:
    if not lock.acquire(timeout=timeout):
        raise TimeoutError("lock")
    try:
        return fn()
    finally:
        lock.release()


def guarded(lock: threading.Lock, fn: Callable[[], T], timeout: float = 0.5) -> T:
    if not lock.acquire(timeout=timeout):  # expect: LCK002
        raise TimeoutError("lock")
    try:
        return fn()
    finally:
        lock.release()
