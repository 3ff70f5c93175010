# corpus: strict not checked
import threading

_l = threading.Lock()
_d: dict[str, int] = {}


def bad(k: str) -> bool:
    if not _l.acquire(timeout=1):  # expect: LCK008
        return False
    try:
        _d[k] = int(k)
    except ValueError:
        _l.release()
        return False
    else:
        _l.release()
        return True


def good(k: str) -> bool:
    if not _l.acquire(timeout=1):
        return False
    try:
        _d[k] = int(k)
    except ValueError:
        return False
    else:
        return True
    finally:
        _l.release()
