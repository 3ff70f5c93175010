# corpus: strict not checked
"""The lock helper."""

import threading

_storage_lock = threading.Lock()


class StorageBusy(Exception):
    pass


def with_storage(storage, label, work):
    if not _storage_lock.acquire(timeout=1.0):
        raise StorageBusy(label)
    try:
        return work(storage)
    finally:
        _storage_lock.release()
