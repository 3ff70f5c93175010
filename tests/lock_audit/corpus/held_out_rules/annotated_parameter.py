# corpus: strict not checked
from __future__ import annotations

import threading
from typing import Callable, TypeVar

T = TypeVar("T")


def locked_call(mutex: threading.Lock, fn: Callable[[int], int], value: int) -> int:
    """Reserve a slot, then call ``fn`` after the lock is gone."""
    mutex.acquire(True, -1)  # expect: LCK001
    try:
        slot = value + 1
    finally:
        mutex.release()
    return fn(slot)


def try_locked(mutex: threading.Lock, value: int) -> int | None:
    if not mutex.acquire(False):
        return None
    try:
        return value * 2
    finally:
        mutex.release()
