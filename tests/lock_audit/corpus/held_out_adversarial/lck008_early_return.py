# corpus: strict not checked
import threading

_l = threading.Lock()
_d: dict[str, int] = {}


def bad(k: str) -> int:
    if not _l.acquire(timeout=1):  # expect: LCK008
        return -1
    if k not in _d:
        return 0
    n = _d[k]
    _l.release()
    return n


def good(k: str) -> int:
    if not _l.acquire(timeout=1):
        return -1
    try:
        if k not in _d:
            return 0
        return _d[k]
    finally:
        _l.release()
