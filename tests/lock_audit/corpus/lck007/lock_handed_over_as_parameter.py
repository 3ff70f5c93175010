# corpus: strict not checked
"""Locks given as annotated parameters and returned by a helper are known by their type."""

import threading
from threading import Lock, RLock


def copy_between(source: dict, source_lock: Lock, target: dict, target_lock: Lock) -> None:
    with source_lock:
        with target_lock:  # expect: LCK007
            target.update(source)


def copy_in_turn(source: dict, source_lock: Lock, target: dict, target_lock: Lock) -> None:
    with source_lock:
        copied = dict(source)
    with target_lock:
        target.update(copied)


def nested_entry(values: dict, lock: RLock) -> None:
    with lock:
        values.clear()
        again = lock
        with again:
            values["cleared"] = 1


_shared_lock = threading.Lock()
_shared: dict[str, int] = {}


def absorb(values: dict, lock: threading.Lock) -> None:
    with _shared_lock:
        _shared.clear()
        if not lock.acquire(timeout=0.5):  # expect: LCK007
            return
        try:
            _shared.update(values)
        finally:
            lock.release()
