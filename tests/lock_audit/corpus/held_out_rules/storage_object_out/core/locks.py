class Busy(Exception):
    pass


def with_storage(storage, label, fn, timeout=0.25):
    if not storage.lock.acquire(timeout=timeout):
        raise Busy(label)
    try:
        return fn(storage)
    finally:
        storage.lock.release()
