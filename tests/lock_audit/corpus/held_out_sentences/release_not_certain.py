# corpus: strict not checked
import threading
import time

_lock = threading.Lock()
_n = []


def size(x):
    return len(x)


def early_return(x):
    if not _lock.acquire(timeout=1):  # expect: LCK008
        return None
    if x is None:
        return None
    try:
        _n.append(x)
    finally:
        _lock.release()


def work_between(x):
    _lock.acquire()  # expect: LCK001, LCK008
    n = size(x)
    try:
        _n.append(n)
    finally:
        _lock.release()


def no_finally(x):
    if _lock.acquire(timeout=1):  # expect: LCK008
        _n.append(size(x))
        _lock.release()
    time.sleep(0.1)
