# corpus: strict not checked
import threading

_lock = threading.Lock()
_seen = set()


def walrus(x):
    if ok := _lock.acquire(timeout=0.1):
        try:
            _seen.add(x)
        finally:
            _lock.release()
    return ok


def retry(x):
    for _ in range(3):
        if _lock.acquire(timeout=0.1):
            break
    else:
        return False
    try:
        _seen.add(x)
        return True
    finally:
        _lock.release()


def retry_unsure(x):
    for _ in range(3):
        if _lock.acquire(timeout=0.1):  # expect: LCK008
            break
    try:
        _seen.add(x)
    finally:
        _lock.release()
