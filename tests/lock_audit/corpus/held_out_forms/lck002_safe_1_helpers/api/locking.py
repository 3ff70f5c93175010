"""The helpers are exempt from LCK002 and bounded."""
import threading


def with_lock(lock: threading.Lock, fn, timeout: float = 0.5):
    if not lock.acquire(timeout=timeout):
        raise TimeoutError("lock")
    try:
        return fn()
    finally:
        lock.release()


def with_storage(storage, label: str, fn):
    taken = storage.mutex.acquire(timeout=0.5)
    if not taken:
        raise TimeoutError(label)
    try:
        return fn(storage)
    finally:
        storage.mutex.release()
