"""Second locks, seen only across the modules."""
import functools

import locks
from locks import blob_lock, index_changed, index_lock, index_session, with_blobs

_entries: list[str] = []


def synchronized(fn):
    @functools.wraps(fn)
    def wrapper(*args, **kwargs):
        with locks.blob_lock:
            return fn(*args, **kwargs)

    return wrapper


def notify() -> None:
    with index_lock:
        with index_changed:  # expect: LCK007
            index_changed.notify_all()


def notify_held() -> None:
    with index_lock:
        index_changed.notify_all()


def attach(name: str) -> None:
    with index_session():
        with blob_lock:  # expect: LCK007
            _entries.append(name)


def touch() -> None:
    with index_session():
        with index_lock:  # expect: LCK007
            _entries.append("touch")


def _reindex() -> None:
    with index_changed:  # expect: LCK007
        _entries.sort()


def reindex() -> None:
    with_blobs(_reindex)


@synchronized
def detach(name: str) -> None:
    if not index_lock.acquire(timeout=0.2):  # expect: LCK007
        raise TimeoutError(name)
    try:
        _entries.remove(name)
    finally:
        index_lock.release()


def in_turn() -> None:
    with index_session():
        _entries.append("one")
    with blob_lock:
        _entries.append("two")
