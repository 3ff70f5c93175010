# corpus: strict not checked
from __future__ import annotations

import functools
import threading
import time

index_lock = threading.Lock()
_stats_lock = threading.Lock()
_calls: dict[str, int] = {}


def exclusive(fn):
    @functools.wraps(fn)
    def wrapper(*args, **kwargs):
        with index_lock:
            return fn(*args, **kwargs)

    return wrapper


def guarded_by(lock: threading.Lock):
    def decorate(fn):
        @functools.wraps(fn)
        def wrapper(*args, **kwargs):
            with lock:
                return fn(*args, **kwargs)

        return wrapper

    return decorate


def counted(fn):
    """Counts under a lock, then calls with no lock held."""

    @functools.wraps(fn)
    def wrapper(*args, **kwargs):
        with _stats_lock:
            _calls[fn.__name__] = _calls.get(fn.__name__, 0) + 1
        return fn(*args, **kwargs)

    return wrapper


def retried(fn):
    @functools.wraps(fn)
    def wrapper(*args, **kwargs):
        for attempt in range(3):
            try:
                return fn(*args, **kwargs)
            except ValueError:
                time.sleep(0.1 * attempt)
        raise ValueError("gave up")

    return wrapper
