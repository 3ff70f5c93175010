# corpus: strict not checked
import threading
import time
from contextlib import contextmanager

_lock = threading.Lock()
_n = {"v": 0}


@contextmanager
def locked():
    with _lock:
        yield


@contextmanager
def locked_and_logged(name: str):
    with locked():
        yield name


def bad() -> None:
    with locked_and_logged("x") as n:
        time.sleep(len(n))  # expect: LCK006


def good() -> None:
    with locked_and_logged("x") as n:
        _n["v"] += len(n)
    time.sleep(1)
