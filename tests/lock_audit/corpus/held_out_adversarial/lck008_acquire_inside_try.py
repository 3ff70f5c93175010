# corpus: strict not checked
import threading

_l = threading.Lock()
_d: dict[str, int] = {}


def bad(k: str) -> bool:
    try:
        if not _l.acquire(timeout=1):  # expect: LCK008
            return False
        _d[k] = 1
        return True
    finally:
        _l.release()


def good(k: str) -> bool:
    got = _l.acquire(timeout=1)
    if got:
        try:
            _d[k] = 1
        finally:
            _l.release()
    return got
