# corpus: strict not checked
import threading as th

FOREVER = -1
_lock = th.Lock()
_seen = set()


def constant():
    if not _lock.acquire(timeout=FOREVER):  # expect: LCK001
        return None
    try:
        return len(_seen)
    finally:
        _lock.release()


def bound_alias():
    take = _lock.acquire
    take(True)  # expect: LCK001
    try:
        return len(_seen)
    finally:
        _lock.release()


def both_positional():
    _lock.acquire(True, -1)  # expect: LCK001
    try:
        return len(_seen)
    finally:
        _lock.release()


def positional_timeout():
    if not _lock.acquire(True, 0.5):
        return None
    try:
        return len(_seen)
    finally:
        _lock.release()


def unknown_value(wait):
    if not _lock.acquire(timeout=wait):
        return None
    try:
        return len(_seen)
    finally:
        _lock.release()
