# corpus: strict not checked
import threading

_lock = threading.Lock()


def with_storage(storage, label, fn, timeout=0.5):
    if not _lock.acquire(timeout=timeout):
        raise TimeoutError(label)
    try:
        return fn(storage)
    finally:
        _lock.release()


def with_something(storage, fn, timeout=0.5):
    if not _lock.acquire(timeout=timeout):  # expect: LCK002
        raise TimeoutError
    try:
        return fn(storage)
    finally:
        _lock.release()
