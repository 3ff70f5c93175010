# corpus: strict not checked
import threading
import time


def _slow(n: int) -> int:
    time.sleep(n)
    return n


def _fast(n: int) -> int:
    return n


SLOW = {"a": _fast, "b": _slow}
FAST = {"a": _fast, "c": abs}
_lock = threading.Lock()


def by_index(k: str) -> int:
    with _lock:
        return SLOW[k](1)  # expect: LCK006


def by_get(k: str) -> int:
    with _lock:
        return SLOW.get(k, _fast)(1)  # expect: LCK006


def safe(k: str) -> int:
    with _lock:
        return FAST.get(k, _fast)(1) + FAST[k](2)
