# corpus: strict not checked
import threading

_l = threading.Lock()
_n = {"v": 0}


def bad(keep: bool) -> bool:
    if not _l.acquire(timeout=1):  # expect: LCK008
        return False
    try:
        _n["v"] += 1
        return True
    finally:
        if not keep:
            _l.release()


def good(log: bool) -> bool:
    if not _l.acquire(timeout=1):
        return False
    try:
        _n["v"] += 1
        return True
    finally:
        _l.release()
        if log:
            print("x")
