import threading
from typing import Any, Callable


class LockTimeout(Exception):
    pass


def with_lock(lock: threading.Lock, fn: Callable[[], Any], timeout: float = 0.25) -> Any:
    if not lock.acquire(timeout=timeout):
        raise LockTimeout()
    try:
        return fn()
    finally:
        lock.release()
