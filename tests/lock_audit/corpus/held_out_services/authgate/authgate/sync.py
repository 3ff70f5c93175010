from __future__ import annotations

import functools
import threading
from typing import Any, Callable


class Busy(Exception):
    pass


def synchronized(fn: Callable[..., Any]) -> Callable[..., Any]:
    """Run the method while holding ``self._lock``."""

    @functools.wraps(fn)
    def wrapper(self, *args: Any, **kwargs: Any) -> Any:
        if not self._lock.acquire(timeout=2.0):
            raise Busy(fn.__name__)
        try:
            return fn(self, *args, **kwargs)
        finally:
            self._lock.release()

    return wrapper


def with_lock(lock: threading.Lock, fn: Callable[[], Any], timeout: float = 1.0) -> Any:
    if not lock.acquire(timeout=timeout):
        raise Busy("with_lock")
    try:
        return fn()
    finally:
        lock.release()
