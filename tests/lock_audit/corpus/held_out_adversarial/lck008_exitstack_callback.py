# corpus: strict not checked
import threading
from contextlib import ExitStack

_l = threading.Lock()
_n = {"v": 0}


def good() -> bool:
    with ExitStack() as stack:
        if not _l.acquire(timeout=1):
            return False
        stack.callback(_l.release)
        _n["v"] += 1
        return True


def bad() -> bool:
    with ExitStack() as stack:
        if not _l.acquire(timeout=1):  # expect: LCK008
            return False
        stack.callback(print)
        _n["v"] += 1
        _l.release()
        return True
