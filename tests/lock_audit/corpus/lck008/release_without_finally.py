# corpus: strict not checked
"""The release is there, and an exception jumps over it."""

import threading

_lock = threading.Lock()
_scores: dict[str, int] = {}


class Busy(Exception):
    pass


def add(name: str, points: str) -> int:
    if not _lock.acquire(timeout=0.5):  # expect: LCK008
        raise Busy
    _scores[name] = _scores.get(name, 0) + int(points)
    total = _scores[name]
    _lock.release()
    return total


def best() -> int | None:
    if _lock.acquire(timeout=0.5):  # expect: LCK008
        value = max(_scores.values())
        _lock.release()
        return value
    return None


def remove(name: str) -> None:
    _lock.acquire()  # expect: LCK001, LCK008
    _scores.pop(name)
    _lock.release()


def clear() -> bool:
    if not _lock.acquire(timeout=0.5):
        return False
    try:
        _scores.clear()
    finally:
        _lock.release()
    return True
