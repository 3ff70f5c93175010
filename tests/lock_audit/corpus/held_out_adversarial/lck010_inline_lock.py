# corpus: strict not checked
import threading
import threading as t

_n = {"v": 0}


def bad() -> int:
    with threading.Lock():  # expect: LCK010
        _n["v"] += 1
        return _n["v"]


def bad2() -> int:
    with t.RLock():  # expect: LCK010
        _n["v"] += 1
        return _n["v"]


_lock = t.Lock()


def good() -> int:
    with _lock:
        _n["v"] += 1
        return _n["v"]
