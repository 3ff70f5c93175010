# corpus: strict not checked
import threading

_a = threading.Lock()
_b = threading.Lock()
_n = {"v": 0}


def _bump() -> bool:
    if not _b.acquire(timeout=0.5):
        return False
    try:
        _n["v"] += 1
        return True
    finally:
        _b.release()


def bad() -> bool:
    with _a:
        return _bump()  # expect: LCK007 via _bump -> acquire


def good() -> bool:
    with _a:
        n = _n["v"]
    return n > 0 and _bump()
