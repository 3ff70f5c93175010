# corpus: strict not checked
import threading
import time
from contextlib import contextmanager

_lock = threading.Lock()
_n = {"v": 0}


@contextmanager
def warmup():
    time.sleep(0.1)
    yield 1


@contextmanager
def tagged():
    _n["tag"] = 1
    yield 1
    _n["tag"] = 0


def bad() -> None:
    with _lock:
        with warmup() as w:  # expect: LCK006 via warmup -> sleep
            _n["v"] += w


def good() -> None:
    with _lock:
        with tagged() as w:
            _n["v"] += w


def good2() -> None:
    with warmup() as w:
        with _lock:
            _n["v"] += w
