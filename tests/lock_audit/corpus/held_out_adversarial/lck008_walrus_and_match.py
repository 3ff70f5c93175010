# corpus: strict not checked
import threading

_l = threading.Lock()
_d: dict[str, int] = {}


def walrus(k: str) -> bool:
    if (ok := _l.acquire(timeout=1)):
        try:
            _d[k] = 1
        finally:
            _l.release()
    return ok


def walrus_bad(k: str) -> bool:
    if (ok := _l.acquire(timeout=1)):  # expect: LCK008
        _d[k] = int(k)
        _l.release()
    return ok


def spin(k: str, stop: threading.Event) -> bool:
    while not _l.acquire(timeout=0.1):
        if stop.is_set():
            return False
    try:
        _d[k] = 1
        return True
    finally:
        _l.release()
