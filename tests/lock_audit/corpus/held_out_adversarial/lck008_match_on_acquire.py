# corpus: strict not checked
import threading

_l = threading.Lock()
_d: dict[str, int] = {}


def good(k: str) -> bool:
    match _l.acquire(timeout=1):
        case True:
            try:
                _d[k] = 1
                return True
            finally:
                _l.release()
        case _:
            return False


def bad(k: str) -> bool:
    match _l.acquire(timeout=1):  # expect: LCK008
        case True:
            _d[k] = int(k)
            _l.release()
            return True
        case _:
            return False
