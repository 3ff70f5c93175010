"""Micro-optimised counters: the bound methods are looked up once."""

import threading

_lock = threading.Lock()
_take, _give_back = _lock.acquire, _lock.release
_hits = 0


def hit() -> None:
    global _hits
    _take()  # expect: LCK001
    try:
        _hits += 1
    finally:
        _give_back()


def hit_many(times: int) -> None:
    global _hits
    acquire = _lock.acquire
    release = _lock.release
    for _ in range(times):
        acquire(timeout=-1)  # expect: LCK001
        try:
            _hits += 1
        finally:
            release()


def try_hit() -> bool:
    global _hits
    acquire = _lock.acquire
    if not acquire(timeout=0.2):
        return False
    try:
        _hits += 1
    finally:
        _lock.release()
    return True
