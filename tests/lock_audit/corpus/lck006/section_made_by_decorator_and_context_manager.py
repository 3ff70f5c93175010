# corpus: strict not checked
"""A decorator and a context manager that hold; the functions and blocks they wrap are critical sections."""

import functools
import threading
import time
from contextlib import contextmanager

_lock = threading.Lock()
_prices: dict[str, float] = {}


def synchronized(function):
    @functools.wraps(function)
    def wrapper(*args, **kwargs):
        with _lock:
            return function(*args, **kwargs)

    return wrapper


def timed(function):
    @functools.wraps(function)
    def wrapper(*args, **kwargs):
        with _lock:
            _prices.setdefault("", 0.0)
        return function(*args, **kwargs)

    return wrapper


@contextmanager
def prices_locked():
    if not _lock.acquire(timeout=0.5):
        raise TimeoutError("prices are locked")
    try:
        yield
    finally:
        _lock.release()


@synchronized
def refresh(source: str) -> None:
    _prices[source] = 1.0
    time.sleep(0.2)  # expect: LCK006


@timed
def refresh_unlocked(source: str) -> None:
    time.sleep(0.2)


def reload(source: str) -> float:
    with prices_locked():
        time.sleep(0.1)  # expect: LCK006
        _prices[source] = 2.0
    time.sleep(0.1)
    with prices_locked():
        return _prices[source]
