# corpus: strict not checked
import threading
import time

_lock = threading.Lock()
_v: dict[str, int] = {}


def pop(key: str) -> int:
    if not _lock.acquire(timeout=0.2):
        time.sleep(1)
        return -1
    try:
        n = _v.pop(key)
    except KeyError:
        time.sleep(0.3)  # expect: LCK006
        n = 0
    else:
        time.sleep(0.4)  # expect: LCK006
    finally:
        _lock.release()
        time.sleep(0.5)
    return n
