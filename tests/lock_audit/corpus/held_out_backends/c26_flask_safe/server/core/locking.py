from __future__ import annotations

from typing import Any, Callable

from .storage import Storage


class LockTimeout(Exception):
    pass


def with_storage(storage: Storage, label: str, fn: Callable[[Storage], Any], timeout: float = 0.25) -> Any:
    if not storage.lock.acquire(timeout=timeout):
        raise LockTimeout(label)
    try:
        return fn(storage)
    finally:
        storage.lock.release()


def with_storage_traced(storage: Storage, label: str, trace: str, fn: Callable[[Storage], Any]) -> Any:
    return with_storage(storage, f"{label}:{trace}", fn)
