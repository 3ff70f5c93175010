# corpus: strict not checked
import threading
import time

_lock = threading.Lock()
_done = set()


def polls(x):
    while True:
        with _lock:
            if x in _done:
                break
        time.sleep(0.1)


def holds(x):
    with _lock:
        while True:
            if x in _done:
                break
            time.sleep(0.1)  # expect: LCK006
    time.sleep(0.1)


def in_else(x):
    if not _lock.acquire(timeout=1):
        time.sleep(0.1)
        return False
    try:
        _done.remove(x)
    except KeyError:
        return False
    else:
        time.sleep(0.2)  # expect: LCK006
    finally:
        _lock.release()
    time.sleep(0.3)
    return True
