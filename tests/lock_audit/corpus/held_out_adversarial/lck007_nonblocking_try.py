# corpus: strict not checked
import threading

_a = threading.Lock()
_b = threading.Lock()
_n = {"v": 0}


def try_b() -> bool:
    with _a:
        if not _b.acquire(blocking=False):
            return False
        try:
            _n["v"] += 1
            return True
        finally:
            _b.release()


def try_b_positional() -> bool:
    with _a:
        if _b.acquire(False):
            try:
                _n["v"] += 1
            finally:
                _b.release()
            return True
        return False
