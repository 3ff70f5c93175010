# corpus: strict not checked
import threading

_lock = threading.Lock()


def locked_call(action, *args):
    if not _lock.acquire(timeout=1.0):
        raise TimeoutError
    try:
        return action(*args)
    finally:
        _lock.release()
