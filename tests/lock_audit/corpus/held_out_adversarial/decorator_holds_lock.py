# corpus: strict not checked
import functools
import threading
import time

_lock = threading.RLock()


def synchronized(fn):
    @functools.wraps(fn)
    def wrapper(*args, **kwargs):
        with _lock:
            return fn(*args, **kwargs)
    return wrapper


def counted(fn):
    @functools.wraps(fn)
    def wrapper(*args, **kwargs):
        with _lock:
            wrapper.calls += 1
        return fn(*args, **kwargs)
    wrapper.calls = 0
    return wrapper


@synchronized
def slow() -> None:
    time.sleep(1)  # expect: LCK006


@counted
def slow_ok() -> None:
    time.sleep(1)
