# corpus: strict not checked
import threading

_l = threading.Lock()
_d: dict[str, int] = {}


def check(k: str) -> str:
    return k.strip()


def bad(k: str) -> bool:
    if not _l.acquire(timeout=1):  # expect: LCK008
        return False
    k = check(k)
    try:
        _d[k] = 1
        return True
    finally:
        _l.release()


def good(k: str) -> bool:
    k = check(k)
    if not _l.acquire(timeout=1):
        return False
    try:
        _d[k] = 1
        return True
    finally:
        _l.release()
