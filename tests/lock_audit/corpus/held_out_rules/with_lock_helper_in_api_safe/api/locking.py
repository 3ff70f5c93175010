"""Bounded helpers; these are the only places of the API that touch a lock."""
from __future__ import annotations

import threading
from typing import Callable, TypeVar

T = TypeVar("T")


class Busy(Exception):
    pass


def with_lock(lock: threading.Lock, label: str, fn: Callable[[], T], timeout: float = 0.25) -> T:
    if not lock.acquire(timeout=timeout):
        raise Busy(label)
    try:
        return fn()
    finally:
        lock.release()
