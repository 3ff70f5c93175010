# corpus: strict not checked
"""Releasing under the condition that the lock was taken is right; under another condition it is not."""

import threading

_lock = threading.Lock()
_totals: dict[str, int] = {}


def add(name: str, amount: int) -> bool:
    taken = _lock.acquire(timeout=0.3)
    try:
        if taken:
            _totals[name] = _totals.get(name, 0) + amount
    finally:
        if taken:
            _lock.release()
    return taken


def total(name: str, fresh: bool) -> int:
    if not _lock.acquire(timeout=0.3):  # expect: LCK008
        return 0
    try:
        return _totals.get(name, 0)
    finally:
        if fresh:
            _lock.release()


def merge(other: dict[str, int], shared: bool) -> None:
    held = False
    if shared:
        held = _lock.acquire(timeout=0.3)
        if not held:
            return
    try:
        for name, amount in other.items():
            _totals[name] = _totals.get(name, 0) + amount
    finally:
        if held:
            _lock.release()


def drop(name: str) -> bool:
    ok = _lock.acquire(timeout=0.3)
    if not ok:
        return False
    try:
        del _totals[name]
    finally:
        _lock.release()
    return ok
