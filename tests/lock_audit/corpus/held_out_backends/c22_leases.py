# corpus: strict not checked
"""Worker leases: bounded acquires that are not always given back."""
from __future__ import annotations

import threading
import time

_lock = threading.Lock()
_slots = threading.BoundedSemaphore(6)
_leases: dict[str, float] = {}


def grant(name: str) -> None:
    _lock.acquire(timeout=1.0)  # expect: LCK008
    try:
        _leases[name] = time.monotonic() + 30
    finally:
        _lock.release()


def renew(name: str, ttl: float) -> None:
    if not _lock.acquire(timeout=1.0):  # expect: LCK008
        raise TimeoutError("leases")
    _leases[name] = _leases[name] + ttl
    _lock.release()


def revoke(name: str) -> bool:
    taken = _lock.acquire(timeout=0.5)  # expect: LCK008
    if not taken:
        return False
    if name not in _leases:
        return False
    del _leases[name]
    _lock.release()
    return True


def _deadline(name: str) -> float:
    return time.monotonic() + (60 if name.startswith("batch-") else 10)


def extend(name: str) -> None:
    if not _lock.acquire(timeout=0.5):  # expect: LCK008
        return
    deadline = _deadline(name)
    try:
        _leases[name] = deadline
    finally:
        _lock.release()


def sweep() -> None:
    try:
        if _lock.acquire(timeout=0.1):  # expect: LCK008
            _leases.clear()
    finally:
        _lock.release()


def poke(name: str) -> None:
    _lock.acquire(blocking=False)  # expect: LCK008
    try:
        _leases[name] = 0.0
    finally:
        _lock.release()


def force(name: str) -> None:
    _lock.acquire()  # expect: LCK001, LCK008
    _leases.pop(name, None)
    _lock.release()


def work(name: str) -> str:
    _slots.acquire(timeout=2.0)  # expect: LCK008
    try:
        time.sleep(0.2)
        return name.upper()
    finally:
        _slots.release()


def work_forever(name: str) -> str:
    _slots.acquire()  # expect: LCK001
    try:
        time.sleep(0.2)
        return name.upper()
    finally:
        _slots.release()


def work_while_locked(name: str) -> None:
    with _lock:
        with _slots:  # expect: LCK006
            _leases[name] = 1.0


def active() -> int:
    if not _lock.acquire(timeout=0.5):
        return -1
    try:
        return len(_leases)
    finally:
        _lock.release()
