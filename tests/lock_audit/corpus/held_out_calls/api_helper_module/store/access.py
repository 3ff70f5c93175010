def with_storage(storage, label, fn, timeout=1.0):
    if not storage.lock.acquire(timeout=timeout):
        raise TimeoutError(label)
    try:
        return fn(storage)
    finally:
        storage.lock.release()
