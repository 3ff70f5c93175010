# corpus: strict not checked
import threading
import time

_lock = threading.Lock()
_v = {"n": 0}


def bump() -> bool:
    if _lock.acquire(timeout=0.2):
        try:
            _v["n"] += 1
        finally:
            _lock.release()
        time.sleep(0.01)
        return True
    else:
        time.sleep(0.1)
        return False


def spin() -> None:
    while not _lock.acquire(timeout=0.1):
        time.sleep(0.05)
    try:
        _v["n"] += 1
    finally:
        _lock.release()
