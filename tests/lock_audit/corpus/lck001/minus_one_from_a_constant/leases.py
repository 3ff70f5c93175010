import threading

from . import limits
from .limits import LOCK_TIMEOUT_S, WAIT_FOREVER

_UNBOUNDED = -1
_guard = threading.Lock()
_leases: dict[str, float] = {}


def grant(name: str, until: float) -> None:
    _guard.acquire(timeout=WAIT_FOREVER)  # expect: LCK001
    try:
        _leases[name] = until
    finally:
        _guard.release()


def revoke(name: str) -> None:
    _guard.acquire(True, limits.WAIT_FOREVER)  # expect: LCK001
    try:
        _leases.pop(name, None)
    finally:
        _guard.release()


def count() -> int:
    _guard.acquire(timeout=_UNBOUNDED)  # expect: LCK001
    try:
        return len(_leases)
    finally:
        _guard.release()


def expires(name: str) -> float | None:
    if not _guard.acquire(timeout=LOCK_TIMEOUT_S):
        return None
    try:
        return _leases.get(name)
    finally:
        _guard.release()


def sweep(now: float) -> int:
    if not _guard.acquire(True, limits.LOCK_TIMEOUT_S):
        return 0
    try:
        stale = [name for name, until in _leases.items() if until < now]
        for name in stale:
            del _leases[name]
        return len(stale)
    finally:
        _guard.release()
