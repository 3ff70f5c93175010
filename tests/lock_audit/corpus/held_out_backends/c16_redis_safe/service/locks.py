from __future__ import annotations

from typing import Any, Callable

from .memory import Memory


class LockTimeout(Exception):
    pass


def with_storage(storage: Memory, label: str, fn: Callable[[Memory], Any], timeout: float = 0.25) -> Any:
    taken = storage.lock.acquire(timeout=timeout)
    if not taken:
        raise LockTimeout(label)
    try:
        return fn(storage)
    finally:
        storage.lock.release()
