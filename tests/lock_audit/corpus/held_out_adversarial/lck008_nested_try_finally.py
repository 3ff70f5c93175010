# corpus: strict not checked
import threading

_l = threading.Lock()
_n = {"v": 0}


def good() -> int:
    got = _l.acquire(timeout=1)
    if not got:
        return -1
    try:
        try:
            _n["v"] += 1
        except KeyError:
            return 0
        finally:
            print("inner")
        return _n["v"]
    finally:
        _l.release()


def bad() -> int:
    got = _l.acquire(timeout=1)  # expect: LCK008
    if not got:
        return -1
    try:
        _n["v"] += 1
    finally:
        print("no release here")
    _l.release()
    return 1
